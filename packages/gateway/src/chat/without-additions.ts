import { isRecord, type JsonRecord, recordsIn } from '../json/json-record.ts';

/** A request of the shape in the middle as plain chat completions take it, and what that leaves out. */
export interface PlainChat {
  readonly json: JsonRecord;
  /** Fields that could not be said, e.g. `messages[].thinking_blocks`. */
  readonly leftOut: readonly string[];
}

/**
 * Takes the additions out of a request (see `chat-shape.ts`). Thinking of earlier turns is left out: a server of chat
 * completions may refuse what another model thought. Pictures that a tool answered with follow in a user message.
 */
export function withoutAdditions(json: JsonRecord): PlainChat {
  const leftOut = new Set<string>();
  const { thinking: _thinking, top_k: topK, ...rest } = json;
  const messages = recordsIn(json.messages).flatMap((message) => plainMessages(message, leftOut));
  const tools = Array.isArray(json.tools) ? { tools: json.tools.map(withoutCacheControl) } : {};
  return {
    json: { ...rest, ...(topK === undefined ? {} : { top_k: topK }), messages, ...tools },
    leftOut: [...leftOut],
  };
}

function plainMessages(message: JsonRecord, leftOut: Set<string>): readonly JsonRecord[] {
  const { thinking_blocks: thinking, reasoning_content: _reasoning, is_error: isError, ...plain } = message;
  if (thinking !== undefined) leftOut.add('messages[].thinking');
  if (!Array.isArray(plain.content)) return [isError === true ? { ...plain, content: failed(plain.content) } : plain];
  const parts = plain.content.map(withoutCacheControl).map((part) => plainPart(part, leftOut));
  if (plain.role !== 'tool') return [{ ...plain, content: parts }];
  const pictures = parts.filter((part) => !isRecord(part) || part.type !== 'text');
  const text = parts.flatMap((part) => (isRecord(part) && part.type === 'text' ? [String(part.text)] : [])).join('\n');
  const shown = pictures.length === 0 ? text : `${text}\n(what the tool answered with follows)`.trimStart();
  const answer = { ...plain, content: isError === true ? failed(shown) : shown };
  return pictures.length === 0 ? [answer] : [answer, { role: 'user', content: pictures }];
}

/** Chat completions have no mark for a tool that failed, so the text says it. */
function failed(content: unknown): string {
  return `Error: ${typeof content === 'string' ? content : ''}`;
}

function withoutCacheControl(value: unknown): unknown {
  if (!isRecord(value) || value.cache_control === undefined) return value;
  const { cache_control: _cacheControl, ...plain } = value;
  return plain;
}

/** A file by address has no place in chat completions: the model gets the address to read. */
function plainPart(part: unknown, leftOut: Set<string>): unknown {
  if (!isRecord(part) || part.type !== 'file' || !isRecord(part.file)) return part;
  const { file_url: url } = part.file;
  if (typeof url !== 'string') return part;
  leftOut.add('messages[].content[].document.url');
  return { type: 'text', text: `(document at ${url})` };
}
