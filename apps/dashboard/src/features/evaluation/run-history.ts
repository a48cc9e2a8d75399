import { createStore } from '../../lib/store.ts';
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

const KEPT = 'signalbox.evaluations';
const MOST_RUNS = 50;

/** Runs in this browser, the newest first. */
export const historyStore = createStore<readonly RememberedRun[]>(read());

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
  keep([run, ...historyStore.get()].slice(0, MOST_RUNS));
}

export function forgetRuns(): void {
  keep([]);
}

function keep(runs: readonly RememberedRun[]): void {
  historyStore.set(runs);
  try {
    localStorage.setItem(KEPT, JSON.stringify(runs));
  } catch {
    // The browser keeps no more; what is on the page stays until it is closed.
  }
}

function read(): readonly RememberedRun[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? (kept as readonly RememberedRun[]) : [];
  } catch {
    // Text of another program under this name says nothing about runs.
    return [];
  }
}
