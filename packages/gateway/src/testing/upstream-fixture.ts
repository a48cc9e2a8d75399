import { DEFAULT_RELIABILITY, type ReliabilityConfig } from '@signalbox/engine';
import { silentLogger } from '../telemetry/logger.ts';
import { BackendGuard } from '../upstream/backend-guard.ts';
import type { GroupServices } from '../upstream/model-group.ts';
import { ModelGroups } from '../upstream/model-groups.ts';
import { ManualClock } from './manual-clock.ts';

/** A model's reliability, defaults changed where a test says so. */
export function aReliability(overrides: Partial<ReliabilityConfig> = {}): ReliabilityConfig {
  return { ...DEFAULT_RELIABILITY, ...overrides };
}

/** The guard of a backend that nothing has happened to. */
export function aGuard(overrides: Partial<ReliabilityConfig> = {}, clock = new ManualClock()): BackendGuard {
  const surroundings = { now: clock.now, random: () => 0, mayOpen: () => true, onOpen: () => {} };
  return new BackendGuard(aReliability(overrides), surroundings, clock);
}

/** Groups that know of no model yet. */
export function modelGroups(overrides: Partial<GroupServices> = {}, clock = new ManualClock()): ModelGroups {
  const services = { now: clock.now, random: () => 0, timers: clock, logger: silentLogger, onEjected: () => {} };
  return new ModelGroups({ ...services, ...overrides });
}
