import type { Message } from '@signalbox/engine';
import type { ChatMessage, ChatRequest } from '../../chat/chat-shape.ts';
import { isFailure, type RequestFailure } from '../../errors/request-failure.ts';
import { isRecord, type JsonRecord, numberIn, stringIn, textIn } from '../../json/json-record.ts';
import { factsFromChat } from '../chat-facts.ts';
import { type JsonBody, parseJsonBody, wrongValue } from '../parse-json-body.ts';
import type { HistoryItem, ParsedRequest, UnfinishedRequest } from '../protocol.ts';
import { writtenChatBody } from '../written-chat-body.ts';
import { type Authors, chatMessages } from './chat-messages.ts';
import { chatTools } from './chat-tools.ts';
import { checkRequest, conversationIn, EXAMPLE } from './check-request.ts';
import { historyWishOf, itemsIn, nothingStored, wholeItems } from './history.ts';
import { storedItems, withheldItems } from './stored-items.ts';

/** The wire format of Responses. */
export const WIRE = 'openai-responses';

/** Fields that chat completions have too, under the same name. */
const SHARED = ['prompt_cache_key', 'prompt_cache_retention', 'safety_identifier', 'service_tier', 'user'] as const;

/** All that is read of a body here, or means nothing without a store. Any other field has no place and is told. */
const READ: ReadonlySet<string> = new Set([
  ...SHARED,
  ...[
    'model',
    'input',
    'instructions',
    'metadata',
    'max_output_tokens',
    'temperature',
    'top_p',
    'top_logprobs',
    'text',
  ],
  ...['reasoning', 'include', 'tools', 'tool_choice', 'parallel_tool_calls', 'truncation', 'stream', 'stream_options'],
  ...['store', 'background', 'conversation', 'previous_response_id', 'prompt'],
]);

/** What a client may ask to have in the answer, and gets. */
const INCLUDED: ReadonlySet<unknown> = new Set(['reasoning.encrypted_content', 'message.output_text.logprobs']);

/** Reads a Responses body: the bytes stay as they are, and beside them stands the same in the shape in the middle. */
export function parseResponsesRequest(bytes: Uint8Array): ParsedRequest | UnfinishedRequest | RequestFailure {
  const native = parseJsonBody(bytes, WIRE, EXAMPLE);
  if (isFailure(native)) return native;
  const wrong = checkRequest(native.json);
  if (wrong !== undefined) return wrong;
  const history = historyWishOf(native.json);
  if (history === undefined) return readRequest(native, native.json.input, NOTHING_BEFORE);
  return {
    history,
    read(found) {
      const input = wholeItems(native.json.input, found);
      return isFailure(input) ? input : readRequest(native, input, found.history);
    },
    refuse: () => nothingStored(native.json),
  };
}

const NOTHING_BEFORE: readonly HistoryItem[] = [];

/** The request with what went before it; `input` are its own items, whole. */
function readRequest(
  native: JsonBody,
  input: unknown,
  history: readonly HistoryItem[],
): ParsedRequest | RequestFailure {
  const { json } = native;
  const leftOut = new Set(Object.keys(json).filter((field) => json[field] !== null && !READ.has(field)));
  const authors = {
    ofItems: new Map(history.flatMap(({ item, model }) => (model === null ? [] : [[item, model] as const]))),
    ofMessages: new Map<ChatMessage, string>(),
  };
  const said = history.length === 0 ? input : [...history.map(({ item }) => item), ...itemsIn(input)];
  const chat = chatRequest({ ...json, input: said }, leftOut, authors);
  if (chat.messages.length === 0) return wrongValue('input', 'items that say nothing', 'at least one message');
  // Chat completions take metadata only for what they store: it is for the router, and stands in the answer.
  const facts = factsFromChat({ ...chat, metadata: json.metadata });
  if (isFailure(facts)) return facts;
  const { ofMessages } = authors;
  return {
    facts: ofMessages.size === 0 ? facts : { ...facts, messages: facts.messages.map(withAuthor) },
    body: writtenChatBody(chat),
    native,
    isStreaming: json.stream === true,
    wantsStreamUsage: true,
    leftOut: [...leftOut],
    storing: {
      isWanted: typeof json.store === 'boolean' ? json.store : undefined,
      previous: stringIn(json.previous_response_id),
      conversation: conversationIn(json.conversation),
      input(exchangeId, isWithheld) {
        const items = storedItems(input, exchangeId);
        return isWithheld ? withheldItems(items) : items;
      },
    },
  };

  /** Facts have the messages of the chat, one by one. */
  function withAuthor(message: Message, index: number): Message {
    const origin = ofMessages.get(chat.messages[index]!);
    return origin === undefined ? message : { ...message, origin };
  }
}

function chatRequest(json: JsonRecord, leftOut: Set<string>, authors: Authors): ChatRequest {
  const chat: ChatRequest = { model: json.model as string, messages: chatMessages(json, leftOut, authors) };
  if (json.stream === true) {
    chat.stream = true;
    chat.stream_options = { include_usage: true };
  }
  const maxTokens = numberIn(json.max_output_tokens);
  if (maxTokens !== undefined) chat.max_tokens = maxTokens;
  for (const field of ['temperature', 'top_p'] as const) {
    const value = numberIn(json[field]);
    if (value !== undefined) chat[field] = value;
  }
  for (const field of SHARED) {
    const value = stringIn(json[field]);
    if (value !== undefined) chat[field] = value;
  }
  if (isRecord(json.reasoning) && typeof json.reasoning.effort === 'string') {
    chat.reasoning_effort = json.reasoning.effort;
  }
  if (json.truncation === 'auto') leftOut.add('truncation');
  addText(chat, json.text);
  addIncluded(chat, json, leftOut);
  return Object.assign(chat, chatTools(json, leftOut));
}

function addText(chat: ChatRequest, text: unknown): void {
  if (!isRecord(text)) return;
  if (typeof text.verbosity === 'string') chat.verbosity = text.verbosity;
  if (!isRecord(text.format)) return;
  const { type, ...schema } = text.format;
  if (type === 'json_object') chat.response_format = { type };
  if (type === 'json_schema') chat.response_format = { type, json_schema: schema };
}

function addIncluded(chat: ChatRequest, { include, top_logprobs: top }: JsonRecord, leftOut: Set<string>): void {
  const wanted: readonly unknown[] = Array.isArray(include) ? include : [];
  for (const each of wanted) if (!INCLUDED.has(each)) leftOut.add(`include[${textIn(each)}]`);
  const count = numberIn(top) ?? 0;
  if (count === 0 && !wanted.includes('message.output_text.logprobs')) return;
  chat.logprobs = true;
  if (count > 0) chat.top_logprobs = count;
}
