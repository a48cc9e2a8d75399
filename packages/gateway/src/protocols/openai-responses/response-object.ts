import type { RequestFailure } from '../../errors/request-failure.ts';
import { isRecord, type JsonRecord, textIn } from '../../json/json-record.ts';
import type { AnswerOrigin } from '../protocol.ts';
import { conversationIn } from './check-request.ts';
import { responseUsage } from './response-usage.ts';

/** How far an answer came. */
export interface ResponseState {
  readonly status: 'in_progress' | 'completed' | 'incomplete' | 'failed';
  /** The model that answered, as the backend names it; empty where it did not. */
  readonly model: string;
  readonly output: readonly JsonRecord[];
  /** Of chat completions; undefined while it is not told. */
  readonly usage?: unknown;
  readonly serviceTier?: unknown;
  readonly incompleteReason?: string | undefined;
  readonly failure?: RequestFailure | undefined;
}

/** A response: what was asked for, in the words of the published object, and what came of it. */
export function responseObject(request: JsonRecord, origin: AnswerOrigin, state: ResponseState): JsonRecord {
  const { status, model, output, usage, incompleteReason, failure } = state;
  const text = isRecord(request.text) ? request.text : {};
  const conversation = conversationIn(request.conversation);
  return {
    id: responseId(origin.id),
    object: 'response',
    created_at: origin.createdSeconds,
    status,
    background: false,
    error: failure === undefined ? null : errorOf(failure),
    incomplete_details: incompleteReason === undefined ? null : { reason: incompleteReason },
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    max_tool_calls: request.max_tool_calls ?? null,
    metadata: request.metadata ?? {},
    model: model === '' ? origin.model : model,
    output,
    output_text: textOf(output),
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    previous_response_id: request.previous_response_id ?? null,
    prompt_cache_key: request.prompt_cache_key ?? null,
    reasoning: { effort: null, summary: null, ...(isRecord(request.reasoning) ? request.reasoning : {}) },
    safety_identifier: request.safety_identifier ?? null,
    service_tier: state.serviceTier ?? request.service_tier ?? null,
    store: origin.isStored === true,
    temperature: request.temperature ?? null,
    text: { ...text, format: text.format ?? { type: 'text' } },
    tool_choice: request.tool_choice ?? 'auto',
    tools: request.tools ?? [],
    top_logprobs: request.top_logprobs ?? 0,
    top_p: request.top_p ?? null,
    truncation: 'disabled',
    usage: responseUsage(usage),
    ...(typeof request.user === 'string' ? { user: request.user } : {}),
    ...(conversation === undefined ? {} : { conversation: { id: conversation } }),
  };
}

/** Ids of responses, made from the exchange's. */
export function responseId(exchangeId: string): string {
  return `resp_${exchangeId.replaceAll('-', '')}`;
}

/** Ids of a response's items, made from the exchange's and their place. */
export function itemId(prefix: string, { id }: AnswerOrigin, index: number): string {
  return `${prefix}_${id.replaceAll('-', '')}_${index}`;
}

/** Why an answer is not whole; undefined for one that is. */
export function incompleteReasonOf(finishReason: unknown): string | undefined {
  if (finishReason === 'length') return 'max_output_tokens';
  return finishReason === 'content_filter' ? 'content_filter' : undefined;
}

/** The published object knows few codes; the message says what it was. */
function errorOf({ status, message }: RequestFailure): JsonRecord {
  return { code: status === 429 ? 'rate_limit_exceeded' : 'server_error', message };
}

function textOf(output: readonly JsonRecord[]): string {
  return output
    .flatMap(({ content }) => (Array.isArray(content) ? content : []))
    .filter((part) => isRecord(part) && part.type === 'output_text')
    .map(({ text }) => textIn(text))
    .join('');
}
