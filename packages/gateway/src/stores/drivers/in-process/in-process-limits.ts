import type { LimitStore } from '../../limit-store.ts';

/** Time between two clearings of counters whose window has ended. */
const SWEEP_MS = 10_000;

/** Counters of this process. `time` is milliseconds since 1970. */
export function createInProcessLimits(time: () => number): LimitStore {
  const counters = new Map<string, { used: number; readonly endsAt: number }>();
  let sweepAt = 0;

  const sweep = (now: number): void => {
    if (now < sweepAt) return;
    sweepAt = now + SWEEP_MS;
    for (const [name, { endsAt }] of counters) if (endsAt <= now) counters.delete(name);
  };

  return {
    take(demands) {
      sweep(time());
      const used = demands.map(({ counter }) => counters.get(counter)?.used ?? 0);
      if (demands.some(({ amount, limit }, index) => used[index]! + amount > limit)) return { isGranted: false, used };
      for (const { counter, amount, endsAt } of demands) {
        const known = counters.get(counter);
        if (known === undefined) counters.set(counter, { used: amount, endsAt });
        else known.used += amount;
      }
      return { isGranted: true, used: demands.map(({ amount }, index) => used[index]! + amount) };
    },
    correct(corrections) {
      for (const { counter, amount } of corrections) {
        const known = counters.get(counter);
        if (known !== undefined) known.used = Math.max(0, known.used + amount);
      }
    },
    async close() {
      counters.clear();
    },
  };
}
