import type { ModelConfig } from '@signalbox/engine';
import type { ReasoningChoice } from '../../chat/upstream-call.ts';
import { isRecord, type JsonRecord, numberIn, recordsIn, stringIn } from '../../json/json-record.ts';
import { encodeContents } from './encode-contents.ts';
import { thinkingChoice } from './thinking.ts';
import { asksForSignatures } from './thought-signatures.ts';

/** Fields of chat completions that the API has no word for. */
const UNKNOWN_FIELDS = ['audio', 'logit_bias', 'logprobs', 'modalities', 'prediction', 'top_logprobs', 'service_tier'];

/** More are refused. */
const MOST_STOPS = 5;

/** A request of the shape in the middle as a body for `generateContent`. */
export interface EncodedRequest {
  readonly json: JsonRecord;
  /** Fields that could not be said. */
  readonly leftOut: readonly string[];
}

/** Writes a chat request for a model, which the API names in the path. */
export function encodeRequest(
  chat: JsonRecord,
  model: ModelConfig,
  upstreamName: string,
  reasoning: ReasoningChoice | undefined,
): EncodedRequest {
  const leftOut = UNKNOWN_FIELDS.filter((field) => isSet(chat[field]));
  if ((numberIn(chat.n) ?? 1) > 1) leftOut.push('n');
  if (chat.parallel_tool_calls === false) leftOut.push('parallel_tool_calls');
  const encoded = encodeContents(recordsIn(chat.messages), { name: model.name, upstreamName });
  const tools = functionDeclarations(chat);
  const json = {
    contents: encoded.contents,
    ...(encoded.system.length === 0 ? {} : { systemInstruction: { parts: encoded.system } }),
    ...(tools.length === 0 ? {} : { tools: [{ functionDeclarations: tools }], ...toolConfig(chat) }),
    ...generationConfig(chat, model, upstreamName, reasoning, tools.length > 0, leftOut),
  };
  return { json, leftOut: [...leftOut, ...encoded.leftOut] };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0;
}

function generationConfig(
  chat: JsonRecord,
  model: ModelConfig,
  upstreamName: string,
  reasoning: ReasoningChoice | undefined,
  hasTools: boolean,
  leftOut: string[],
): JsonRecord {
  const thinking = thinkingChoice(chat, model.reasoningFamily, reasoning);
  const limit = numberIn(chat.max_completion_tokens) ?? numberIn(chat.max_tokens);
  const config: Record<string, unknown> = {
    // Thinking counts towards the limit, and the answer's own tokens come on top of it.
    maxOutputTokens: limit === undefined ? undefined : limit + thinking.budget,
    temperature: numberIn(chat.temperature),
    topP: numberIn(chat.top_p),
    topK: numberIn(chat.top_k),
    seed: numberIn(chat.seed),
    presencePenalty: numberIn(chat.presence_penalty),
    frequencyPenalty: numberIn(chat.frequency_penalty),
    stopSequences: stopSequences(chat.stop, leftOut),
    thinkingConfig: thinking.config,
    ...answerFormat(chat.response_format, hasTools && !asksForSignatures(upstreamName), leftOut),
  };
  for (const key of Object.keys(config)) if (config[key] === undefined) delete config[key];
  return Object.keys(config).length === 0 ? {} : { generationConfig: config };
}

function stopSequences(stop: unknown, leftOut: string[]): readonly string[] | undefined {
  const all = (Array.isArray(stop) ? stop : [stop]).filter((each) => typeof each === 'string' && each !== '');
  if (all.length > MOST_STOPS) leftOut.push('stop');
  return all.length === 0 ? undefined : (all.slice(0, MOST_STOPS) as string[]);
}

/** Models before the third generation refuse a format beside functions. */
function answerFormat(format: unknown, isRefused: boolean, leftOut: string[]): JsonRecord {
  if (!isRecord(format) || format.type === 'text') return {};
  if (isRefused) {
    leftOut.push('response_format');
    return {};
  }
  const wrapper = isRecord(format.json_schema) ? format.json_schema : {};
  const schema = format.type === 'json_schema' ? { responseJsonSchema: wrapper.schema } : {};
  return { responseMimeType: 'application/json', ...schema };
}

function functionDeclarations(chat: JsonRecord): readonly JsonRecord[] {
  const functions = [...recordsIn(chat.tools).map((tool) => tool.function), ...recordsIn(chat.functions)];
  return functions.filter(isRecord).map(({ name, description, parameters }) => ({
    name,
    ...(typeof description === 'string' ? { description } : {}),
    // An object without properties is refused; a function without parameters has none.
    ...(isRecord(parameters) && hasProperties(parameters) ? { parametersJsonSchema: parameters } : {}),
  }));
}

function hasProperties({ properties }: JsonRecord): boolean {
  return !isRecord(properties) || Object.keys(properties).length > 0;
}

function toolConfig(chat: JsonRecord): JsonRecord {
  const choice = chat.tool_choice ?? chat.function_call;
  const config = (mode: string, more: JsonRecord = {}) => ({
    toolConfig: { functionCallingConfig: { mode, ...more } },
  });
  if (isRecord(choice)) {
    const named = isRecord(choice.function) ? choice.function : choice;
    const name = stringIn(named.name);
    if (name !== undefined) return config('ANY', { allowedFunctionNames: [name] });
  }
  if (choice === 'none') return config('NONE');
  if (choice === 'required') return config('ANY');
  return {};
}
