import type { Receipt, SignalChange } from './receipt.ts';

/** A receipt in a sentence: what would have led elsewhere, or that nothing small would have. */
export function explainReceipt({ target, flip, ruledOut }: Receipt): string {
  const goal = target === undefined ? 'elsewhere' : `to ${target ?? 'the default model'}`;
  if (flip === null) {
    return ruledOut === null
      ? `No change of signals leads ${goal}.`
      : `No change of up to ${ruledOut} signals leads ${goal}.`;
  }
  return `It would have gone to ${flip.decision ?? 'the default model'} had ${flip.changes.map(describe).join(' and ')}.`;
}

function describe({ signal, from, to, threshold }: SignalChange): string {
  if (from === 'unknown') return `${signal} been known and ${to.matched ? 'matched' : 'not matched'}`;
  if (from.matched !== to.matched) {
    const isMeasured = from.value !== undefined && threshold !== undefined;
    const figures = isMeasured ? ` (it read ${figure(from.value)}, the threshold is ${figure(threshold)})` : '';
    return `${signal} ${to.matched ? '' : 'not '}matched${figures}`;
  }
  if (to.value !== from.value) return `${signal} read ${figure(to.value)} in place of ${figure(from.value)}`;
  return `${signal} been sure to ${figure(to.confidence)} in place of ${figure(from.confidence)}`;
}

function figure(value: number | undefined): string {
  return value === undefined ? 'nothing' : String(Math.round(value * 1000) / 1000);
}
