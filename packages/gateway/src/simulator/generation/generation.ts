import { ApiError } from '../api-error.ts';
import type { ChatRequest, OutputOptions } from '../chat/chat-request.ts';
import type { Constraint } from '../chat/constraint.ts';
import type { Reasoning } from '../chat/reasoning.ts';
import type { JsonValue } from '../json.ts';
import { compilePattern, UnsupportedPattern } from './pattern-sample.ts';
import { proseTokens, quoteOf, thoughtTokens } from './prose.ts';
import { createRandomSequence, hashText, type RandomSequence } from './random-sequence.ts';
import { schemaInstance, UnsatisfiableSchema } from './schema-instance.ts';
import { splitTokens } from './tokens.ts';
import { callTool, pickTools, type ToolCall } from './tool-calls.ts';

/** A tool call cut into the tokens of its arguments. */
export interface GeneratedCall extends ToolCall {
  readonly argumentTokens: readonly string[];
}

/** One choice of an answer, made whole before its first token is sent. */
export interface Generation {
  readonly reasoningTokens: readonly string[];
  readonly contentTokens: readonly string[];
  readonly calls: readonly GeneratedCall[];
  readonly finishReason: 'stop' | 'length' | 'tool_calls';
  /** The stop sequence that ended the text, if one did. */
  readonly stopReason: string | null;
}

/** How many tokens a choice cost: thinking, text and the arguments of calls. */
export function countTokens(generation: Generation): number {
  return generation.calls.reduce(
    (total, call) => total + call.argumentTokens.length,
    generation.reasoningTokens.length + generation.contentTokens.length,
  );
}

/** The line with which every simulated text begins: who answers and which reasoning settings arrived. */
export function signature(model: string, reasoning: Reasoning): string {
  const settings = reasoning.received === '' ? '' : ` (${reasoning.received})`;
  return `[simulated ${model}, reasoning ${reasoning.isOn ? 'on' : 'off'}${settings}]`;
}

/**
 * The answer of a simulated model, the same for the same messages, model, seed and index of the choice. `answerTokens`
 * sets the length of free text. Throws a 400 for a schema, pattern or tool that no answer can be made for.
 */
export function generateChat(request: ChatRequest, index: number, answerTokens: number | undefined): Generation {
  const { conversation, reasoning, toolUse, output } = request;
  const random = createRandomSequence(
    hashText(request.model, conversation.hash) ^ Math.imul(output.seed + 1, 0x9e3779b1) ^ index,
  );
  const thoughts = reasoning.isOn ? thoughtTokens(reasoning.effort, conversation.lastUserText) : [];
  const tools = pickTools(toolUse, conversation.lastUserText, conversation.toolAnswers.length > 0);
  if (tools.length > 0) {
    const calls = tools.map((tool) =>
      orBadRequest(`tools (${tool.name})`, () => callTool(tool, conversation.lastUserText, random)),
    );
    return limitCalls(calls, thoughts, output.maxTokens, typeof toolUse.choice === 'object');
  }
  if (request.constraint !== undefined) {
    const text = constrainedText(request.constraint, request, random);
    return limitText(splitTokens(text), thoughts, output);
  }
  const length = output.ignoresEnd && output.maxTokens !== undefined ? output.maxTokens : answerTokens;
  return limitText(proseTokens(openingOf(request), random, length), thoughts, output);
}

/** The continuation of a plain prompt, under the same promises as generateChat. */
export function generateText(
  model: string,
  prompt: string,
  output: OutputOptions,
  index: number,
  answerTokens?: number,
): Generation {
  const random = createRandomSequence(
    hashText(model, hashText(prompt)) ^ Math.imul(output.seed + 1, 0x9e3779b1) ^ index,
  );
  const length = output.ignoresEnd && output.maxTokens !== undefined ? output.maxTokens : answerTokens;
  const opening = ` [simulated ${model}] This goes on from "${quoteOf(prompt.slice(-120))}".`;
  return limitText(proseTokens(opening, random, length), [], output);
}

