import { failure, type RequestFailure } from '../../errors/request-failure.ts';
import { isRecord, type JsonRecord, stringIn, textIn } from '../../json/json-record.ts';
import { checkModel, missing, wrongType, wrongValue } from '../parse-json-body.ts';

export const EXAMPLE = 'for example {"model": "auto", "input": "Hello"}';

/** Bounds of a request's `metadata`; lengths in UTF-8 bytes. */
const METADATA = { keys: 32, keyBytes: 128, valueBytes: 1_024 };

/** What this router does not do, and what to do instead. */
const UNSUPPORTED: readonly {
  readonly parameter: string;
  readonly isAsked: (value: unknown) => boolean;
  readonly message: string;
  readonly hint: string;
}[] = [
  {
    parameter: 'prompt',
    isAsked: isSet,
    message: 'prompt needs stored prompts, and none are stored here',
    hint: 'send the text of the prompt in instructions or input',
  },
  {
    parameter: 'background',
    isAsked: (value) => value === true,
    message: 'background: responses are not run in the background here',
    hint: 'leave it out, and stream the answer where it takes long',
  },
];

const ROLES: ReadonlySet<unknown> = new Set(['user', 'assistant', 'system', 'developer']);

/** What is wrong with a Responses body, as far as the answer depends on it. */
export function checkRequest(json: JsonRecord): RequestFailure | undefined {
  return (
    checkModel(json) ??
    checkSupported(json) ??
    checkHistory(json) ??
    checkInput(json.input) ??
    checkTypes(json) ??
    checkMaxTokens(json) ??
    checkMetadata(json.metadata) ??
    checkTools(json)
  );
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function checkSupported(json: JsonRecord): RequestFailure | undefined {
  const asked = UNSUPPORTED.find(({ parameter, isAsked }) => isAsked(json[parameter]));
  if (asked === undefined) return undefined;
  const { message, parameter, hint } = asked;
  return failure('unsupported_parameter', message, { parameter, hint });
}

/** What a request goes on from: one answer, or a conversation. */
function checkHistory({ previous_response_id: previous, conversation, store }: JsonRecord): RequestFailure | undefined {
  if (isSet(previous) && typeof previous !== 'string') return wrongType('previous_response_id', 'a string', previous);
  if (!isSet(conversation)) return undefined;
  if (conversationIn(conversation) === undefined) {
    return wrongType('conversation', 'an id, or an object with an id', conversation);
  }
  if (isSet(previous)) {
    return failure('invalid_value', 'previous_response_id and conversation cannot be used together', {
      parameter: 'previous_response_id',
      hint: 'leave one of them out: both say what the request goes on from',
    });
  }
  if (store !== false) return undefined;
  return failure('invalid_value', 'store: false and conversation cannot be used together', {
    parameter: 'store',
    hint: 'a conversation keeps what is said in it; leave conversation out, and send the history in input',
  });
}

/** The id of the conversation that a request names. */
export function conversationIn(conversation: unknown): string | undefined {
  return stringIn(isRecord(conversation) ? conversation.id : conversation);
}

function checkInput(input: unknown): RequestFailure | undefined {
  if (!isSet(input)) return missing('input', EXAMPLE);
  if (typeof input === 'string') return undefined;
  if (!Array.isArray(input)) return wrongType('input', 'a string or a list of items', input);
  if (input.length === 0) return wrongValue('input', 'an empty list', 'at least one item');
  return checkItems(input, 'input');
}

/** What is wrong with a list of items. */
export function checkItems(items: readonly unknown[], name: string): RequestFailure | undefined {
  for (const [index, item] of items.entries()) {
    const wrong = checkItem(item, `${name}[${index}]`);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function checkItem(item: unknown, at: string): RequestFailure | undefined {
  if (!isRecord(item)) return wrongType(at, 'an object', item);
  const { type, role, content } = item;
  if (type === 'item_reference') {
    return typeof item.id === 'string' ? undefined : wrongType(`${at}.id`, 'a string', item.id);
  }
  if (isSet(type) && type !== 'message') {
    return typeof type === 'string' ? undefined : wrongType(`${at}.type`, 'a string', type);
  }
  if (!ROLES.has(role)) {
    const expected = '"user", "assistant", "system" or "developer"';
    return wrongValue(`${at}.role`, JSON.stringify(role) ?? 'nothing', expected);
  }
  if (typeof content === 'string') return undefined;
  if (!Array.isArray(content)) return wrongType(`${at}.content`, 'a string or a list of parts', content);
  const wrong = content.findIndex((part) => !isRecord(part) || typeof part.type !== 'string');
  return wrong < 0 ? undefined : wrongType(`${at}.content[${wrong}]`, 'an object with a type', content[wrong]);
}

/** Fields of one type. What is not checked here would be left out without a word, or echoed as it came. */
const TYPES: readonly {
  readonly expected: string;
  readonly fields: readonly string[];
  readonly isGood: (value: unknown) => boolean;
}[] = [
  {
    expected: 'a string',
    fields: ['instructions', 'prompt_cache_key', 'prompt_cache_retention', 'safety_identifier', 'service_tier', 'user'],
    isGood: (value) => typeof value === 'string',
  },
  {
    expected: 'a number',
    fields: ['temperature', 'top_p'],
    isGood: (value) => typeof value === 'number',
  },
  {
    expected: 'a whole number',
    fields: ['max_output_tokens', 'max_tool_calls', 'top_logprobs'],
    isGood: Number.isInteger,
  },
  {
    expected: 'a boolean',
    fields: ['parallel_tool_calls', 'store', 'stream'],
    isGood: (value) => typeof value === 'boolean',
  },
  { expected: 'a list', fields: ['include'], isGood: Array.isArray },
  { expected: 'an object', fields: ['reasoning', 'text'], isGood: isRecord },
];

function checkTypes(json: JsonRecord): RequestFailure | undefined {
  for (const { expected, fields, isGood } of TYPES) {
    for (const field of fields) {
      const value = json[field];
      if (isSet(value) && !isGood(value)) return wrongType(field, expected, value);
    }
  }
  return undefined;
}

function checkMaxTokens({ max_output_tokens: value }: JsonRecord): RequestFailure | undefined {
  if (typeof value !== 'number' || value > 0) return undefined;
  return wrongValue('max_output_tokens', textIn(value), 'at least 1');
}

/** What is wrong with labels. */
export function checkMetadata(metadata: unknown): RequestFailure | undefined {
  if (!isSet(metadata)) return undefined;
  if (!isRecord(metadata)) return wrongType('metadata', 'an object of strings', metadata);
  const entries = Object.entries(metadata);
  if (entries.length > METADATA.keys) {
    return wrongValue('metadata', `${entries.length} keys`, `at most ${METADATA.keys} keys`);
  }
  for (const [key, value] of entries) {
    if (typeof value !== 'string') return wrongType(`metadata.${key}`, 'a string', value);
    if (Buffer.byteLength(key) > METADATA.keyBytes) {
      return wrongValue('metadata', 'a longer key', `keys of at most ${METADATA.keyBytes} bytes`);
    }
    if (Buffer.byteLength(value) > METADATA.valueBytes) {
      return wrongValue(`metadata.${key}`, 'a longer value', `at most ${METADATA.valueBytes} bytes`);
    }
  }
  return undefined;
}

function checkTools({ tools, tool_choice: choice }: JsonRecord): RequestFailure | undefined {
  if (isSet(choice) && typeof choice !== 'string' && !isRecord(choice)) {
    return wrongType('tool_choice', 'a string or an object', choice);
  }
  if (!isSet(tools)) return undefined;
  if (!Array.isArray(tools)) return wrongType('tools', 'a list of tools', tools);
  for (const [index, tool] of tools.entries()) {
    if (!isRecord(tool)) return wrongType(`tools[${index}]`, 'an object', tool);
    if (typeof tool.type !== 'string') return wrongType(`tools[${index}].type`, 'a string', tool.type);
    if ((tool.type === 'function' || tool.type === 'custom') && typeof tool.name !== 'string') {
      return wrongType(`tools[${index}].name`, 'a string', tool.name);
    }
  }
  return undefined;
}
