import { badRequest } from '../api-error.ts';
import type { JsonObject } from '../json.ts';
import { type Constraint, readConstraint } from './constraint.ts';
import { type Conversation, readConversation } from './conversation.ts';
import { type Reasoning, readReasoning } from './reasoning.ts';
import { readBoolean, readNumber, readObject, readTexts } from './request-fields.ts';
import { readToolUse, type ToolUse } from './tools.ts';

/** How the text of an answer is bounded and reported; shared by chat and text completions. */
export interface OutputOptions {
  readonly maxTokens: number | undefined;
  readonly ignoresEnd: boolean;
  readonly stop: readonly string[];
  readonly keepsStop: boolean;
  readonly choiceCount: number;
  readonly seed: number;
  readonly isStreaming: boolean;
  readonly includesUsage: boolean;
  readonly includesContinuousUsage: boolean;
}

/** A chat completion request that was read and found good. */
export interface ChatRequest {
  readonly model: string;
  readonly conversation: Conversation;
  readonly promptTokens: number;
  readonly reasoning: Reasoning;
  readonly showsReasoning: boolean;
  readonly toolUse: ToolUse;
  readonly constraint: Constraint | undefined;
  /** Alternatives to report for each token; undefined when log probabilities are not asked for. */
  readonly topLogprobs: number | undefined;
  readonly output: OutputOptions;
}

const MAX_TOP_LOGPROBS = 20;
const MAX_CHOICES = 128;

/** Reads the body of POST /v1/chat/completions for a model that is served; throws a 400 that names the bad field. */
export function readChatRequest(model: string, body: JsonObject): ChatRequest {
  const conversation = readConversation(body.messages);
  const toolUse = readToolUse(body);
  const hasLogprobs = readBoolean(body, 'logprobs', false);
  const topLogprobs = readNumber(body, 'top_logprobs', { minimum: 0, maximum: MAX_TOP_LOGPROBS, isInteger: true }) ?? 0;
  if (topLogprobs > 0 && !hasLogprobs) {
    throw badRequest('When using `top_logprobs`, `logprobs` must be set to true.', 'top_logprobs');
  }
  readObject(body, 'chat_template_kwargs');
  return {
    model,
    conversation,
    promptTokens: conversation.promptTokens + toolUse.tokens,
    reasoning: readReasoning(model, body),
    showsReasoning: readBoolean(body, 'include_reasoning', true),
    toolUse,
    constraint: readConstraint(body),
    topLogprobs: hasLogprobs ? topLogprobs : undefined,
    output: readOutputOptions(body),
  };
}

/** Reads the fields that bound and report the output; throws a 400 that names the bad field. */
export function readOutputOptions(body: JsonObject): OutputOptions {
  readNumber(body, 'temperature', { minimum: 0 });
  readNumber(body, 'top_p', { minimum: 0, maximum: 1 });
  readNumber(body, 'frequency_penalty', { minimum: -2, maximum: 2 });
  readNumber(body, 'presence_penalty', { minimum: -2, maximum: 2 });
  const isStreaming = readBoolean(body, 'stream', false);
  const streamOptions = readObject(body, 'stream_options');
  if (streamOptions !== undefined && !isStreaming) {
    throw badRequest('Stream options can only be defined when `stream` is true.', 'stream_options');
  }
  const wholeNumber = { minimum: 1, isInteger: true };
  return {
    maxTokens: readNumber(body, 'max_completion_tokens', wholeNumber) ?? readNumber(body, 'max_tokens', wholeNumber),
    ignoresEnd: readBoolean(body, 'ignore_eos', false),
    stop: readTexts(body, 'stop').filter((text) => text !== ''),
    keepsStop: readBoolean(body, 'include_stop_str_in_output', false),
    choiceCount: readNumber(body, 'n', { ...wholeNumber, maximum: MAX_CHOICES }) ?? 1,
    seed: readNumber(body, 'seed', { minimum: Number.NEGATIVE_INFINITY, isInteger: true }) ?? 0,
    isStreaming,
    includesUsage: streamOptions !== undefined && readBoolean(streamOptions, 'include_usage', false),
    includesContinuousUsage: streamOptions !== undefined && readBoolean(streamOptions, 'continuous_usage_stats', false),
  };
}
