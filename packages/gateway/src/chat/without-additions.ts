import { isRecord, type JsonRecord, recordsIn, stringIn, textIn } from '../json/json-record.ts';
import { readMark } from './thinking-origin.ts';

/** A request of the shape in the middle as a server of chat completions takes it, and what that leaves out. */
export interface PlainChat {
  /** The very object that came where nothing had to change. */
  readonly json: JsonRecord;
  /** Fields that could not be said, e.g. `messages[].thinking`. */
  readonly leftOut: readonly string[];
}

/** What a server takes beside plain chat completions. */
export interface KeptAdditions {
  /** Field of assistant messages for what the model thought; undefined where the server refuses it. */
  readonly reasoningField?: 'reasoning_content' | 'reasoning' | undefined;
  /** The server wants that field in every assistant message; messages of other models get it too. */
  readonly requiresReasoning?: boolean | undefined;
  /** The server understands marks of the prompt cache. */
  readonly cacheControl?: boolean | undefined;
  /** The model's name: of marked thinking, only its own goes back to it. */
  readonly model?: string | undefined;
}

/** Servers that want a thought refuse an empty one. */
const NO_THOUGHT = ' ';

/**
 * Takes the additions out of a request (see `chat-shape.ts`), except for those that the server takes. Thinking of earlier
 * turns is left out otherwise: a server may refuse what another model thought. Pictures that a tool answered with follow
 * in a user message.
 */
export function withoutAdditions(json: JsonRecord, kept: KeptAdditions = {}): PlainChat {
  const leftOut = new Set<string>();
  const messages = changed(json.messages, (message) => plainMessages(message, kept, leftOut));
  const tools = kept.cacheControl === true ? json.tools : changed(json.tools, (tool) => [withoutCacheControl(tool)]);
  if (messages === json.messages && tools === json.tools) return { json, leftOut: [] };
  return {
    json: { ...json, ...(messages === undefined ? {} : { messages }), ...(tools === undefined ? {} : { tools }) },
    leftOut: [...leftOut],
  };
}

/** Rewrites the objects of a list; the same list where none changed, or where the value is no list. */
export function changed(list: unknown, rewrite: (item: JsonRecord) => readonly JsonRecord[]): unknown {
  if (!Array.isArray(list)) return list;
  let rewritten: unknown[] | undefined;
  for (let at = 0; at < list.length; at++) {
    const item: unknown = list[at];
    const items = isRecord(item) ? rewrite(item) : [item];
    if (rewritten === undefined) {
      if (items.length === 1 && items[0] === item) continue;
      rewritten = list.slice(0, at);
    }
    rewritten.push(...items);
  }
  return rewritten ?? list;
}

function plainMessages(message: JsonRecord, kept: KeptAdditions, leftOut: Set<string>): readonly JsonRecord[] {
  const plain = withReasoning(message, kept, leftOut);
  if (plain.is_error === undefined && !Array.isArray(plain.content)) return [plain];
  const content = changed(plain.content, (part) => [plainPart(part, kept, leftOut)]);
  if (plain.role !== 'tool') return [content === plain.content ? plain : { ...plain, content }];
  const { is_error: isError, ...answer } = plain;
  const parts = recordsIn(content);
  const pictures = parts.filter(({ type }) => type !== 'text');
  if (isError === undefined && pictures.length === 0 && content === plain.content) return [plain];
  const text = Array.isArray(content)
    ? parts.flatMap((part) => (part.type === 'text' ? [textIn(part.text)] : [])).join('\n')
    : (stringIn(content) ?? '');
  const shown = pictures.length === 0 ? text : `${text}\n(what the tool answered with follows)`.trimStart();
  // Chat completions have no mark for a tool that failed, so the text says it.
  const told = { ...answer, content: isError === true ? `Error: ${shown}` : shown };
  return pictures.length === 0 ? [told] : [told, { role: 'user', content: pictures }];
}

const REASONING_FIELDS = ['thinking_blocks', 'reasoning_content', 'reasoning', 'reasoning_details'] as const;

/** What the model thought, in the field that the server reads, or left out. */
function withReasoning(message: JsonRecord, kept: KeptAdditions, leftOut: Set<string>): JsonRecord {
  const isRequired = kept.requiresReasoning === true && message.role === 'assistant';
  if (!isRequired && !hasReasoning(message)) return message;
  const present = REASONING_FIELDS.filter((field) => message[field] !== undefined);
  const field = kept.reasoningField;
  const thought = field === undefined ? undefined : thoughtIn(message, kept.model);
  const written = thought ?? (isRequired ? NO_THOUGHT : undefined);
  if (thought === undefined && present.length > 0) leftOut.add('messages[].thinking');
  if (field !== undefined && present.length === 1 && present[0] === field && message[field] === written) {
    return message;
  }
  const {
    thinking_blocks: _blocks,
    reasoning_content: _content,
    reasoning: _text,
    reasoning_details: _details,
    ...rest
  } = message;
  return field === undefined || written === undefined ? rest : { ...rest, [field]: written };
}

function hasReasoning(message: JsonRecord): boolean {
  for (const field of REASONING_FIELDS) if (message[field] !== undefined) return true;
  return false;
}

/** What the model itself thought; undefined where nothing but white space is left of it. */
function thoughtIn(message: JsonRecord, model: string | undefined): string | undefined {
  const text =
    message.thinking_blocks === undefined
      ? (stringIn(message.reasoning_content) ?? stringIn(message.reasoning))
      : ownThought(message.thinking_blocks, model);
  return text === undefined || text.trim() === '' ? undefined : text;
}

/** Marks tell whose thinking it was; what a vendor signed, and what other models thought, is nothing to this one. */
function ownThought(blocks: unknown, model: string | undefined): string | undefined {
  const own = recordsIn(blocks).filter(({ signature }) => readMark(stringIn(signature) ?? '')?.model === model);
  return own.length === 0 ? undefined : own.map(({ thinking }) => stringIn(thinking) ?? '').join('\n');
}

function withoutCacheControl(value: JsonRecord): JsonRecord {
  if (value.cache_control === undefined) return value;
  const { cache_control: _cacheControl, ...plain } = value;
  return plain;
}

/** A file by address has no place in chat completions: the model gets the address to read. */
function plainPart(part: JsonRecord, kept: KeptAdditions, leftOut: Set<string>): JsonRecord {
  const plain = kept.cacheControl === true ? part : withoutCacheControl(part);
  if (plain.type !== 'file' || !isRecord(plain.file)) return plain;
  const { file_url: url } = plain.file;
  if (typeof url !== 'string') return plain;
  leftOut.add('messages[].content[].document.url');
  return { type: 'text', text: `(document at ${url})` };
}
