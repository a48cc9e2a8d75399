import type { LimitStore, LimitTaken } from '@signalbox/gateway';
import type { FromWorker } from './messages.ts';

/** Longest wait for the managing process, which only counts. */
const ANSWER_MS = 2_000;

/** The managing process's counters, as a worker sees them. */
export interface SharedLimits {
  readonly store: LimitStore;
  /** Takes what the managing process answers. */
  answered(number: number, taken: LimitTaken): void;
}

/** Counters that are asked for over a channel, so that limits hold for all workers together. */
export function createSharedLimits(send: (message: FromWorker) => void): SharedLimits {
  const waiting = new Map<number, (taken: LimitTaken) => void>();
  let last = 0;
  return {
    store: {
      take: (all) =>
        new Promise((resolve, reject) => {
          const number = ++last;
          const patience = setTimeout(() => {
            waiting.delete(number);
            reject(new Error(`the managing process did not answer within ${ANSWER_MS} ms`));
          }, ANSWER_MS);
          waiting.set(number, (taken) => {
            clearTimeout(patience);
            resolve(taken);
          });
          // Only data can be sent.
          const demands = all.map(({ counter, amount, limit, endsAt }) => ({ counter, amount, limit, endsAt }));
          send({ kind: 'limits', number, call: { of: 'take', demands } });
        }),
      correct(all) {
        const corrections = all.map(({ counter, amount }) => ({ counter, amount }));
        send({ kind: 'limits', number: ++last, call: { of: 'correct', corrections } });
      },
      close: () => Promise.resolve(),
    },
    answered(number, taken) {
      waiting.get(number)?.(taken);
      waiting.delete(number);
    },
  };
}
