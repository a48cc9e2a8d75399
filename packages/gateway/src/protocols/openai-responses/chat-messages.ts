import type { ChatFile, ChatMessage, ChatPart, ChatToolCall } from '../../chat/chat-shape.ts';
import { isRecord, type JsonRecord, recordsIn, stringIn, textIn } from '../../json/json-record.ts';
import { clientTools } from './client-tool.ts';
import { thinkingOf } from './reasoning-text.ts';

const CALL = /^(.+)_call$/;
const CALL_OUTPUT = /_call_output$/;

/** Who wrote items of a history, and, once they are messages, who wrote those. */
export interface Authors {
  readonly ofItems: ReadonlyMap<JsonRecord, string>;
  readonly ofMessages: Map<ChatMessage, string>;
}

/**
 * Instructions and items as chat messages; what has no place there is added to `leftOut`, and who wrote a message to
 * `authors`.
 */
export function chatMessages(
  { instructions, input }: JsonRecord,
  leftOut: Set<string>,
  authors?: Authors,
): ChatMessage[] {
  const messages: ChatMessage[] = [];
  if (typeof instructions === 'string' && instructions !== '') {
    messages.push({ role: 'system', content: instructions });
  }
  if (typeof input === 'string') return [...messages, { role: 'user', content: input }];
  for (const item of recordsIn(input)) {
    addItem(messages, item, leftOut);
    const author = authors?.ofItems.get(item);
    if (author !== undefined) authors!.ofMessages.set(turnOf(messages), author);
  }
  return messages.filter(isWorthSaying);
}

/** Thinking that was broken off leaves a turn with nothing in it, which backends refuse. */
function isWorthSaying({ role, content, refusal, tool_calls: calls }: ChatMessage): boolean {
  return role !== 'assistant' || content !== null || (refusal ?? null) !== null || calls !== undefined;
}

function addItem(messages: ChatMessage[], item: JsonRecord, leftOut: Set<string>): void {
  const type = stringIn(item.type) ?? 'message';
  if (type === 'message') {
    if (item.role === 'assistant') addText(turnOf(messages), item.content, leftOut);
    else messages.push(saidMessage(item, leftOut));
    return;
  }
  if (type === 'reasoning') {
    const blocks = thinkingOf(item);
    if (blocks.length === 0) leftOut.add('input[].reasoning');
    else turnOf(messages).thinking_blocks = [...(turnOf(messages).thinking_blocks ?? []), ...blocks];
    return;
  }
  const answered = stringIn(item.call_id) ?? stringIn(item.id);
  if (CALL_OUTPUT.test(type) && answered !== undefined) {
    messages.push({ role: 'tool', tool_call_id: answered, content: outputOf(item.output, leftOut) });
    return;
  }
  const call = callOf(item, type);
  if (call === undefined) {
    leftOut.add(`input[].${type}`);
    return;
  }
  const turn = turnOf(messages);
  turn.tool_calls = [...(turn.tool_calls ?? []), call];
}

/** The assistant's turn that is being put together: its thinking, text and calls came as items of their own. */
function turnOf(messages: ChatMessage[]): ChatMessage {
  const last = messages.at(-1);
  if (last?.role === 'assistant') return last;
  const turn: ChatMessage = { role: 'assistant', content: null };
  messages.push(turn);
  return turn;
}

function addText(turn: ChatMessage, content: unknown, leftOut: Set<string>): void {
  const texts = typeof content === 'string' ? [content] : [];
  for (const part of recordsIn(content)) {
    if (typeof part.text === 'string') texts.push(part.text);
    else if (typeof part.refusal === 'string') turn.refusal = part.refusal;
    else leftOut.add(`input[].content[].${textIn(part.type)}`);
  }
  if (texts.length === 0) return;
  const before = typeof turn.content === 'string' && turn.content !== '' ? `${turn.content}\n\n` : '';
  turn.content = before + texts.join('');
}

/** Developers' instructions are the system's: few chat templates know the newer word. */
function saidMessage({ role, content }: JsonRecord, leftOut: Set<string>): ChatMessage {
  const said = role === 'user' ? 'user' : 'system';
  if (typeof content === 'string') return { role: said, content };
  return { role: said, content: asText(recordsIn(content).flatMap((part) => partOf(part, leftOut) ?? [])) };
}

/** A call that the client runs has a `call_id`; what OpenAI's side ran is told by its result alone, and has none. */
function callOf(item: JsonRecord, type: string): ChatToolCall | undefined {
  const id = stringIn(item.call_id);
  const [, kind] = CALL.exec(type) ?? [];
  if (id === undefined || kind === undefined) return undefined;
  const called = { id, type: 'function' as const };
  if (kind === 'function') {
    return { ...called, function: { name: textIn(item.name), arguments: stringIn(item.arguments) ?? '{}' } };
  }
  const tool = clientTools.find(({ callType }) => callType === type);
  const { type: _type, id: _id, call_id: _callId, status: _status, ...rest } = item;
  const text = tool === undefined ? JSON.stringify(rest) : tool.argumentsOf(item);
  return { ...called, function: { name: stringIn(item.name) ?? kind, arguments: text } };
}

/** What a tool answered: a text, parts, or, of tools that answer in an object of their own, its JSON. */
function outputOf(output: unknown, leftOut: Set<string>): string | ChatPart[] {
  if (typeof output === 'string') return output;
  const parts = recordsIn(output);
  if (parts.length > 0 && parts.every(({ type }) => typeof type === 'string' && type.startsWith('input_'))) {
    return asText(parts.flatMap((part) => partOf(part, leftOut) ?? []));
  }
  return output === undefined || output === null ? '' : JSON.stringify(output);
}

function asText(parts: readonly ChatPart[]): string | ChatPart[] {
  const [first] = parts;
  if (first === undefined) return '';
  return parts.length === 1 && first.type === 'text' ? first.text : [...parts];
}

function partOf(part: JsonRecord, leftOut: Set<string>): ChatPart | undefined {
  if (typeof part.text === 'string') return { type: 'text', text: part.text };
  const address = isRecord(part.image_url) ? part.image_url.url : part.image_url;
  if (part.type === 'input_image' && typeof address === 'string') {
    const detail = typeof part.detail === 'string' ? { detail: part.detail } : {};
    return { type: 'image_url', image_url: { url: address, ...detail } };
  }
  if (part.type === 'input_file') {
    const file: ChatFile = {};
    for (const field of ['filename', 'file_data', 'file_id', 'file_url'] as const) {
      const value = part[field];
      if (typeof value === 'string') file[field] = value;
    }
    return { type: 'file', file };
  }
  if (part.type === 'input_audio' && isRecord(part.input_audio)) {
    return { type: 'input_audio', input_audio: part.input_audio as { data: string; format: string } };
  }
  leftOut.add(`input[].content[].${textIn(part.type)}`);
  return undefined;
}
