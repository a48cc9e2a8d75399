import type { ModelConfig } from '@signalbox/engine';
import { type BackendStatistics, type GroupServer, type GroupServices, ModelGroup } from './model-group.ts';

interface SharedGroup {
  readonly group: ModelGroup;
  holders: number;
}

/**
 * Groups by model, shared by everyone who holds them: a new config that leaves a model as it was keeps what is known of
 * its backends.
 */
export class ModelGroups {
  readonly #groups = new Map<string, SharedGroup>();
  readonly #services: GroupServices;

  constructor(services: GroupServices) {
    this.#services = services;
  }

  /** A group to hold; every `acquire` needs one `release`. `servers` in the order of the model's backends. */
  acquire(model: ModelConfig, servers: readonly GroupServer[]): ModelGroup {
    const key = keyOf(model);
    let shared = this.#groups.get(key);
    if (shared === undefined) {
      shared = { group: new ModelGroup(model, servers, this.#services), holders: 0 };
      this.#groups.set(key, shared);
    }
    shared.holders++;
    return shared.group;
  }

  /** Gives a group back; the last holder's release forgets it. */
  release(model: ModelConfig): void {
    const key = keyOf(model);
    const shared = this.#groups.get(key);
    if (shared === undefined || --shared.holders > 0) return;
    this.#groups.delete(key);
    shared.group.close();
  }

  /** Of all backends. */
  statistics(): readonly BackendStatistics[] {
    return [...this.#groups.values()].flatMap(({ group }) => group.statistics());
  }
}

function keyOf({ name, reliability, backends }: ModelConfig): string {
  const places = backends.map((backend) => [backend.name, backend.baseUrl, backend.connectTimeoutMs]);
  return JSON.stringify([name, reliability, places]);
}
