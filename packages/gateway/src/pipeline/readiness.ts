import type { Obstacle } from '../upstream/backend-guard.ts';
import type { Snapshot } from './snapshot.ts';

/** Whether requests are served, and what is not as it should be. */
export interface Readiness {
  /**
   * `degraded`: served, but some model has no backend that may be called now. `unavailable`: no model has one.
   */
  readonly status: 'ready' | 'degraded' | 'unavailable' | 'shutting_down';
  /** Backends that are left alone now, and why. */
  readonly backends: readonly { readonly model: string; readonly backend: string; readonly reason: Obstacle }[];
}

/** How the router stands. A model without backends is the config's choice and counts for nothing. */
export function readinessOf({ config, targets }: Snapshot, isOpen: boolean): Readiness {
  const backends: { model: string; backend: string; reason: Obstacle }[] = [];
  let models = 0;
  let unreachable = 0;
  for (const { name } of config.models) {
    const target = targets.get(name);
    if (target === undefined || target.backends.length === 0) continue;
    const before = backends.length;
    for (const { name: backend, guard } of target.backends) {
      if (guard.obstacle !== undefined) backends.push({ model: name, backend, reason: guard.obstacle });
    }
    models++;
    if (backends.length - before === target.backends.length) unreachable++;
  }
  const isUnavailable = models > 0 && unreachable === models;
  const status = isUnavailable ? 'unavailable' : unreachable > 0 ? 'degraded' : 'ready';
  return { status: isOpen ? status : 'shutting_down', backends };
}

/** Whether a load balancer should send requests here. */
export function servesRequests({ status }: Readiness): boolean {
  return status === 'ready' || status === 'degraded';
}