function openingOf(request: ChatRequest): string {
  const { conversation } = request;
  const opening = signature(request.model, request.reasoning);
  if (conversation.toolAnswers.length > 0) {
    const quoted = conversation.toolAnswers.map((answer) => `${answer.tool} answered: ${quoteOf(answer.text)}`);
    return `${opening} ${quoted.join('; ')}.`;
  }
  const attachments = [...conversation.attachments].map(([name, count]) => `${count} ${name}${count > 1 ? 's' : ''}`);
  const seen = attachments.length === 0 ? '' : ` It came with ${attachments.join(' and ')}.`;
  return `${opening} You asked: "${quoteOf(conversation.lastUserText)}".${seen}`;
}

function constrainedText(constraint: Constraint, request: ChatRequest, random: RandomSequence): string {
  switch (constraint.kind) {
    case 'choice': {
      const question = request.conversation.lastUserText.toLowerCase();
      return (
        constraint.choices.find((choice) => question.includes(choice.toLowerCase())) ?? random.pick(constraint.choices)
      );
    }
    case 'regex':
      return orBadRequest(constraint.field, () => compilePattern(constraint.pattern)(random));
    case 'json-object':
      return JSON.stringify({
        simulated: true,
        model: request.model,
        reasoning: request.reasoning.isOn,
        question: quoteOf(request.conversation.lastUserText),
      });
    case 'json-schema':
      return JSON.stringify(orBadRequest<JsonValue>(constraint.field, () => schemaInstance(constraint.schema, random)));
  }
}

function orBadRequest<T>(field: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof UnsupportedPattern || error instanceof UnsatisfiableSchema) {
      throw new ApiError(
        400,
        'BadRequestError',
        `No answer can be simulated for \`${field}\`: ${error.message}.`,
        field,
      );
    }
    throw error;
  }
}

function limitText(tokens: readonly string[], thoughts: readonly string[], output: OutputOptions): Generation {
  const stopped = cutAtStop(tokens, output);
  const limit = output.maxTokens ?? Number.POSITIVE_INFINITY;
  const reasoningTokens = thoughts.slice(0, limit);
  const contentTokens = stopped.tokens.slice(0, limit - reasoningTokens.length);
  const isCut = reasoningTokens.length < thoughts.length || contentTokens.length < stopped.tokens.length;
  const isFull = output.ignoresEnd && reasoningTokens.length + contentTokens.length === limit;
  return {
    reasoningTokens,
    contentTokens,
    calls: [],
    finishReason: isCut || (isFull && stopped.reason === null) ? 'length' : 'stop',
    stopReason: isCut ? null : stopped.reason,
  };
}

function cutAtStop(
  tokens: readonly string[],
  output: OutputOptions,
): { tokens: readonly string[]; reason: string | null } {
  if (output.stop.length === 0) return { tokens, reason: null };
  const text = tokens.join('');
  let end = -1;
  let reason: string | null = null;
  for (const stop of output.stop) {
    const found = text.indexOf(stop);
    if (found >= 0 && (end < 0 || found < end)) {
      end = found;
      reason = stop;
    }
  }
  if (reason === null) return { tokens, reason };
  return { tokens: splitTokens(text.slice(0, output.keepsStop ? end + reason.length : end)), reason };
}

function limitCalls(
  calls: readonly ToolCall[],
  thoughts: readonly string[],
  maxTokens: number | undefined,
  isNamed: boolean,
): Generation {
  let left = maxTokens ?? Number.POSITIVE_INFINITY;
  const reasoningTokens = thoughts.slice(0, left);
  left -= reasoningTokens.length;
  let isCut = reasoningTokens.length < thoughts.length;
  const made: GeneratedCall[] = [];
  for (const call of calls) {
    const whole = splitTokens(call.arguments);
    const argumentTokens = whole.slice(0, left);
    if (argumentTokens.length < whole.length) isCut = true;
    left -= argumentTokens.length;
    if (argumentTokens.length > 0) made.push({ ...call, arguments: argumentTokens.join(''), argumentTokens });
  }
  // OpenAI's API ends a call of a function that the request named with "stop", and any other call with "tool_calls".
  return {
    reasoningTokens,
    contentTokens: [],
    calls: made,
    finishReason: isCut ? 'length' : isNamed ? 'stop' : 'tool_calls',
    stopReason: null,
  };
}
