import type {
  CacheControl,
  ChatFile,
  ChatMessage,
  ChatPart,
  ChatToolCall,
  ThinkingBlock,
} from '../../chat/chat-shape.ts';
import { renderDataUrl } from '../../chat/data-url.ts';
import { isRecord, type JsonRecord, recordsIn, stringIn, textIn } from '../../json/json-record.ts';

/** The system prompt as a message; none where there is no prompt. */
export function chatSystem(system: unknown): ChatMessage[] {
  if (typeof system === 'string') return system === '' ? [] : [{ role: 'system', content: system }];
  const parts = recordsIn(system).flatMap((block) => partOf(block, new Set()) ?? []);
  return parts.length === 0 ? [] : [{ role: 'system', content: asText(parts) }];
}

/** Turns as chat messages; a tool's answers become messages of their own. Fields without a place go to `leftOut`. */
export function chatMessages(turns: readonly JsonRecord[], leftOut: Set<string>): ChatMessage[] {
  return turns.flatMap((turn) => {
    if (turn.role === 'assistant') return [assistantMessage(turn.content, leftOut)];
    if (turn.role === 'system') return chatSystem(turn.content);
    return userMessages(turn.content, leftOut);
  });
}

function userMessages(content: unknown, leftOut: Set<string>): ChatMessage[] {
  if (typeof content === 'string') return [{ role: 'user', content }];
  const blocks = recordsIn(content);
  const answers = blocks.filter(({ type }) => type === 'tool_result').map((block) => toolMessage(block, leftOut));
  const parts = blocks.filter(({ type }) => type !== 'tool_result').flatMap((block) => partOf(block, leftOut) ?? []);
  if (parts.length === 0 && answers.length > 0) return answers;
  return [...answers, { role: 'user', content: asText(parts) }];
}

function toolMessage(block: JsonRecord, leftOut: Set<string>): ChatMessage {
  const { content } = block;
  const parts = recordsIn(content).flatMap((inner) => partOf(inner, leftOut) ?? []);
  return {
    role: 'tool',
    tool_call_id: textIn(block.tool_use_id),
    content: Array.isArray(content) ? asText(parts) : (stringIn(content) ?? ''),
    ...(block.is_error === true ? { is_error: true } : {}),
  };
}

function assistantMessage(content: unknown, leftOut: Set<string>): ChatMessage {
  if (typeof content === 'string') return { role: 'assistant', content };
  const blocks = recordsIn(content);
  const isThinking = ({ type }: JsonRecord) => type === 'thinking' || type === 'redacted_thinking';
  const thinking = blocks.filter(isThinking);
  const calls = blocks.filter(({ type }) => type === 'tool_use');
  const parts = blocks
    .filter((block) => !isThinking(block) && block.type !== 'tool_use')
    .flatMap((block) => partOf(block, leftOut) ?? []);
  const message: ChatMessage = { role: 'assistant', content: parts.length === 0 ? null : asText(parts) };
  if (thinking.length > 0) message.thinking_blocks = thinking as unknown as ThinkingBlock[];
  if (calls.length > 0) message.tool_calls = calls.map(toolCall);
  else message.content ??= '';
  return message;
}

function toolCall({ id, name, input }: JsonRecord): ChatToolCall {
  return { id: textIn(id), type: 'function', function: { name: textIn(name), arguments: JSON.stringify(input ?? {}) } };
}

/** Parts that are nothing but one text are that text; marks of the cache keep them apart. */
function asText(parts: readonly ChatPart[]): string | ChatPart[] {
  const [first] = parts;
  if (parts.length === 0) return '';
  return parts.length === 1 && first?.type === 'text' && first.cache_control === undefined ? first.text : [...parts];
}

function partOf(block: JsonRecord, leftOut: Set<string>): ChatPart | undefined {
  const cached = isRecord(block.cache_control) ? { cache_control: block.cache_control as CacheControl } : {};
  switch (block.type) {
    case 'text':
      return { type: 'text', text: stringIn(block.text) ?? '', ...cached };
    case 'image': {
      const url = addressOf(block.source);
      if (url === undefined) break;
      return { type: 'image_url', image_url: { url }, ...cached };
    }
    case 'document':
      return documentPart(block, cached, leftOut);
    case 'search_result': {
      const texts = recordsIn(block.content).flatMap(({ text }) => stringIn(text) ?? []);
      return { type: 'text', text: [stringIn(block.title), stringIn(block.source), ...texts].join('\n'), ...cached };
    }
  }
  leftOut.add(`messages[].content[].${textIn(block.type)}`);
  return undefined;
}

function documentPart(
  block: JsonRecord,
  cached: { cache_control?: CacheControl },
  leftOut: Set<string>,
): ChatPart | undefined {
  const source = isRecord(block.source) ? block.source : {};
  const title = stringIn(block.title);
  if (isRecord(block.citations) && block.citations.enabled === true) leftOut.add('messages[].content[].citations');
  if (source.type === 'text' || source.type === 'content') {
    const inner = recordsIn(source.content).flatMap(({ text }) => stringIn(text) ?? []);
    const text = stringIn(source.data) ?? stringIn(source.content) ?? inner.join('\n');
    return { type: 'text', text: title === undefined ? text : `${title}\n${text}`, ...cached };
  }
  const file: ChatFile = title === undefined ? {} : { filename: title };
  if (source.type === 'file') file.file_id = textIn(source.file_id);
  else if (source.type === 'url') file.file_url = textIn(source.url);
  else file.file_data = addressOf(source) ?? '';
  return { type: 'file', file, ...cached };
}

function addressOf(source: unknown): string | undefined {
  if (!isRecord(source)) return undefined;
  if (source.type === 'url') return stringIn(source.url);
  if (source.type !== 'base64') return undefined;
  return renderDataUrl({ mediaType: textIn(source.media_type), data: textIn(source.data) });
}
