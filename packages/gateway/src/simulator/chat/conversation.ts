import { textIn } from '../../json/json-record.ts';
import { badRequest } from '../api-error.ts';
import { hashText } from '../generation/random-sequence.ts';
import { estimateTokens } from '../generation/tokens.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import { shown } from './request-fields.ts';

/** What a tool answered, with the name of the tool where an earlier call tells it. */
export interface ToolAnswer {
  readonly tool: string;
  readonly text: string;
}

/** What a simulated model needs to know of the messages. */
export interface Conversation {
  readonly lastUserText: string;
  /** The tool messages at the end of the list; empty when the last message is no tool's. */
  readonly toolAnswers: readonly ToolAnswer[];
  readonly promptTokens: number;
  /** Images, audio and files among the parts, by their type. */
  readonly attachments: ReadonlyMap<string, number>;
  /** The same for the same messages. */
  readonly hash: number;
}

const ROLES: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function']);
const TOKENS_PER_MESSAGE = 4;
const TOKENS_PER_ATTACHMENT = 256;

/** Reads `messages`; a 400 that names the message when the list or a message is not what a model server takes. */
export function readConversation(messages: JsonValue | undefined): Conversation {
  if (!Array.isArray(messages)) throw badRequest(`\`messages\` must be a list, got ${shown(messages)}.`, 'messages');
  if (messages.length === 0) throw badRequest('`messages` must hold at least one message.', 'messages');
  const attachments = new Map<string, number>();
  const callNames = new Map<string, string>();
  const toolAnswers: ToolAnswer[] = [];
  let lastUserText = '';
  let promptTokens = 0;
  let hash = hashText('');

  for (let index = 0; index < messages.length; index += 1) {
    const message: JsonValue = messages[index];
    const where = `messages[${index}]`;
    if (!isJsonObject(message)) throw badRequest(`\`${where}\` must be an object, got ${shown(message)}.`, 'messages');
    const role = message.role;
    if (!ROLES.has(role)) {
      throw badRequest(`\`${where}.role\` must be one of ${[...ROLES].join(', ')}, got ${shown(role)}.`, 'messages');
    }
    const text = readContent(message, where, attachments);
    promptTokens += estimateTokens(text) + TOKENS_PER_MESSAGE;
    hash = hashText(text, hashText(role as string, hash));
    if (message.tool_calls !== undefined && message.tool_calls !== null) {
      promptTokens += readCallNames(message.tool_calls, where, callNames);
    }
    if (role === 'tool') {
      toolAnswers.push({ tool: callNames.get(textIn(message.tool_call_id)) ?? 'tool', text });
    } else {
      toolAnswers.length = 0;
      if (role === 'user') lastUserText = text;
    }
  }
  for (const count of attachments.values()) promptTokens += count * TOKENS_PER_ATTACHMENT;
  return { lastUserText, toolAnswers, promptTokens, attachments, hash };
}

function readContent(message: JsonObject, where: string, attachments: Map<string, number>): string {
  const content = message.content;
  if (typeof content === 'string') return content;
  if (content === null || content === undefined) {
    if (message.role === 'assistant') return '';
    throw badRequest(`\`${where}.content\` is required for the role ${shown(message.role)}.`, 'messages');
  }
  if (!Array.isArray(content)) {
    throw badRequest(`\`${where}.content\` must be a string or a list of parts, got ${shown(content)}.`, 'messages');
  }
  const texts: string[] = [];
  for (let index = 0; index < content.length; index += 1) {
    const part: JsonValue = content[index];
    const place = `${where}.content[${index}]`;
    if (!isJsonObject(part) || typeof part.type !== 'string') {
      throw badRequest(`\`${place}\` must be an object with a \`type\`, got ${shown(part)}.`, 'messages');
    }
    const kind = part.type;
    if (kind === 'text' || kind === 'input_text' || kind === 'refusal') {
      const text = part.text ?? part.refusal;
      if (typeof text !== 'string')
        throw badRequest(`\`${place}.text\` must be a string, got ${shown(text)}.`, 'messages');
      texts.push(text);
    } else {
      if (part[kind] === undefined) throw badRequest(`\`${place}\` of type "${kind}" has no \`${kind}\`.`, 'messages');
      const name = kind.replace(/^input_|_url$/g, '');
      attachments.set(name, (attachments.get(name) ?? 0) + 1);
    }
  }
  return texts.join('\n');
}

function readCallNames(calls: JsonValue, where: string, names: Map<string, string>): number {
  if (!Array.isArray(calls))
    throw badRequest(`\`${where}.tool_calls\` must be a list, got ${shown(calls)}.`, 'messages');
  let tokens = 0;
  for (const call of calls as readonly JsonValue[]) {
    const called = isJsonObject(call) && isJsonObject(call.function) ? call.function : undefined;
    if (called === undefined || typeof called.name !== 'string') {
      throw badRequest(`\`${where}.tool_calls\` must hold calls with a function name, got ${shown(call)}.`, 'messages');
    }
    names.set(textIn((call as JsonObject).id), called.name);
    tokens += estimateTokens(called.name) + estimateTokens(textIn(called.arguments ?? ''));
  }
  return tokens;
}
