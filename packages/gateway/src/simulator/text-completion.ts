import { badRequest } from './api-error.ts';
import { type AnswerIdentity, SYSTEM_FINGERPRINT } from './chat/chat-completion.ts';
import { type OutputOptions, readOutputOptions } from './chat/chat-request.ts';
import { readTexts } from './chat/request-fields.ts';
import { usageOf } from './chat/usage.ts';
import { countTokens, type Generation, generateText } from './generation/generation.ts';
import { estimateTokens } from './generation/tokens.ts';
import type { JsonObject } from './json.ts';
import type { StreamEvent } from './wire/answers.ts';

/** A text completion request that was read and answered: one generation for each prompt and choice. */
export interface TextCompletion {
  readonly model: string;
  readonly generations: readonly Generation[];
  readonly promptTokens: number;
  readonly output: OutputOptions;
}

const DEFAULT_MAX_TOKENS = 16;

/** Reads the body of POST /v1/completions and makes its answer; throws a 400 that names the bad field. */
export function generateCompletion(model: string, body: JsonObject, answerTokens: number | undefined): TextCompletion {
  const prompts = readTexts(body, 'prompt');
  if (prompts.length === 0) throw badRequest('`prompt` must be a string or a list of strings.', 'prompt');
  for (const field of ['logprobs', 'echo', 'suffix', 'best_of']) {
    const value = body[field];
    if (value !== undefined && value !== null && value !== false && value !== 1) {
      throw badRequest(`\`${field}\` is not simulated for text completions; chat completions have logprobs.`, field);
    }
  }
  const read = readOutputOptions(body);
  const output = { ...read, maxTokens: read.maxTokens ?? answerTokens ?? DEFAULT_MAX_TOKENS };
  const generations = prompts.flatMap((prompt) =>
    Array.from({ length: output.choiceCount }, (_, index) => generateText(model, prompt, output, index, answerTokens)),
  );
  const promptTokens = prompts.reduce((total, prompt) => total + estimateTokens(prompt), 0);
  return { model, generations, promptTokens, output };
}

/** The number of tokens that all choices hold. */
export function completionTokens(completion: TextCompletion): number {
  return completion.generations.reduce((total, generation) => total + countTokens(generation), 0);
}

/** The JSON text of a text completion that is not streamed. */
export function renderCompletion(completion: TextCompletion, identity: AnswerIdentity): string {
  return JSON.stringify({
    ...envelope(completion, identity),
    choices: completion.generations.map((generation, index) => ({
      index,
      text: generation.contentTokens.join(''),
      logprobs: null,
      finish_reason: generation.finishReason,
      stop_reason: generation.stopReason,
    })),
    usage: usageOf(completion.promptTokens, completionTokens(completion), 0),
  });
}

/** The events of a streamed text completion without the closing [DONE], one choice after the other. */
export function* completionEvents(completion: TextCompletion, identity: AnswerIdentity): Generator<StreamEvent> {
  const base = envelope(completion, identity);
  const event = (choices: readonly object[], isToken: boolean, usage?: object): StreamEvent => ({
    text: `data: ${JSON.stringify({ ...base, choices, ...(usage === undefined ? {} : { usage }) })}\n\n`,
    isToken,
  });
  for (let index = 0; index < completion.generations.length; index += 1) {
    const generation = completion.generations[index]!;
    for (const text of generation.contentTokens) {
      yield event([{ index, text, logprobs: null, finish_reason: null }], true);
    }
    const { finishReason, stopReason } = generation;
    yield event([{ index, text: '', logprobs: null, finish_reason: finishReason, stop_reason: stopReason }], false);
  }
  if (completion.output.includesUsage) {
    yield event([], false, usageOf(completion.promptTokens, completionTokens(completion), 0));
  }
}

function envelope(completion: TextCompletion, { id, created }: AnswerIdentity): object {
  return { id, object: 'text_completion', created, model: completion.model, system_fingerprint: SYSTEM_FINGERPRINT };
}
