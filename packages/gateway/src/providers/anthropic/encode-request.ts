import { closedSchema } from '../../chat/closed-schema.ts';
import { isRecord, type JsonRecord, numberIn, recordsIn, stringIn } from '../../json/json-record.ts';
import { encodeMessages } from './encode-messages.ts';

/** The API asks for a bound on the answer; clients of chat completions may leave it out. */
const DEFAULT_MAX_TOKENS = 8_192;

const HIGHEST_TEMPERATURE = 1;

/** Fields of chat completions that the Messages API has no word for. */
const UNKNOWN_FIELDS = [
  'audio',
  'frequency_penalty',
  'logit_bias',
  'logprobs',
  'modalities',
  'prediction',
  'presence_penalty',
  'seed',
  'top_logprobs',
];

/** A request of the shape in the middle as a Messages body. */
export interface EncodedRequest {
  readonly json: JsonRecord;
  /** Fields that could not be said. */
  readonly leftOut: readonly string[];
}

/** Writes a chat request as a Messages request to `model`. */
export function encodeRequest(chat: JsonRecord, model: string): EncodedRequest {
  const leftOut = UNKNOWN_FIELDS.filter((field) => isSet(chat[field]));
  if ((numberIn(chat.n) ?? 1) > 1) leftOut.push('n');
  const temperature = numberIn(chat.temperature);
  if (temperature !== undefined && temperature > HIGHEST_TEMPERATURE) leftOut.push('temperature above 1');
  const { system, messages, leftOut: notSaid } = encodeMessages(recordsIn(chat.messages));
  const json: Record<string, unknown> = {
    model,
    max_tokens: numberIn(chat.max_completion_tokens) ?? numberIn(chat.max_tokens) ?? DEFAULT_MAX_TOKENS,
    messages,
    system: system.length === 0 ? undefined : system,
    stream: chat.stream === true ? true : undefined,
    temperature: temperature === undefined ? undefined : Math.min(temperature, HIGHEST_TEMPERATURE),
    top_p: numberIn(chat.top_p),
    top_k: numberIn(chat.top_k),
    stop_sequences: stopSequences(chat.stop),
    metadata: typeof chat.user === 'string' ? { user_id: chat.user } : undefined,
    thinking: isRecord(chat.thinking) ? chat.thinking : undefined,
    ...toolFields(chat),
    output_config: outputConfig(chat.response_format),
  };
  if (isRecord(chat.response_format) && chat.response_format.type === 'json_object') leftOut.push('response_format');
  for (const key of Object.keys(json)) if (json[key] === undefined) delete json[key];
  return { json, leftOut: [...leftOut, ...notSaid] };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0;
}

/** Only what is not white space: the API refuses anything else. */
function stopSequences(stop: unknown): readonly string[] | undefined {
  const all = (Array.isArray(stop) ? stop : [stop]).filter((each) => typeof each === 'string' && each.trim() !== '');
  return all.length === 0 ? undefined : (all as string[]);
}

function toolFields(chat: JsonRecord): JsonRecord {
  const functions = [...recordsIn(chat.tools), ...recordsIn(chat.functions).map((each) => ({ function: each }))];
  const tools = functions.flatMap((tool: JsonRecord) => {
    if (!isRecord(tool.function)) return [];
    const { name, description, parameters, strict } = tool.function;
    return [
      {
        name,
        ...(typeof description === 'string' ? { description } : {}),
        input_schema: inputSchema(parameters, strict === true),
        ...(strict === true ? { strict } : {}),
        ...(tool.cache_control === undefined ? {} : { cache_control: tool.cache_control }),
      },
    ];
  });
  if (tools.length === 0) return {};
  return { tools, tool_choice: toolChoice(chat.tool_choice ?? chat.function_call, chat.parallel_tool_calls) };
}

/** The API asks for an object at the top, closed where calls are to follow the schema to the letter. */
function inputSchema(parameters: unknown, isStrict: boolean): unknown {
  if (!isRecord(parameters)) return { type: 'object', properties: {} };
  const typed = parameters.type === 'object' ? parameters : { ...parameters, type: 'object' };
  return isStrict ? closedSchema(typed) : typed;
}

function toolChoice(choice: unknown, parallel: unknown): JsonRecord | undefined {
  const one = parallel === false ? { disable_parallel_tool_use: true } : {};
  if (isRecord(choice)) {
    const named = isRecord(choice.function) ? choice.function : choice;
    const name = stringIn(named.name);
    if (name !== undefined) return { type: 'tool', name, ...one };
  }
  if (choice === 'none') return { type: 'none' };
  if (choice === 'required') return { type: 'any', ...one };
  return parallel === false ? { type: 'auto', ...one } : undefined;
}

function outputConfig(format: unknown): JsonRecord | undefined {
  if (!isRecord(format) || format.type !== 'json_schema' || !isRecord(format.json_schema)) return undefined;
  return { format: { type: 'json_schema', schema: closedSchema(format.json_schema.schema) } };
}
