import { currentTurn, type RequestFacts, type RouteResult } from '@signalbox/engine';
import type { EvalResponse } from '../../contract/index.ts';
import { failure, isFailure, type RequestFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { JsonRecord } from '../../json/json-record.ts';
import { reasoningOf } from '../../pipeline/route.ts';
import type { SignalFamily, Snapshot } from '../../pipeline/snapshot.ts';
import { factsFromChat } from '../../protocols/chat-facts.ts';
import type { ManagementRoute, ManagementServices } from '../management-route.ts';
import { readJsonBody } from '../read-json-body.ts';
import { receiptParameters, renderReceipt } from '../render-receipt.ts';
import { familyOf, matchedByFamily } from '../render-record.ts';

const EXAMPLE = 'send {"text": "…"} or {"messages": [{"role": "user", "content": "…"}]}';

/** Routes a request with every signal evaluated, and calls no model. */
export const evaluate: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/eval',
  access: 'read',
  summary:
    'Routes a text or a conversation with every signal, says why, and calls no model; ?receipt=true or ?why_not=DECISION adds what would have led elsewhere.',
  parameters: receiptParameters,
  body: {
    examples: { 'application/json': { messages: [{ role: 'user', content: 'Solve 2x + 5 = 15' }], model: 'MoM' } },
  },
  async handle({ http, query }, { snapshot, families }) {
    const body = readJsonBody(http.body, EXAMPLE);
    if (isFailure(body)) return body;
    const evaluation = await evaluateBody(body, { snapshot, families }, http.cancellation.signal);
    if (isFailure(evaluation)) return evaluation;
    const receipt = renderReceipt(query, snapshot.engine, evaluation.trace);
    return isFailure(receipt) ? receipt : jsonResponse(200, { ...evaluation, ...receipt });
  },
};

/** Routes what a JSON body describes, every signal evaluated. */
export async function evaluateBody(
  body: JsonRecord,
  { snapshot, families }: Pick<ManagementServices, 'snapshot' | 'families'>,
  signal: AbortSignal,
): Promise<EvalResponse | RequestFailure> {
  const facts = factsOf(body, snapshot);
  if (isFailure(facts)) return facts;
  const result = await snapshot.engine.route(facts, { exhaustive: true, signal });
  return renderEvaluation(facts, result, snapshot, families);
}

function factsOf(body: JsonRecord, snapshot: Snapshot): RequestFacts | RequestFailure {
  const messages = messagesOf(body);
  if (isFailure(messages)) return messages;
  const model =
    typeof body.model === 'string' && body.model !== '' ? body.model : snapshot.config.entryPoints[0]?.modelName;
  return factsFromChat({ ...body, messages, model });
}

/** A text stands for one user message. */
function messagesOf({ text, messages }: JsonRecord): unknown {
  if (messages !== undefined && messages !== null) return messages;
  if (typeof text === 'string') return [{ role: 'user', content: text }];
  if (text !== undefined) return failure('invalid_type', 'text is not a string', { parameter: 'text', hint: EXAMPLE });
  return failure('missing_required_parameter', 'neither text nor messages given', { parameter: 'text', hint: EXAMPLE });
}

/** What a routing says, in the API's words. */
export function renderEvaluation(
  facts: RequestFacts,
  result: RouteResult,
  snapshot: Snapshot,
  families: readonly SignalFamily[],
): EvalResponse {
  const { trace, decision, model } = result;
  const winner = trace.decisions.find(({ name }) => name === decision);
  const reasoning = model === null ? null : reasoningOf(model, snapshot.config.defaultEffort);
  const confidences: Record<string, number> = {};
  const values: Record<string, number> = {};
  const errors: Record<string, string> = {};
  for (const { kind, name, state, matched, confidence, value, code, reason } of trace.signals) {
    const key = `${kind}:${name}`;
    if (matched) confidences[key] = confidence;
    if (value !== undefined) values[key] = value;
    if (state === 'failed') errors[key] = `${code ?? 'signal.failed'}: ${reason ?? 'no reason given'}`;
  }
  return {
    original_text: currentTurn(facts),
    requested_model: facts.requestedModel,
    recipe: result.recipe,
    decision_result: { name: decision, confidence: result.confidence, matched_rules: winner?.because ?? [] },
    routing_decision: decision,
    selected_model: model?.lora ?? model?.model ?? null,
    recommended_models: result.candidates.map((candidate) => candidate.lora ?? candidate.model),
    reasoning:
      reasoning === null ? null : { mode: reasoning.mode, effort: reasoning.mode === 'on' ? reasoning.effort : null },
    selection_status: statusOf(result),
    selection_method: trace.selection.algorithm,
    selection_reason: trace.selection.reason,
    plugins: result.plugins.map(({ type }) => type),
    matched_signals: matchedByFamily(trace, families),
    signal_confidences: confidences,
    signal_values: values,
    signal_errors: errors,
    metrics: metricsOf(result, families),
    eval_trace: trace.decisions,
    runner_up: trace.runnerUp,
    trace,
  };
}

function statusOf({ refusal, model, decision }: RouteResult): EvalResponse['selection_status'] {
  if (refusal !== undefined) return 'refused';
  if (model === null) return 'unavailable';
  return decision === null ? 'fallback' : 'selected';
}

function metricsOf({ trace }: RouteResult, families: readonly SignalFamily[]): EvalResponse['metrics'] {
  const metrics: Record<string, { execution_time_ms: number; confidence: number }> = {};
  for (const { kind, micros } of trace.evaluators) {
    const family = familyOf(kind, families);
    metrics[family] ??= { execution_time_ms: 0, confidence: 0 };
    metrics[family].execution_time_ms += micros / 1e3;
  }
  for (const { kind, matched, confidence } of trace.signals) {
    const metric = metrics[familyOf(kind, families)];
    if (metric !== undefined && matched) metric.confidence = Math.max(metric.confidence, confidence);
  }
  return metrics;
}
