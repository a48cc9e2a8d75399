import { GatewayError } from '../errors/gateway-error.ts';
import { messageOf } from '../errors/request-failure.ts';
import { createCacheFamilies } from '../telemetry/cache-families.ts';
import { type Logger, silentLogger } from '../telemetry/logger.ts';
import { processTimers, type Timers } from '../upstream/timers.ts';
import { AnswerIndex, type IndexStatistics } from './answer-index.ts';
import type { CacheEntry, SimilarEntry } from './cache-entry.ts';
import type { CacheMetrics } from './cache-metrics.ts';
import {
  CACHE_START,
  type CacheBounds,
  type CacheFilter,
  type CachePosition,
  type CacheStore,
  type FoundAnswers,
  type SoughtAnswer,
} from './cache-store.ts';
import { Flights } from './flights.ts';
import { Leases } from './shared-flights.ts';

/** What a cache keeps where nobody says otherwise. */
export const CACHE_BOUNDS: CacheBounds = { maxEntries: 100_000, maxBytes: 512 * 1024 ** 2 };

/** Between two looks at what other routers kept or let go, where nobody tells of it. */
const LOOK_MS = 500;
/** Where somebody does: what was told and did not arrive is found all the same. */
const CATCH_UP_MS = 2_000;
/** Between two looks, however much is told. */
const PAUSE_MS = 20;
/** Between two prunings of the store. */
const PRUNE_MS = 60_000;
/** Entries that may wait to be written; further ones stay in this process alone. */
const MOST_WAITING = 5_000;
const BATCH = 64;
/** Entries that are read at a time. */
const PAGE = 500;
const WRITE_MS = 50;
/** Longest wait for what the store finds: the model has the answer too. */
const SEARCH_MS = 100;
const NOTHING: FoundAnswers = { exact: undefined, similar: [] };

/** Everything has a default. */
export interface ResponseCacheOptions {
  /** Of what is in memory. */
  readonly bounds?: CacheBounds | undefined;
  /** Of what is in the store; default those of the memory. */
  readonly storeBounds?: CacheBounds | undefined;
  /** Opens where entries outlive the process and meet those of other routers; absent for this process alone. */
  readonly openStore?: (() => Promise<CacheStore>) | undefined;
  readonly metrics?: CacheMetrics;
  /** Milliseconds since 1970. */
  readonly time?: () => number;
  /** Milliseconds, never going back. */
  readonly now?: () => number;
  readonly timers?: Timers;
  readonly logger?: Logger;
}

/**
 * The answers that all decisions of a gateway keep, over all configs: in memory, where they are looked for, and behind
 * that in a store. What another router writes into the store is found here at once where the store tells of it, else within
 * about half a second.
 */
export class ResponseCache {
  readonly metrics: CacheMetrics;
  readonly flights = new Flights();
  /** The same over all routers that share the store. */
  readonly leases: Leases;
  readonly time: () => number;
  readonly now: () => number;
  readonly timers: Timers;
  readonly logger: Logger;
  readonly #storeBounds: CacheBounds;
  readonly #openStore: (() => Promise<CacheStore>) | undefined;
  #store: Promise<CacheStore | undefined> | undefined;
  readonly #index: AnswerIndex;
  #waiting: CacheEntry[] = [];
  #lost = 0;
  #position: CachePosition = CACHE_START;
  #prunedAt: number;
  #isOpen = false;
  #isInTrouble = false;
  #write: Promise<void> | undefined;
  #callOffWrite = () => {};
  #callOffLook = () => {};
  #look: Promise<void> = Promise.resolve();
  /** A look is due soon, for what somebody told. */
  #isLookDue = false;
  #isWatching = false;
  /** Once it was opened. */
  #reached: CacheStore | undefined;
  #isWriteDue = false;

