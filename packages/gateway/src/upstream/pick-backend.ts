import type { ReliabilityConfig } from '@signalbox/engine';
import type { BackendGuard } from './backend-guard.ts';

/** What a choice looks at. */
export interface Choosable {
  /** Share of requests relative to the others; > 0. */
  readonly weight: number;
  readonly guard: BackendGuard;
}

/**
 * Who may be chosen. `free`: has a place now. `waiting`: has room in its queue. Where nobody else is left, `unwell`: its
 * health check fails, or it wants its rest; `despite`: its breaker is open.
 */
export type Leniency = 'free' | 'waiting' | 'unwell' | 'despite';

/**
 * One of the backends that were not tried yet, by the model's policy; undefined when none may be called. Allocates
 * nothing: it runs for every request.
 */
export function pickBackend<Backend extends Choosable>(
  backends: readonly Backend[],
  tried: readonly Backend[],
  leniency: Leniency,
  policy: ReliabilityConfig['balancing'],
  random: () => number,
): Backend | undefined {
  let count = 0;
  let totalWeight = 0;
  let only: Backend | undefined;
  for (const backend of backends) {
    if (!isEligible(backend, tried, leniency)) continue;
    count++;
    totalWeight += backend.weight;
    only = backend;
  }
  if (count <= 1) return only;
  if (policy === 'round_robin') return nextInTurn(backends, tried, leniency, totalWeight);
  const first = byWeight(backends, tried, leniency, undefined, random() * totalWeight);
  const second = byWeight(backends, tried, leniency, first, random() * (totalWeight - first.weight));
  return second.guard.load / second.weight < first.guard.load / first.weight ? second : first;
}

function isEligible<Backend extends Choosable>(
  backend: Backend,
  tried: readonly Backend[],
  leniency: Leniency,
): boolean {
  const { guard } = backend;
  if (tried.length > 0 && tried.includes(backend)) return false;
  if (leniency === 'despite') return guard.places.hasPlace;
  if (!guard.breaker.isPassable) return false;
  if (leniency === 'free') return guard.places.hasPlace && guard.isHealthy && !guard.isResting;
  if (leniency === 'waiting') return guard.places.hasRoom && guard.isHealthy && !guard.isResting;
  return guard.places.hasPlace;
}

/** The backend at a point on the line of all weights laid end to end, one left out. */
function byWeight<Backend extends Choosable>(
  backends: readonly Backend[],
  tried: readonly Backend[],
  leniency: Leniency,
  except: Backend | undefined,
  point: number,
): Backend {
  let left = point;
  let last: Backend | undefined;
  for (const backend of backends) {
    if (backend === except || !isEligible(backend, tried, leniency)) continue;
    last = backend;
    left -= backend.weight;
    if (left < 0) break;
  }
  return last!;
}

/** Smooth weighted round robin: each earns its weight, the richest pays for all. */
function nextInTurn<Backend extends Choosable>(
  backends: readonly Backend[],
  tried: readonly Backend[],
  leniency: Leniency,
  totalWeight: number,
): Backend {
  let best: Backend | undefined;
  for (const backend of backends) {
    if (!isEligible(backend, tried, leniency)) continue;
    backend.guard.credit += backend.weight;
    if (best === undefined || backend.guard.credit > best.guard.credit) best = backend;
  }
  best!.guard.credit -= totalWeight;
  return best!;
}
