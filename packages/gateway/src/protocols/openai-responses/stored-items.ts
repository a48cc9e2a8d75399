import { isRecord, type JsonRecord, recordsIn, stringIn } from '../../json/json-record.ts';

const PREFIXES: Readonly<Record<string, string>> = {
  message: 'msg',
  reasoning: 'rs',
  function_call: 'fc',
  function_call_output: 'fco',
};

/** What an item says where a guard refused the request that brought it. */
const WITHHELD = '[not stored: a guard refused this]';

/** The items of an input, whole and each with an id: the client's own, or one that says to which answer they belong. */
export function storedItems(input: unknown, exchangeId: string): readonly JsonRecord[] {
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : recordsIn(input);
  return items.map(({ id: given, type = 'message', ...item }, index) => {
    const prefix = PREFIXES[String(type)] ?? 'item';
    const id = stringIn(given) || `${prefix}_${exchangeId.replaceAll('-', '')}_in${index}`;
    const stored = { id, type, status: 'completed', ...item };
    return type === 'message' ? { ...stored, content: partsOf(item) } : stored;
  });
}

/** The answer in which an item lies, by the item's id; undefined where the id is none that was given here. */
export function answerOfItem(itemId: string): string | undefined {
  const [, exchange] = /^[a-z]+_([^_]+)_(?:in)?\d+$/.exec(itemId) ?? [];
  return exchange === undefined ? undefined : `resp_${exchange}`;
}

/** The same items without what they say, so that calls still have their answers. */
export function withheldItems(items: readonly JsonRecord[]): readonly JsonRecord[] {
  return items.flatMap((item) => {
    const { id, type, status, role, call_id: callId } = item;
    const same = { id, type, status };
    if (type === 'message') return [{ ...same, role, content: [textPart(role, WITHHELD)] } as JsonRecord];
    return callId !== undefined && 'output' in item ? [{ ...same, call_id: callId, output: WITHHELD }] : [];
  });
}

function partsOf({ role, content }: JsonRecord): readonly unknown[] {
  if (typeof content === 'string') return [textPart(role, content)];
  return (Array.isArray(content) ? content : []).map((part: unknown) =>
    isRecord(part) && part.type === 'input_image' ? { detail: 'auto', ...part } : part,
  );
}

function textPart(role: unknown, text: string): JsonRecord {
  return role === 'assistant'
    ? { type: 'output_text', text, annotations: [], logprobs: [] }
    : { type: 'input_text', text };
}
