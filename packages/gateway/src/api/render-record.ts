import type { Trace } from '@signalbox/engine';
import type { DetailedReplayRecord, ReplayBodies, ReplayRecord } from '../contract/index.ts';
import type { RequestCost } from '../costs/model-costs.ts';
import type { DecisionRecord } from '../exchange/decision-record.ts';
import type { SignalFamily } from '../pipeline/snapshot.ts';

/** A record in the API's words, without its trace. */
export function renderRecord(record: DecisionRecord, families: readonly SignalFamily[]): ReplayRecord {
  const { usage, times, failure } = record;
  return {
    id: record.id,
    request_id: record.requestId,
    session_id: record.sessionId,
    turn_index: record.turn,
    timestamp: new Date(record.startedAt).toISOString(),
    protocol: record.protocol,
    api_key_name: record.apiKey,
    user: record.user,
    recipe: record.trace?.recipe ?? null,
    decision: record.decision,
    decision_tier: record.tier,
    decision_priority: record.priority,
    original_model: record.requestedModel,
    selected_model: record.model,
    backend: record.backend,
    candidates: record.candidates,
    reasoning_mode: record.reasoning,
    reasoning_effort: record.effort,
    confidence_score: record.confidence,
    selection_method: record.algorithm,
    response_path: record.responsePath,
    response_status: record.status,
    lifecycle_state: record.lifecycle,
    terminal_reason: failure?.code ?? record.finishReason,
    streaming: record.isStreaming,
    duration_ms: times.totalMs,
    stages_ms: { ...times.stages, first_byte: times.firstByteMs },
    has_request_body: record.bodies?.request != null,
    has_response_body: record.bodies?.response != null,
    prompt_tokens: usage?.promptTokens ?? null,
    cached_tokens: usage?.cachedPromptTokens ?? null,
    completion_tokens: usage?.completionTokens ?? null,
    reasoning_tokens: usage?.reasoningTokens ?? null,
    cache_write_tokens: usage?.cacheWriteTokens ?? null,
    total_tokens: usage?.totalTokens ?? null,
    ...renderCost(record.cost),
    ...renderRecall(record),
    failure,
    plugin_failures: record.pluginFailures,
    failed_tries: record.failedTries,
    findings: record.trace === null ? [] : findingsOf(record.trace),
    signals: record.trace === null ? {} : matchedByFamily(record.trace, families),
  };
}

function renderRecall({ recall }: DecisionRecord) {
  return {
    from_cache: recall?.status === 'hit',
    cache_status: recall?.status ?? null,
    cache_hit_kind: recall?.kind ?? null,
    cache_similarity: recall?.similarity ?? null,
    cache_score: recall?.score ?? null,
    cache_entry_age_seconds: recall?.ageMs === undefined ? null : recall.ageMs / 1e3,
    cache_saved_tokens: recall?.savedTokens ?? null,
    cache_reason: recall?.reason ?? null,
  };
}

function renderCost(cost: RequestCost) {
  if (cost.pricing !== 'known') {
    const none = { currency: null, actual_cost: null, baseline_cost: null, baseline_model: null };
    return { pricing: cost.pricing, ...none, cost_savings: null, default_cost: null };
  }
  return {
    pricing: cost.pricing,
    currency: cost.currency,
    actual_cost: cost.actual,
    baseline_cost: cost.dearest.cost,
    baseline_model: cost.dearest.model,
    cost_savings: cost.dearest.cost - cost.actual,
    default_cost: cost.default?.cost ?? null,
  };
}

/** What guards found, in the order of the plugins. */
function findingsOf({ plugins = [] }: Trace): ReplayRecord['findings'] {
  return plugins.flatMap(({ plugin, findings }) =>
    findings.map(({ type, place, count }) => ({ plugin, type, place, count })),
  );
}

/** A record in the API's words, with its trace. */
export function renderDetailedRecord(record: DecisionRecord, families: readonly SignalFamily[]): DetailedReplayRecord {
  return { ...renderRecord(record, families), trace: record.trace };
}

/** What was kept of a record's bodies, in the API's words. */
export function renderBodies({ bodies }: DecisionRecord): ReplayBodies {
  const tools = bodies?.tools ?? null;
  return {
    request_body: bodies?.request?.text ?? null,
    request_body_truncated: bodies?.request?.isTruncated ?? false,
    request_body_redacted: bodies?.request?.redactions ?? 0,
    response_body: bodies?.response?.text ?? null,
    response_body_truncated: bodies?.response?.isTruncated ?? false,
    response_body_redacted: bodies?.response?.redactions ?? 0,
    tool_trace:
      tools === null
        ? null
        : {
            steps: tools.steps.map(({ isTruncated, ...step }) => ({ ...step, truncated: isTruncated })),
            steps_truncated: tools.dropped > 0,
            dropped_step_count: tools.dropped,
          },
  };
}

/** Names of the signals that matched, by family (the config's word); a kind without one goes under its own name. */
export function matchedByFamily(
  trace: Trace,
  families: readonly SignalFamily[],
): Readonly<Record<string, readonly string[]>> {
  const matched: Record<string, string[]> = {};
  for (const signal of trace.signals) {
    if (!signal.matched) continue;
    const family = familyOf(signal.kind, families);
    matched[family] ??= [];
    matched[family].push(signal.name);
  }
  return matched;
}

/** The config's word for a kind. */
export function familyOf(kind: string, families: readonly SignalFamily[]): string {
  const found = families.find((family) => family.kind === kind);
  return found?.family ?? found?.configKey ?? kind;
}
