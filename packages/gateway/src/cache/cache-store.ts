import type { CacheEntry } from './cache-entry.ts';

/** Which entries are meant: all that have the tag. */
export interface CacheFilter {
  readonly tag?: string | undefined;
}

/** What others did to a store since it was last asked. */
export interface CacheChanges {
  /** Ask from here the next time. */
  readonly position: number;
  readonly entries: readonly CacheEntry[];
  /** Entries that were taken out by tag: those stored before, in milliseconds since 1970. */
  readonly invalidated: readonly { readonly tag: string | null; readonly before: number }[];
}

/** The role of keeping answers beyond one process. May reject where it cannot be reached. */
export interface CacheStore {
  /** Adds entries, or replaces those of the same id. */
  put(entries: readonly CacheEntry[]): Promise<void>;
  get(id: string): Promise<CacheEntry | undefined>;
  /** What was added or invalidated by anybody since a position; from 0 all that is kept, the oldest first, at most `most` entries. */
  changes(since: number, most: number): Promise<CacheChanges>;
  /** Takes entries out, and tells all who ask for changes. Gives their number. */
  invalidate(filter: CacheFilter, now: number): Promise<number>;
  /** Lets go of what has expired, and of the oldest beyond the bounds. */
  prune(bounds: CacheBounds, now: number): Promise<number>;
  close(): Promise<void>;
}

/** What is kept at most; the least recently used entries of a process, and the oldest of a store, go first. */
export interface CacheBounds {
  readonly maxEntries: number;
  readonly maxBytes: number;
}
