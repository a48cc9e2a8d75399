import type { Trace } from '@signalbox/engine';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { DecisionRecord } from '../exchange/decision-record.ts';

const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const ROUTING_BUCKETS = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1];

/** What the gateway counts. Labels come from the config and from closed lists, never from a client. */
export interface GatewayMetrics {
  /** Counts one finished exchange. `tokenSeconds` is the time from the first to the last byte of a stream, or null. */
  finished(record: DecisionRecord, modelLabel: string, tokenSeconds: number | null): void;
  /** Counts one routing: its time, the decision, what matched and what failed. */
  routed(trace: Trace, seconds: number): void;
  /** Counts one call of a plugin. */
  pluginRan(type: string, decision: string, isGood: boolean): void;
  /** Counts one try that moved on to another backend of the model. */
  retried(modelLabel: string): void;
  started(): void;
  /** Prometheus text. */
  render(): Promise<string>;
  readonly contentType: string;
}

/** Metrics under the names that dashboards for the reference know, where those names apply. */
export function createMetrics(recordsDropped: () => number): GatewayMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets: number[],
  ) => new Histogram({ name, help, labelNames: [...labelNames], buckets, registers });

  const requests = counter('llm_model_requests_total', 'Requests by the model that was to answer.', ['model']);
  const errors = counter('llm_request_errors_total', 'Requests that did not end well.', ['model', 'reason']);
  const completion = histogram(
    'llm_model_completion_latency_seconds',
    'From the request to the end of the answer.',
    ['model'],
    LATENCY_BUCKETS,
  );
  const firstByte = histogram(
    'llm_model_ttft_seconds',
    'From the call of the model to the first byte of its answer.',
    ['model'],
    LATENCY_BUCKETS,
  );
  const perToken = histogram(
    'llm_model_tpot_seconds',
    'Time per completion token of a stream, where the backend counted them.',
    ['model'],
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
  );
  const tokens = counter('llm_model_tokens_total', 'Tokens, as backends counted them.', ['model']);
  const promptTokens = counter('llm_model_prompt_tokens_total', 'Prompt tokens.', ['model']);
  const completionTokens = counter('llm_model_completion_tokens_total', 'Completion tokens.', ['model']);
  const routing = histogram('llm_model_routing_latency_seconds', 'Time to route one request.', [], ROUTING_BUCKETS);
  const modifications = counter(
    'llm_model_routing_modifications_total',
    'Requests whose model name was replaced by routing.',
    ['selected_model'],
  );
  const decisions = counter('llm_decision_match_total', 'Requests by decision; empty when none matched.', [
    'decision_name',
  ]);
  const matches = counter('llm_signal_match_total', 'Matches by signal.', ['signal_type', 'signal_name']);
  const extraction = histogram(
    'llm_signal_extraction_latency_seconds',
    'Time of one evaluator: all rules of a kind and cost class.',
    ['signal_type'],
    ROUTING_BUCKETS,
  );
  const signalFailures = counter('signalbox_signal_failures_total', 'Signals that could not say.', [
    'signal_type',
    'signal_name',
    'code',
  ]);
  const reasoning = counter('llm_reasoning_decisions_total', 'Routed requests by thinking on or off.', [
    'model',
    'reasoning',
  ]);
  const plugins = counter('llm_plugin_execution_total', 'Calls of plugins.', [
    'plugin_type',
    'decision_name',
    'status',
  ]);
  const retries = counter('signalbox_backend_retries_total', 'Tries that moved on to another backend.', ['model']);
  const inFlight = new Gauge({ name: 'signalbox_requests_in_flight', help: 'Requests being served.', registers });
  new Gauge({
    name: 'signalbox_records_dropped',
    help: 'Records that made room for newer ones since the start.',
    registers,
    collect() {
      this.set(recordsDropped());
    },
  });
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: 'process_cpu_seconds_total',
    help: 'Processor time, user and system.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.set((user + system) / 1e6);
    },
  });

  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    started: () => inFlight.inc(),
    retried: (model) => retries.inc({ model }),
    pluginRan: (plugin_type, decision_name, isGood) =>
      plugins.inc({ plugin_type, decision_name, status: isGood ? 'success' : 'error' }),
    routed(trace, seconds) {
      routing.observe(seconds);
      decisions.inc({ decision_name: trace.decision ?? '' });
      for (const { kind, name, state, matched, code } of trace.signals) {
        if (matched) matches.inc({ signal_type: kind, signal_name: name });
        if (state === 'failed') {
          signalFailures.inc({ signal_type: kind, signal_name: name, code: code ?? 'unknown' });
        }
      }
      for (const { kind, micros } of trace.evaluators) extraction.observe({ signal_type: kind }, micros / 1e6);
    },
    finished(record, model, tokenSeconds) {
      inFlight.dec();
      const label = { model };
      requests.inc(label);
      if (record.trace !== null && record.model !== null) {
        modifications.inc({ selected_model: model });
        if (record.reasoning !== null) reasoning.inc({ model, reasoning: record.reasoning });
      }
      if (record.lifecycle === 'completed') completion.observe(label, record.times.totalMs / 1e3);
      else errors.inc({ model, reason: record.failure?.code ?? 'unknown' });
      if (record.times.firstByteMs !== null) firstByte.observe(label, record.times.firstByteMs / 1e3);
      const { usage } = record;
      if (usage === null) return;
      tokens.inc(label, usage.totalTokens);
      promptTokens.inc(label, usage.promptTokens);
      completionTokens.inc(label, usage.completionTokens);
      if (tokenSeconds !== null && usage.completionTokens > 1) {
        perToken.observe(label, tokenSeconds / (usage.completionTokens - 1));
      }
    },
  };
}
