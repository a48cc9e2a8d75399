import { createKeptStore } from '../../lib/kept-store.ts';
import type { SuiteRun } from './run-suite.ts';

/** What is remembered of a run: enough to say what became better or worse. */
export interface RememberedRun {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly suite: string;
  readonly etag: string;
  readonly total: number;
  /** Ids of the probes that failed. */
  readonly failed: readonly string[];
  /** Versions in changed words, and those that went elsewhere; undefined where none were tried. */
  readonly changed?: { readonly versions: number; readonly flipped: number } | undefined;
}

const MOST_RUNS = 50;

/** Runs in this browser, the newest first. */
export const historyStore = createKeptStore<readonly RememberedRun[]>({
  storage: localStorage,
  key: 'signalbox.evaluations',
  first: [],
  revive: (kept) => (Array.isArray(kept) ? (kept as readonly RememberedRun[]) : undefined),
});

export function rememberRun({ at, suite, etag, outcomes, changed }: SuiteRun): void {
  const run: RememberedRun = {
    at,
    suite,
    etag,
    total: outcomes.length,
    failed: outcomes.filter(({ passed }) => !passed).map(({ id }) => id),
    ...(changed === undefined
      ? {}
      : { changed: { versions: changed.length, flipped: changed.filter(({ flipped }) => flipped).length } }),
  };
  historyStore.set([run, ...historyStore.get()].slice(0, MOST_RUNS));
}

export function forgetRuns(): void {
  historyStore.set([]);
}
