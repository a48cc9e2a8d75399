import type { CacheEntry, SimilarEntry } from './cache-entry.ts';
import type { SharedFlights } from './shared-flights.ts';

/** Which entries are meant: those of the tag, or all. */
export interface CacheFilter {
  readonly tag?: string | undefined;
}

/** How far somebody has read the changes of a store. */
export interface CachePosition {
  readonly entries: number;
  readonly invalidations: number;
}

/** Where reading begins. */
export const CACHE_START: CachePosition = { entries: 0, invalidations: 0 };

/** What others did to a store since it was last asked. */
export interface CacheChanges {
  /** Ask from here the next time. */
  readonly position: CachePosition;
  /** There is more already. */
  readonly hasMore: boolean;
  /** In the order in which they were added. */
  readonly entries: readonly CacheEntry[];
  /** Entries with the tag (null: all) that were stored till then, in milliseconds since 1970, are gone; may come twice. */
  readonly invalidated: readonly { readonly tag: string | null; readonly before: number }[];
}

/** A request whose answer may be kept, and not in the memory of a process. */
export interface SoughtAnswer {
  readonly id: string;
  readonly group: string;
  /** How it is found in other words, 127 for 1; undefined where only the very request will do. */
  readonly meaning: { readonly encoder: string; readonly vector: Int8Array } | undefined;
  /** Most similar ones. */
  readonly most: number;
}

/** Kept answers, those of similar questions the nearest first; of what has ended none. */
export interface FoundAnswers {
  readonly exact: CacheEntry | undefined;
  readonly similar: readonly SimilarEntry[];
}

/** The role of keeping answers beyond one process. May reject where it cannot be reached. */
export interface CacheStore {
  /** Adds entries, or replaces those of the same id. */
  put(entries: readonly CacheEntry[]): Promise<void>;
  /** What others added or invalidated since a position, no more than about `most` entries at a time. */
  changes(since: CachePosition, most: number): Promise<CacheChanges>;
  /**
   * Calls back when others may have changed something, also when messages of theirs may have been missed. A store that
   * hears of nothing has none of it: it is asked every now and then.
   */
  watch?(onChange: () => void): void;
  /** Looks among all that is kept; absent in a store that cannot compare what questions mean, or not for now. */
  readonly search?: ((sought: SoughtAnswer, now: number) => Promise<FoundAnswers>) | undefined;
  /** Requests under way, known to all who share the store; absent where no other router does. */
  readonly flights?: SharedFlights | undefined;
  /** Takes out what was stored until now, and tells all who ask for changes. Gives the number of entries. */
  invalidate(filter: CacheFilter, now: number): Promise<number>;
  /** Lets go of what has expired, and of the oldest beyond the bounds; gives the number. */
  prune(bounds: CacheBounds, now: number): Promise<number>;
  /** The newest first; only those of the tag, where one is given. */
  list(filter: CacheFilter, page: { readonly limit: number; readonly offset: number }): Promise<CachePage>;
  close(): Promise<void>;
}

/** A page of entries, and how many there are on all pages, with their size as JSON. */
export interface CachePage {
  readonly entries: readonly CacheEntry[];
  readonly total: number;
  readonly bytes: number;
}

/** What is kept at most: the least recently used entries of a process, and the oldest of a store, go first. */
export interface CacheBounds {
  readonly maxEntries: number;
  readonly maxBytes: number;
}
