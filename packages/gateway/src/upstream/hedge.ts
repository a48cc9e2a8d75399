import type { AnsweringBackend, Attempt, FailedAttempt } from './attempt.ts';
import type { Timers } from './timers.ts';

export interface HedgeOptions {
  /** Wait before the second is asked. */
  readonly afterMs: number;
  readonly timers: Timers;
  /** Undefined where nobody else can be asked. */
  readonly startSecond: () => Pick<Attempt, 'outcome' | 'cancel'> | undefined;
  /** Called once where a second was asked: whose answer it was, or that both failed. */
  readonly onEnd: (winner: 'first' | 'second' | 'none') => void;
}

type Outcome = AnsweringBackend | FailedAttempt;

/**
 * Asks a second backend when the first takes long to begin, takes the answer that begins first, and breaks the other
 * call off. When both fail the outcome is that of the later.
 */
export function hedge(
  first: Pick<Attempt, 'outcome' | 'cancel'>,
  { afterMs, timers, startSecond, onEnd }: HedgeOptions,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    let second: ReturnType<typeof startSecond>;
    let isOver = false;
    let running = 1;
    const callOff = timers.after(afterMs, () => {
      second = startSecond();
      if (second === undefined) return;
      running++;
      second.outcome.then((outcome) => end(outcome, 'second', first), reject);
    });
    const end = (outcome: Outcome, who: 'first' | 'second', other: Pick<Attempt, 'cancel'> | undefined) => {
      running--;
      if (isOver || (outcome.kind !== 'answering' && running > 0)) return;
      isOver = true;
      callOff();
      if (outcome.kind === 'answering') other?.cancel();
      if (second !== undefined) onEnd(outcome.kind === 'answering' ? who : 'none');
      resolve(outcome);
    };
    first.outcome.then((outcome) => end(outcome, 'first', second), reject);
  });
}
