import type { ChatRequest, ChatTool } from '../../chat/chat-shape.ts';
import { failure, isFailure, type RequestFailure } from '../../errors/request-failure.ts';
import { isRecord, type JsonRecord, numberIn, recordsIn, stringIn, textIn } from '../../json/json-record.ts';
import { factsFromChat } from '../chat-facts.ts';
import { checkModel, type JsonBody, missing, parseJsonBody, wrongType, wrongValue } from '../parse-json-body.ts';
import type { ParsedRequest } from '../protocol.ts';
import { writtenChatBody } from '../written-chat-body.ts';
import { chatMessages, chatSystem } from './chat-messages.ts';

/** The wire format of Messages. */
export const WIRE = 'anthropic-messages';

const EXAMPLE = 'for example {"model": "auto", "max_tokens": 1024, "messages": [{"role": "user", "content": "Hello"}]}';

/** Fields that only Anthropic's own service knows. */
const ONLY_ANTHROPIC = ['container', 'context_management', 'mcp_servers', 'inference_geo'];

/** Reads a Messages body: the bytes stay as they are, and beside them stands the same in the shape in the middle. */
export function parseMessagesRequest(bytes: Uint8Array): ParsedRequest | RequestFailure {
  const native = parseJsonBody(bytes, WIRE, EXAMPLE);
  if (isFailure(native)) return native;
  return checkModel(native.json) ?? checkMaxTokens(native.json) ?? parseMessages(native);
}

/** The same for a request that is only looked at, which says nothing about the length of its answer. */
export function parseUnboundedRequest(bytes: Uint8Array, wire: string): ParsedRequest | RequestFailure {
  const native = parseJsonBody(bytes, wire, EXAMPLE);
  if (isFailure(native)) return native;
  return checkModel(native.json) ?? parseMessages(native);
}

function parseMessages(native: JsonBody): ParsedRequest | RequestFailure {
  const { json } = native;
  const wrong = checkMessages(json);
  if (wrong !== undefined) return wrong;
  const leftOut = new Set<string>(ONLY_ANTHROPIC.filter((field) => json[field] !== undefined && json[field] !== null));
  const chat = chatRequest(json, leftOut);
  const facts = factsFromChat(chat as JsonRecord);
  if (isFailure(facts)) return facts;
  return {
    facts,
    body: writtenChatBody(chat),
    native,
    isStreaming: json.stream === true,
    wantsStreamUsage: true,
    leftOut: [...leftOut],
  };
}

function checkMaxTokens({ max_tokens: value }: JsonRecord): RequestFailure | undefined {
  if (value === undefined) return missing('max_tokens', EXAMPLE);
  if (typeof value !== 'number' || !Number.isInteger(value)) return wrongType('max_tokens', 'a whole number', value);
  return value > 0 ? undefined : wrongValue('max_tokens', textIn(value), 'at least 1');
}

function checkMessages({ messages, system }: JsonRecord): RequestFailure | undefined {
  if (messages === undefined || messages === null) return missing('messages', EXAMPLE);
  if (!Array.isArray(messages)) return wrongType('messages', 'a list of messages', messages);
  if (messages.length === 0) return wrongValue('messages', 'an empty list', 'at least one message');
  for (const [index, message] of messages.entries()) {
    const at = `messages[${index}]`;
    if (!isRecord(message)) return wrongType(at, 'an object', message);
    if (message.role !== 'user' && message.role !== 'assistant' && message.role !== 'system') {
      return wrongValue(`${at}.role`, JSON.stringify(message.role) ?? 'nothing', '"user" or "assistant"');
    }
    const wrong = checkContent(message.content, `${at}.content`);
    if (wrong !== undefined) return wrong;
  }
  return system === undefined || system === null ? undefined : checkContent(system, 'system');
}

function checkContent(content: unknown, at: string): RequestFailure | undefined {
  if (typeof content === 'string') return undefined;
  if (!Array.isArray(content)) return wrongType(at, 'a string or a list of blocks', content);
  for (const [index, block] of content.entries()) {
    if (!isRecord(block)) return wrongType(`${at}[${index}]`, 'an object', block);
    if (typeof block.type !== 'string') {
      return failure('missing_required_parameter', `${at}[${index}] has no type`, {
        parameter: `${at}[${index}].type`,
      });
    }
  }
  return undefined;
}

function chatRequest(json: JsonRecord, leftOut: Set<string>): ChatRequest {
  const { metadata, thinking, output_config: output } = json;
  const stop = Array.isArray(json.stop_sequences) ? json.stop_sequences.filter((each) => typeof each === 'string') : [];
  const user = isRecord(metadata) ? stringIn(metadata.user_id) : undefined;
  const effort = isRecord(output) ? stringIn(output.effort) : undefined;
  const chat: ChatRequest = {
    model: json.model as string,
    messages: [...chatSystem(json.system), ...chatMessages(recordsIn(json.messages), leftOut)],
  };
  if (typeof json.max_tokens === 'number') chat.max_tokens = json.max_tokens;
  if (json.stream === true) {
    chat.stream = true;
    chat.stream_options = { include_usage: true };
  }
  for (const field of ['temperature', 'top_p', 'top_k'] as const) {
    const value = numberIn(json[field]);
    if (value !== undefined) chat[field] = value;
  }
  if (stop.length > 0) chat.stop = stop as string[];
  if (user !== undefined) chat.user = user;
  if (isRecord(thinking)) chat.thinking = thinking as { type: string };
  if (effort !== undefined) chat.reasoning_effort = effort;
  const format = isRecord(output) && isRecord(output.format) ? output.format : json.output_format;
  if (isRecord(format) && format.type === 'json_schema') {
    chat.response_format = {
      type: 'json_schema',
      json_schema: { name: 'answer', strict: true, schema: format.schema },
    };
  }
  return Object.assign(chat, toolFields(json, leftOut));
}

function toolFields(json: JsonRecord, leftOut: Set<string>): Partial<ChatRequest> {
  const tools = recordsIn(json.tools).flatMap((tool): ChatTool[] => {
    if (!isRecord(tool.input_schema)) {
      // Tools that run on Anthropic's side: web search, code execution.
      leftOut.add(`tools[${textIn(tool.type ?? tool.name)}]`);
      return [];
    }
    const described = typeof tool.description === 'string' ? { description: tool.description } : {};
    const cached = isRecord(tool.cache_control) ? { cache_control: tool.cache_control } : {};
    const strict = tool.strict === true ? { strict: true } : {};
    const definition = { name: textIn(tool.name), ...described, parameters: tool.input_schema, ...strict };
    return [{ type: 'function', function: definition, ...cached }];
  });
  if (tools.length === 0) return {};
  const choice = isRecord(json.tool_choice) ? json.tool_choice : {};
  const fields: Partial<ChatRequest> = { tools };
  if (choice.disable_parallel_tool_use === true) fields.parallel_tool_calls = false;
  if (choice.type === 'none') fields.tool_choice = 'none';
  if (choice.type === 'any') fields.tool_choice = 'required';
  if (choice.type === 'auto') fields.tool_choice = 'auto';
  if (choice.type === 'tool') fields.tool_choice = { type: 'function', function: { name: textIn(choice.name) } };
  return fields;
}
