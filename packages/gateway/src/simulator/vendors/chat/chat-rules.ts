import { textIn } from '../../../json/json-record.ts';
import { badRequest } from '../../api-error.ts';
import { shown } from '../../chat/request-fields.ts';
import { isJsonObject, type JsonObject } from '../../json.ts';
import { objectsOf } from '../strict.ts';

/** What a vendor of chat completions takes and refuses, by its pages and reports; independent of the router's table. */
export interface ChatRules {
  /** Folder under which it is served here. */
  readonly name: string;
  /** Paths of its calls below that folder. */
  readonly path: RegExp;
  /** Header that has to be there. */
  readonly keyHeader: string;
  /** Fields of a request; others are refused. */
  readonly fields: readonly string[];
  readonly roles: readonly string[];
  /** Fields of messages; others are refused. */
  readonly messageFields: readonly string[];
  /** Status of a refusal. */
  readonly refusal: number;
  /** Ids of tool calls that it takes. */
  readonly toolIds: RegExp;
  /** An id as it makes them, from 32 hexadecimal digits. */
  readonly toolId: (digits: string) => string;
  /** What else it refuses. */
  readonly check?: (body: JsonObject) => void;
  /** Its own form of a message or delta. */
  readonly reshape?: (message: JsonObject) => JsonObject;
  /** Usage comes with the last chunk, asked for or not. */
  readonly alwaysUsage?: true;
}

const words = (...lines: readonly string[]) => lines.flatMap((line) => line.split(' '));

const COMMON = words(
  'model messages max_tokens temperature top_p stop stream tools tool_choice response_format presence_penalty',
  'frequency_penalty n',
);
const MESSAGE = ['role', 'content', 'name', 'tool_calls', 'tool_call_id'];
const ROLES = ['system', 'user', 'assistant', 'tool'];

const OPENAI = {
  keyHeader: 'authorization',
  fields: words(
    ...COMMON,
    'max_completion_tokens stream_options parallel_tool_calls reasoning_effort seed logprobs top_logprobs logit_bias',
    'metadata user store service_tier modalities audio prediction functions function_call verbosity web_search_options',
    'prompt_cache_key safety_identifier prompt_cache_retention',
  ),
  roles: [...ROLES, 'developer', 'function'],
  messageFields: [...MESSAGE, 'refusal', 'audio', 'function_call', 'annotations'],
  refusal: 400,
  toolIds: /^.{1,40}$/s,
  toolId: (digits: string) => `call_${digits.slice(-24)}`,
  check: checkOpenai,
} as const;

/** Newer models of OpenAI's refuse the old name of the limit. */
function checkOpenai(body: JsonObject): void {
  if (/^(o\d|gpt-5)/.test(textIn(body.model)) && body.max_tokens !== undefined) {
    throw badRequest("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", 'max_tokens');
  }
}

/** While it thinks, every message of the assistant's has to say what was thought. */
function checkThoughts(body: JsonObject): void {
  if (isJsonObject(body.response_format) && body.response_format.type === 'json_schema') {
    throw badRequest('This response_format type is unavailable now', 'response_format');
  }
  if (!isJsonObject(body.thinking) || body.thinking.type !== 'enabled') return;
  for (const [index, message] of objectsOf(body.messages, 'messages').entries()) {
    const { role, reasoning_content: thought } = message;
    if (role === 'assistant' && (typeof thought !== 'string' || thought === '')) {
      throw badRequest(`Missing \`reasoning_content\` field in the assistant message at message index ${index}.`);
    }
  }
}

function checkOrder(body: JsonObject): void {
  const messages = objectsOf(body.messages, 'messages');
  for (const [index, { role }] of messages.entries()) {
    if (role === 'user' && messages[index - 1]?.role === 'tool') {
      throw badRequest("Unexpected role 'user' after role 'tool'", 'messages');
    }
  }
  if (messages.at(-1)?.role === 'assistant') {
    throw badRequest('Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant');
  }
  const choice = body.tool_choice;
  if (typeof choice === 'string' && !['auto', 'none', 'any', 'required'].includes(choice)) {
    throw badRequest(`tool_choice: ${shown(choice)} is not known.`);
  }
}

/** Thoughts stand among the parts of the content. */
function thinkingParts({ reasoning_content: thought, reasoning: _reasoning, ...message }: JsonObject): JsonObject {
  if (typeof thought !== 'string' || thought === '') return message;
  const text =
    typeof message.content === 'string' && message.content !== '' ? [{ type: 'text', text: message.content }] : [];
  return { ...message, content: [{ type: 'thinking', thinking: [{ type: 'text', text: thought }] }, ...text] };
}

function onlyReasoning({ reasoning_content: _content, ...message }: JsonObject): JsonObject {
  return message;
}

function withoutReasoning({ reasoning_content: _content, reasoning: _reasoning, ...message }: JsonObject): JsonObject {
  return message;
}

/** The vendors that are simulated with all their rules. */
export const chatRules: readonly ChatRules[] = [
  { ...OPENAI, name: 'openai', path: /^\/v1\/chat\/completions$/, reshape: withoutReasoning },
  {
    ...OPENAI,
    name: 'azure',
    path: /^\/openai\/(v1|deployments\/[^/]+)\/chat\/completions$/,
    keyHeader: 'api-key',
    reshape: withoutReasoning,
  },
  {
    name: 'mistral',
    path: /^\/v1\/chat\/completions$/,
    keyHeader: 'authorization',
    fields: words(
      ...COMMON,
      'random_seed parallel_tool_calls safe_prompt prompt_mode prediction metadata reasoning_effort',
    ),
    roles: ROLES,
    messageFields: [...MESSAGE, 'prefix'],
    refusal: 422,
    toolIds: /^[a-zA-Z0-9]{9}$/,
    toolId: (digits) => digits.slice(-9),
    check: checkOrder,
    reshape: thinkingParts,
    alwaysUsage: true,
  },
  {
    name: 'deepseek',
    path: /^\/v1\/chat\/completions$/,
    keyHeader: 'authorization',
    fields: words(...COMMON, 'stream_options logprobs top_logprobs thinking reasoning_effort parallel_tool_calls user'),
    roles: ROLES,
    messageFields: [...MESSAGE, 'reasoning_content', 'prefix'],
    refusal: 422,
    toolIds: /^.{1,64}$/s,
    toolId: (digits) => `call_00_${digits.slice(-24)}`,
    check: checkThoughts,
  },
  {
    name: 'groq',
    path: /^\/openai\/v1\/chat\/completions$/,
    keyHeader: 'authorization',
    fields: words(
      ...COMMON,
      'max_completion_tokens stream_options seed parallel_tool_calls reasoning_effort reasoning_format user metadata',
      'include_reasoning service_tier',
    ),
    roles: [...ROLES, 'developer'],
    messageFields: [...MESSAGE, 'reasoning'],
    refusal: 400,
    toolIds: /^.{1,64}$/s,
    toolId: (digits) => digits.slice(-9),
    reshape: onlyReasoning,
  },
];
