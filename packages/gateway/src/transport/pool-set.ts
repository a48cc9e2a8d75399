import { Pool } from 'undici';

/** Connections of one backend. */
export interface PoolOptions {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly connectTimeoutMs: number;
}

interface SharedPool {
  readonly pool: Pool;
  holders: number;
}

/** Idle connections are dropped before the 5 s after which common servers (uvicorn under vLLM) drop them from their side. */
const KEEP_ALIVE_MS = 4_000;

/** Pools by backend, shared by everyone who holds them, closed when nobody does. */
export class PoolSet {
  readonly #pools = new Map<string, SharedPool>();
  readonly #maxConnections: number | null;

  /** `maxConnections` bounds the open connections per address, and further requests wait for one; null for no bound. */
  constructor(maxConnections: number | null) {
    this.#maxConnections = maxConnections;
  }

  /** A pool to hold; every `acquire` needs one `release`. */
  acquire(options: PoolOptions): Pool {
    const key = keyOf(options);
    let shared = this.#pools.get(key);
    if (shared === undefined) {
      const pool = new Pool(options.origin, {
        connections: this.#maxConnections,
        pipelining: 1,
        keepAliveTimeout: KEEP_ALIVE_MS,
        connectTimeout: options.connectTimeoutMs,
      });
      shared = { pool, holders: 0 };
      this.#pools.set(key, shared);
    }
    shared.holders++;
    return shared.pool;
  }

  /** Gives a pool back; the last holder's release closes its idle connections. */
  release(options: PoolOptions): void {
    const key = keyOf(options);
    const shared = this.#pools.get(key);
    if (shared === undefined) return;
    shared.holders--;
    if (shared.holders > 0) return;
    this.#pools.delete(key);
    // Nobody waits for the closing, and a pool that is closed twice has nothing more to say.
    shared.pool.close().catch(() => {});
  }

  /** Pools that are open. */
  get size(): number {
    return this.#pools.size;
  }

  /** Closes all pools, breaking off what is still under way. */
  async destroy(): Promise<void> {
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(pools.map(({ pool }) => pool.destroy()));
  }
}

function keyOf(options: PoolOptions): string {
  return `${options.origin} ${options.connectTimeoutMs}`;
}
