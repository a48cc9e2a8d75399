import {
  type Explanation,
  explainReceipt,
  type Receipt,
  type RouteResult,
  reasoningOf,
  type SignalTrace,
  type Trace,
} from '@signalbox/engine';
import { renderTable } from './table.ts';

/** A routing for people: where it goes and why, every reading, and what came next. */
export function renderRoute(result: RouteResult, explanation: Explanation, receipts: readonly Receipt[]): string {
  const { trace } = result;
  const lines = [
    `decision   ${result.decision ?? '(none: default model)'}${result.decision === null ? '' : `  confidence ${result.confidence.toFixed(2)}`}`,
    `model      ${result.model === null ? 'none' : (result.model.lora ?? result.model.model)}`,
    `reasoning  ${reasoningOf(result)}`,
    `why        ${explanation.why}`,
  ];
  if (result.refusal !== undefined) lines.push(`refused    ${result.refusal.reason}`);
  if (trace.runnerUp !== null) {
    const { decision, outrankedBy, own, winner } = trace.runnerUp;
    lines.push(
      `runner-up  ${decision}: it matched too, but lost by ${outrankedBy} (${show(own)} against ${show(winner)})`,
    );
  }
  for (const miss of explanation.nearMisses.slice(0, 3))
    lines.push(`near miss  ${miss.decision} lacked ${miss.lacked.join(' and ')}`);
  for (const receipt of receipts)
    lines.push(`${receipt.target === undefined ? 'flip      ' : 'why not   '} ${explainReceipt(receipt)}`);
  lines.push(
    '',
    renderReadings(trace.signals),
    `${trace.completeness} evaluation in ${Math.round(trace.totalMicros)} µs, config ${trace.configHash}`,
  );
  return `${lines.join('\n')}\n`;
}

/** The hashes of every model that the config can use: whoever has the same can recompute the routing. */
export function renderHashes(trace: Trace): string {
  return Object.entries(trace.modelHashes)
    .map(([id, hash]) => `${id}  ${hash}`)
    .join('\n');
}

/** One line per signal, the matched ones marked. */
export function renderReadings(signals: readonly SignalTrace[]): string {
  const rows = signals.map((signal) => [
    signal.state === 'failed' ? '?' : signal.state === 'skipped' ? '·' : signal.matched ? '✓' : ' ',
    `${signal.kind}:${signal.name}`,
    signal.state === 'read' ? show(signal.value) : signal.state,
    signal.reason ?? shorten(signal.evidence ?? ''),
  ]);
  return renderTable(['', 'signal', 'value', 'evidence'], rows);
}

function show(value: number | string | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  return Number.isInteger(value) ? String(value) : value.toFixed(3);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
