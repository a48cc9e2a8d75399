import { parseDataUrl } from '../../chat/data-url.ts';
import { markedOrigin } from '../../chat/thinking-origin.ts';
import { fittingToolId } from '../../chat/tool-id.ts';
import { isRecord, type JsonRecord, parseRecord, recordsIn, stringIn, textIn } from '../../json/json-record.ts';

/** The messages of a chat request as Messages turns. */
export interface EncodedMessages {
  /** Text blocks; empty without a system message. */
  readonly system: readonly JsonRecord[];
  readonly messages: readonly JsonRecord[];
  readonly leftOut: readonly string[];
}

interface Turn {
  role: 'user' | 'assistant';
  content: JsonRecord[];
}

/**
 * Turns alternate between user and assistant, a tool's answers begin the turn after the calls, empty texts are refused,
 * and the system prompt stands apart: instructions that came later in the conversation join it.
 */
export function encodeMessages(chat: readonly JsonRecord[]): EncodedMessages {
  const system: JsonRecord[] = [];
  const turns: Turn[] = [];
  const leftOut = new Set<string>();
  for (const message of chat) {
    if (message.role === 'system' || message.role === 'developer') {
      if (turns.length > 0) leftOut.add('place of a later system message');
      system.push(...contentBlocks(message.content, leftOut).filter(({ type }) => type === 'text'));
    } else if (message.role === 'assistant') {
      push(turns, 'assistant', assistantBlocks(message, leftOut));
    } else if (message.role === 'tool' || message.role === 'function') {
      push(turns, 'user', [toolResult(message, leftOut)]);
    } else {
      push(turns, 'user', contentBlocks(message.content, leftOut));
    }
  }
  if (turns[0]?.role === 'assistant') turns.unshift({ role: 'user', content: [{ type: 'text', text: '…' }] });
  trimLastText(turns.at(-1));
  return { system, messages: turns.map(resultsFirst), leftOut: [...leftOut] };
}

function push(turns: Turn[], role: Turn['role'], blocks: readonly JsonRecord[]): void {
  if (blocks.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...blocks);
  else turns.push({ role, content: [...blocks] });
}

function resultsFirst({ role, content }: Turn): JsonRecord {
  const isResult = (block: JsonRecord) => block.type === 'tool_result';
  if (role === 'assistant' || !content.some(isResult)) return { role, content };
  return { role, content: [...content.filter(isResult), ...content.filter((block) => !isResult(block))] };
}

/** A last turn of the assistant's is to be continued, and must not end in white space. */
function trimLastText(turn: Turn | undefined): void {
  if (turn?.role !== 'assistant') return;
  const last = turn.content.at(-1);
  if (last?.type === 'text') turn.content[turn.content.length - 1] = { ...last, text: textIn(last.text).trimEnd() };
}

function assistantBlocks(message: JsonRecord, leftOut: Set<string>): JsonRecord[] {
  const thinking = recordsIn(message.thinking_blocks).filter(
    ({ type, signature }) =>
      type === 'redacted_thinking' || (typeof signature === 'string' && markedOrigin(signature) === undefined),
  );
  const text = contentBlocks(message.content ?? message.refusal, leftOut);
  const calls = recordsIn(message.tool_calls).flatMap((call) =>
    isRecord(call.function) ? [toolUse(call, call.function)] : [],
  );
  return [...thinking, ...text, ...calls];
}

/** Letters that the API allows in the id of a call. */
const TOOL_ID = /^[a-zA-Z0-9_-]{1,64}$/;
const toolId = (id: unknown) => fittingToolId(stringIn(id) ?? '', TOOL_ID, 24);

function toolUse(call: JsonRecord, { name, arguments: text }: JsonRecord): JsonRecord {
  return { type: 'tool_use', id: toolId(call.id), name, input: parseRecord(textIn(text ?? '')) ?? {} };
}

function toolResult(message: JsonRecord, leftOut: Set<string>): JsonRecord {
  const { content } = message;
  return {
    type: 'tool_result',
    tool_use_id: toolId(message.tool_call_id ?? message.name),
    content: Array.isArray(content) ? contentBlocks(content, leftOut) : textIn(content ?? ''),
    ...(message.is_error === true ? { is_error: true } : {}),
  };
}

function contentBlocks(content: unknown, leftOut: Set<string>): JsonRecord[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return recordsIn(content).flatMap((part) => {
    const block = blockOf(part, leftOut);
    if (block === undefined) return [];
    return [part.cache_control === undefined ? block : { ...block, cache_control: part.cache_control }];
  });
}

function blockOf(part: JsonRecord, leftOut: Set<string>): JsonRecord | undefined {
  if (part.type === 'image_url' && isRecord(part.image_url)) {
    return { type: 'image', source: sourceOf(textIn(part.image_url.url)) };
  }
  if (part.type === 'file' && isRecord(part.file)) return documentOf(part.file);
  const text = stringIn(part.text) ?? stringIn(part.refusal);
  if (text !== undefined) return text === '' ? undefined : { type: 'text', text };
  leftOut.add(`messages[].content[].${textIn(part.type)}`);
  return undefined;
}

function documentOf(file: JsonRecord): JsonRecord {
  const title = typeof file.filename === 'string' ? { title: file.filename } : {};
  const url = stringIn(file.file_data) ?? stringIn(file.file_url);
  if (url === undefined) return { type: 'document', source: { type: 'file', file_id: file.file_id }, ...title };
  return { type: 'document', source: sourceOf(url), ...title };
}

function sourceOf(url: string): JsonRecord {
  const inline = parseDataUrl(url);
  if (inline === undefined) return { type: 'url', url };
  if (inline.mediaType === 'text/plain') {
    return { type: 'text', media_type: 'text/plain', data: Buffer.from(inline.data, 'base64').toString('utf8') };
  }
  return { type: 'base64', media_type: inline.mediaType, data: inline.data };
}
