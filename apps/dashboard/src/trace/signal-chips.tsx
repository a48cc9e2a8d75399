import type { SignalTrace, Trace } from '@signalbox/engine';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import styles from './trace.module.css';

const TONES: readonly Tone[] = ['info', 'violet', 'warn', 'good', 'neutral'];

/** A colour for each kind, the same wherever it is shown; it says nothing that the words do not. */
export function toneOfKind(kind: string): Tone {
  let sum = 0;
  for (const letter of kind) sum = (sum * 31 + letter.charCodeAt(0)) % 997;
  return TONES[sum % TONES.length]!;
}

/** What matched, as few words as it takes. */
export function SignalChips({ trace, most = 12 }: { readonly trace: Trace; readonly most?: number }) {
  const matched = trace.signals.filter((signal) => signal.matched);
  const failed = trace.signals.filter(({ state }) => state === 'failed');
  const because = new Set(trace.decisions.find(({ name }) => name === trace.decision)?.because);
  const sorted = matched.toSorted((a, b) => Number(because.has(labelOf(b))) - Number(because.has(labelOf(a))));
  return (
    <ul className={styles.chips} aria-label="Matched signals">
      {sorted.slice(0, most).map((signal) => (
        <li key={labelOf(signal)}>
          <SignalChip signal={signal} isReason={because.has(labelOf(signal))} />
        </li>
      ))}
      {failed.map((signal) => (
        <li key={labelOf(signal)}>
          <Tooltip label={signal.reason ?? 'it could not say'}>
            <Badge tone="bad" tabIndex={0}>
              {labelOf(signal)} unknown
            </Badge>
          </Tooltip>
        </li>
      ))}
      {sorted.length > most ? <li className={styles.more}>and {sorted.length - most} more</li> : null}
    </ul>
  );
}

function SignalChip({ signal, isReason }: { readonly signal: SignalTrace; readonly isReason: boolean }) {
  const badge = (
    <Badge
      tone={toneOfKind(signal.kind)}
      className={isReason ? styles.reason : undefined}
      tabIndex={signal.evidence === undefined ? undefined : 0}
    >
      <span>
        {signal.kind}: {signal.name}
      </span>
      {signal.confidence < 1 ? <span className={styles.figure}>{signal.confidence.toFixed(2)}</span> : null}
    </Badge>
  );
  return signal.evidence === undefined ? badge : <Tooltip label={signal.evidence}>{badge}</Tooltip>;
}

export function labelOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}:${name}`;
}