  constructor(options: ResponseCacheOptions = {}) {
    this.metrics = options.metrics ?? createCacheFamilies().metrics;
    this.time = options.time ?? Date.now;
    this.now = options.now ?? (() => performance.now());
    this.timers = options.timers ?? processTimers;
    this.logger = options.logger ?? silentLogger;
    const bounds = options.bounds ?? CACHE_BOUNDS;
    this.#storeBounds = options.storeBounds ?? bounds;
    this.#openStore = options.openStore;
    this.#index = new AnswerIndex(bounds);
    this.leases = new Leases({
      flights: () => (this.#isInTrouble ? undefined : this.#reached?.flights),
      timers: this.timers,
      now: this.now,
      logger: this.logger,
      onFailed: () => this.metrics.storeFailed('read'),
    });
    this.#prunedAt = this.now();
  }

  /** Begins to read the store. Called by whoever compiles a plugin that keeps answers: without one nothing is read. */
  open(): void {
    if (this.#isOpen || this.#openStore === undefined) return;
    this.#isOpen = true;
    void this.refresh();
  }

  /** The answer to this very request. */
  get(id: string): CacheEntry | undefined {
    return this.#index.get(id, this.time());
  }

  /** Those of a group whose questions are nearest to a vector, the nearest first. */
  nearest(group: string, encoder: string, vector: Int8Array, most: number): readonly SimilarEntry[] {
    return this.#index.nearest(group, encoder, vector, most, this.time());
  }

  /** Whether the store may find answers that are not in memory, because there was no room for all. */
  get isPartial(): boolean {
    return this.#reached?.search !== undefined && !this.#isInTrouble && this.#index.statistics().evicted > 0;
  }

  /** What the store finds beyond the memory, in a tenth of a second. */
  async search(sought: SoughtAnswer): Promise<FoundAnswers> {
    const store = await this.#opened();
    if (store?.search === undefined) return NOTHING;
    try {
      return await this.#inTime(store.search(sought, this.time()));
    } catch (cause) {
      this.metrics.storeFailed('read');
      this.logger.debug({ cause: messageOf(cause) }, 'the store of kept answers was not searched');
      return NOTHING;
    }
  }

  /** An answer that the store found is given: it is in memory from now on, the last to go. */
  given(entry: CacheEntry): void {
    this.#index.put(entry);
  }

  /** Keeps an answer; the store gets it a moment later. */
  keep(entry: CacheEntry): void {
    this.#index.put(entry);
    if (!this.#isOpen) return;
    if (this.#waiting.length >= MOST_WAITING) {
      this.#lost++;
      return;
    }
    this.#waiting.push(entry);
    this.#writeSoon();
  }

  /** Lets go of entries, here and in the store; gives the number of the larger. */
  async invalidate(filter: CacheFilter): Promise<number> {
    const here = this.#index.invalidate(filter);
    const { tag } = filter;
    this.#waiting = this.#waiting.filter(({ tags }) => tag !== undefined && !tags.includes(tag));
    const store = await this.#opened();
    if (store === undefined) return here;
    await this.flush();
    return Math.max(here, await store.invalidate(filter, this.time()));
  }

  /** The most recently used first. */
  entries(): readonly CacheEntry[] {
    return this.#index.entries();
  }

  statistics(): IndexStatistics & { readonly lost: number } {
    return { ...this.#index.statistics(), lost: this.#lost };
  }

  /** Reads what others wrote since the last time, and comes back for more. */
  refresh(): Promise<void> {
    this.#look = this.#look.then(() => this.#readChanges());
    return this.#look;
  }

  /** Waits until what was kept is in the store, or has turned out not to be. */
  async flush(): Promise<void> {
    this.#callOffWrite();
    this.#isWriteDue = false;
    while (this.#write !== undefined || this.#waiting.length > 0) {
      this.#write ??= this.#writeBatch().finally(() => {
        this.#write = undefined;
      });
      await this.#write;
      if (this.#isInTrouble) return;
    }
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.#callOffLook();
    await this.flush();
    await this.#look;
    await (await this.#store)?.close();
  }

  async #readChanges(): Promise<void> {
    this.#callOffLook();
    this.#isLookDue = false;
    const store = await this.#opened();
    try {
      const now = this.time();
      for (let hasMore = store !== undefined; hasMore; ) {
        const changes = await store!.changes(this.#position, PAGE);
        for (const entry of changes.entries) {
          if (entry.expiresAt <= now) continue;
          this.#index.put(entry);
          this.leases.arrived(entry);
        }
        for (const { tag, before } of changes.invalidated) this.#index.invalidate(tag === null ? {} : { tag }, before);
        this.#position = changes.position;
        hasMore = changes.hasMore;
      }
      if (store !== undefined && this.now() - this.#prunedAt > PRUNE_MS) {
        this.#prunedAt = this.now();
        await store.prune(this.#storeBounds, now);
      }
      if (store !== undefined) this.#recovered();
    } catch (cause) {
      this.metrics.storeFailed('read');
      this.#trouble(cause);
    }
    if (this.#isOpen && !this.#isLookDue) this.#lookIn(this.#isWatching ? CATCH_UP_MS : LOOK_MS);
  }

  /** The store; undefined where there is none, or none for now. */
  async #opened(): Promise<CacheStore | undefined> {
    if (!this.#isOpen) return this.#store;
    this.#store ??= this.#openStore!().then(
      (store) => {
        this.#isWatching = store.watch !== undefined;
        this.#reached = store;
        store.watch?.(() => this.#lookSoon());
        return store;
      },
      (cause: unknown) => {
        this.#store = undefined;
        if (cause instanceof GatewayError && cause.code === 'gateway.store_failed') {
          // It may come yet: the next look tries again.
          this.metrics.storeFailed('read');
          this.#trouble(cause);
        } else {
          this.#isOpen = false;
          const hint = 'kept answers stay in memory and end with the router';
          this.logger.warn({ cause: messageOf(cause) }, hint);
        }
        return undefined;
      },
    );
    return this.#store;
  }

  #inTime<Value>(work: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const callOff = this.timers.after(SEARCH_MS, () => reject(new Error(`no answer within ${SEARCH_MS} ms`)));
      work.then(resolve, reject).finally(callOff);
    });
  }

  /** Somebody told of a change. Many that are told at once are one look. */
  #lookSoon(): void {
    if (!this.#isOpen || this.#isLookDue) return;
    this.#callOffLook();
    this.#isLookDue = true;
    this.#lookIn(PAUSE_MS);
  }

  #lookIn(waitMs: number): void {
    this.#callOffLook = this.timers.afterIdling(waitMs, () => void this.refresh());
  }

  #writeSoon(): void {
    if (this.#isWriteDue) return;
    this.#isWriteDue = true;
    this.#callOffWrite = this.timers.afterIdling(WRITE_MS, () => void this.flush());
  }

  async #writeBatch(): Promise<void> {
    const batch = this.#waiting.splice(0, BATCH);
    try {
      const store = await this.#opened();
      if (store === undefined && this.#isOpen) throw new Error('it is not open');
      await store?.put(batch);
      this.#recovered();
    } catch (cause) {
      // A cache may forget: what cannot be written now stays in this process.
      this.#lost += batch.length;
      this.metrics.storeFailed('write');
      this.#trouble(cause);
    }
  }

  #trouble(cause: unknown): void {
    if (!this.#isInTrouble) this.logger.warn({ cause: String(cause) }, 'the store of kept answers does not answer');
    this.#isInTrouble = true;
  }

  #recovered(): void {
    if (this.#isInTrouble) this.logger.info({}, 'the store of kept answers answers again');
    this.#isInTrouble = false;
    if (this.#waiting.length > 0 && this.#write === undefined) this.#writeSoon();
  }
}
