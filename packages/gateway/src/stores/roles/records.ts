import type { Trace } from '@signalbox/engine';
import type { TokenUsage } from '../../chat/reply-summary.ts';
import type { RequestCost } from '../../costs/model-costs.ts';
import type { DecisionRecord } from '../../exchange/decision-record.ts';
import type { KeptBodies } from '../../exchange/kept-bodies.ts';
import { STAGES, type Stage, type StageTimes } from '../../exchange/stages.ts';
import type { LogBounds, LogDefinition, LogDriver } from '../log-driver.ts';
import { createRecordPacking } from './record-packing.ts';
import { addStageTags } from './stage-histogram.ts';

/** The role of keeping records of requests: what was decided, why, how it went and what it cost. */
export type RecordStore = LogDriver<DecisionRecord>;

/** What a store keeps where nobody says otherwise: 30 days, and no more than a million records or 4 GB. */
export const RECORD_BOUNDS: LogBounds = {
  maxEntries: 1_000_000,
  maxBytes: 4 * 1024 ** 3,
  maxAgeMs: 30 * 24 * 3_600_000,
};

/** The same for a store in memory, which cannot hold as many. */
export const RECORD_BOUNDS_IN_MEMORY: LogBounds = { maxEntries: 1_000, maxBytes: 16 * 1024 ** 2 };

const tokens = (count: keyof TokenUsage) => (record: DecisionRecord) => record.usage?.[count] ?? 0;
const cost = (of: (known: Extract<RequestCost, { pricing: 'known' }>) => number) => (record: DecisionRecord) =>
  record.cost.pricing === 'known' ? of(record.cost) : 0;

/** What the first records that were kept did not say: a field that is added to records gets its value for them here. */
const ADDED_SINCE = {
  apiKey: null,
  user: null,
  tier: null,
  priority: null,
  failedTries: [],
  recall: null,
  turn: null,
  bodies: null,
} as const satisfies Partial<DecisionRecord>;

/** Times as the first records had them. */
interface EarlyTimes {
  readonly parseMs: number | null;
  readonly routeMs: number | null;
  readonly firstByteMs: number | null;
  readonly totalMs: number;
}

function reviveTimes(times: StageTimes | EarlyTimes): StageTimes {
  if ('stages' in times) return times;
  const { parseMs, routeMs, firstByteMs, totalMs } = times;
  const none = Object.fromEntries(STAGES.map((stage) => [stage, null])) as Record<Stage, null>;
  return { stages: { ...none, parse: parseMs, route: routeMs }, firstByteMs, totalMs };
}

/** How records are found and counted. */
export const recordLog = {
  name: 'records',
  id: (record) => record.id,
  time: (record) => Math.round(record.startedAt),
  bytes: estimateBytes,
  facets: {
    recipe: ({ trace }) => trace?.recipe ?? null,
    decision: ({ decision }) => decision,
    model: ({ model }) => model,
    protocol: ({ protocol }) => protocol,
    operation: ({ operation }) => operation,
    lifecycle: ({ lifecycle }) => lifecycle,
    response_path: ({ responsePath }) => responsePath,
    cache_status: ({ recall }) => recall?.status ?? null,
    pricing: (record) => record.cost.pricing,
    currency: (record) => (record.cost.pricing === 'known' ? record.cost.currency : null),
    has_bodies: ({ bodies }) => bodiesIn(bodies),
  },
  keys: {
    session_id: ({ sessionId }) => sessionId,
    request_id: ({ requestId }) => requestId,
    api_key: ({ apiKey }) => apiKey,
    user: ({ user }) => user,
  },
  measures: {
    prompt_tokens: tokens('promptTokens'),
    cached_tokens: tokens('cachedPromptTokens'),
    cache_write_tokens: tokens('cacheWriteTokens'),
    completion_tokens: tokens('completionTokens'),
    reasoning_tokens: tokens('reasoningTokens'),
    total_tokens: tokens('totalTokens'),
    actual_cost: cost(({ actual }) => actual),
    dearest_cost: cost(({ dearest }) => dearest.cost),
    default_cost: cost((known) => known.default?.cost ?? 0),
    /** Records whose default model has a price: the others have no such cost to compare with. */
    with_default_cost: cost((known) => (known.default === null ? 0 : 1)),
    duration_ms: ({ times }) => times.totalMs,
  },
  tags({ trace, times, lifecycle }) {
    const tags: string[] = [];
    if (trace !== null) {
      addMatchedSignals(tags, trace);
      addFoundByGuards(tags, trace);
    }
    if (lifecycle !== 'in_progress') addStageTags(tags, times);
    return tags;
  },
  isOpen: ({ lifecycle }) => lifecycle === 'in_progress',
  revive: (json) => {
    const record = { ...ADDED_SINCE, ...(json as DecisionRecord) };
    return { ...record, times: reviveTimes(record.times) };
  },
  packing: createRecordPacking(),
} as const satisfies LogDefinition<DecisionRecord>;

function bodiesIn(bodies: KeptBodies | null): string | null {
  if (bodies === null) return null;
  if (bodies.request === null) return 'response';
  return bodies.response === null ? 'request' : 'both';
}

function addMatchedSignals(tags: string[], { signals }: Trace): void {
  for (const { kind, name, matched } of signals) if (matched) tags.push(`${kind}:${name}`);
}

/** What is before the type of a finding in its tag; no kind of signal has this name. */
export const FINDING_TAG = 'finding:';

/** Each type once, however often it was found. */
function addFoundByGuards(tags: string[], { plugins }: Trace): void {
  if (plugins === undefined) return;
  tags.push(...new Set(plugins.flatMap(({ findings }) => findings.map(({ type }) => FINDING_TAG + type))));
}

const BYTES_PER_RECORD = 1_200;
const BYTES_PER_SIGNAL = 150;
const BYTES_PER_DECISION = 200;

/** Roughly what a record holds in memory; counting exactly would cost more than the rest of the record. */
function estimateBytes(record: DecisionRecord): number {
  const { trace, bodies } = record;
  const texts = [bodies?.request, bodies?.response, ...(bodies?.tools?.steps ?? [])];
  const bare = BYTES_PER_RECORD + texts.reduce((sum, kept) => sum + 2 * (kept?.text.length ?? 0), 0);
  if (trace === null) return bare;
  let bytes = bare + trace.signals.length * BYTES_PER_SIGNAL + trace.decisions.length * BYTES_PER_DECISION;
  for (const signal of trace.signals) bytes += (signal.evidence?.length ?? 0) + (signal.reason?.length ?? 0);
  return bytes;
}
