import type { LimitStoreConfig } from '@signalbox/engine';
import { createRedisLimits } from '../../stores/drivers/redis/redis-limits.ts';
import type { LimitStore } from '../../stores/limit-store.ts';
import type { Logger } from '../../telemetry/logger.ts';

interface Held {
  readonly store: LimitStore;
  holders: number;
}

/**
 * The counters of a gateway. They outlive its configs: a reload neither forgets what was counted in this process nor
 * makes new connections to the same Redis.
 */
export class LimitStoreSet {
  readonly #own: LimitStore;
  readonly #logger: Logger;
  readonly #shared = new Map<string, Held>();

  /** `own` counts for configs that name no shared counters. */
  constructor(own: LimitStore, logger: Logger) {
    this.#own = own;
    this.#logger = logger;
  }

  /** The store of a config; release it when that config is gone. */
  acquire(config: LimitStoreConfig): LimitStore {
    if (config.kind === 'in-process') return this.#own;
    const id = JSON.stringify(config);
    const known = this.#shared.get(id);
    if (known !== undefined) {
      known.holders++;
      return known.store;
    }
    const onError = (cause: string) => this.#logger.warn({ cause }, 'no connection to the Redis of the rate limits');
    const store = createRedisLimits({ ...config, onError });
    this.#shared.set(id, { store, holders: 1 });
    return store;
  }

  release(config: LimitStoreConfig): void {
    const id = JSON.stringify(config);
    const known = this.#shared.get(id);
    if (known === undefined) return;
    known.holders--;
    if (known.holders > 0) return;
    this.#shared.delete(id);
    void known.store.close();
  }

  async destroy(): Promise<void> {
    const stores = [this.#own, ...[...this.#shared.values()].map(({ store }) => store)];
    this.#shared.clear();
    await Promise.all(stores.map((store) => store.close()));
  }
}
