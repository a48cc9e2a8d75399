import type { DecisionRecord } from '@signalbox/gateway';
import { renderReadings } from './route-report.ts';

/** What a recorded decision comes to when it is made again from the readings that were kept. */
export interface Verification {
  readonly outcome: 'identical' | 'changed' | 'not_verifiable';
  /** What changed, or why it cannot be said. */
  readonly reasons: readonly string[];
  /** The config that decided, where it was found. */
  readonly config: string | null;
  /** Readings that went into it. */
  readonly readings: number;
  /** They were taken again, from the text of the request. */
  readonly isFromText: boolean;
}

const WORDS: Readonly<Record<Verification['outcome'], string>> = {
  identical: 'identical',
  changed: 'CHANGED',
  not_verifiable: 'cannot be verified',
};

/** A record for people, and what came of deciding again. */
export function renderReplay(record: DecisionRecord, verification: Verification | undefined): string {
  const { trace, usage, cost, failure, confidence } = record;
  const lines = [
    `request    ${record.id}${record.requestId === record.id ? '' : ` (${record.requestId})`}, ${new Date(record.startedAt).toISOString()}`,
    `outcome    ${record.lifecycle}${record.status === null ? '' : `, status ${record.status}`}${failure === null ? '' : `: ${failure.message}`}`,
    `decision   ${record.decision ?? '(none)'}${confidence === null ? '' : `  confidence ${confidence.toFixed(2)}`}`,
    `model      ${record.model ?? 'none'}${record.backend === null ? '' : ` at ${record.backend}`}`,
    `tokens     ${usage === null ? 'not counted' : `${usage.promptTokens} in, ${usage.completionTokens} out`}`,
  ];
  if (cost.pricing === 'known') {
    const { actual, currency, dearest } = cost;
    lines.push(`cost       ${money(actual)} ${currency}; ${money(dearest.cost)} at ${dearest.model}`);
  }
  if (verification !== undefined) {
    const { outcome, reasons, config, readings, isFromText } = verification;
    const source = isFromText ? 'the text that was kept' : `${readings} recorded readings`;
    lines.push(`verified   ${WORDS[outcome]}${config === null ? '' : `, by ${source} and ${config}`}`);
    for (const reason of reasons) lines.push(`           ${reason}`);
  }
  if (trace !== null) lines.push('', renderReadings(trace.signals));
  return `${lines.join('\n')}\n`;
}

function money(amount: number): string {
  return amount === 0 ? '0' : amount.toPrecision(3);
}
