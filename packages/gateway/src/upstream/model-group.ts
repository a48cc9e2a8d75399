import type { ModelConfig } from '@signalbox/engine';
import type { Pool } from 'undici';
import type { LoadMetrics } from '../providers/server-probes.ts';
import type { Logger } from '../telemetry/logger.ts';
import { BackendGuard } from './backend-guard.ts';
import { watchBackendLoad } from './backend-load.ts';
import type { BreakerState } from './circuit-breaker.ts';
import { askHealth, startHealthCheck } from './health-check.ts';
import { RetryBudget } from './retry-budget.ts';
import type { Timers } from './timers.ts';

/** What groups use beside their model. */
export interface GroupServices {
  /** Milliseconds, never going back. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly timers: Timers;
  readonly logger: Logger;
  readonly onEjected: (model: string, backend: string) => void;
}

/** Where one backend of a group answers. */
export interface GroupServer {
  readonly pool: Pool;
  readonly origin: string;
  /** Where and how it tells how busy it is; undefined where it does not. */
  readonly load: LoadMetrics | undefined;
}

const LOAD_INTERVAL_MS = 1_000;

/** How one backend stands, for metrics. */
export interface BackendStatistics {
  readonly model: string;
  readonly backend: string;
  readonly breaker: BreakerState;
  readonly isHealthy: boolean;
  readonly inFlight: number;
  readonly waiting: number;
}

/** What is remembered of a model's backends together: their guards, in the config's order, and the retry budget. */
export class ModelGroup {
  readonly guards: readonly BackendGuard[];
  readonly budget: RetryBudget;
  readonly #model: ModelConfig;
  readonly #stopChecks: (() => void)[] = [];

  /** `servers` in the order of the model's backends. */
  constructor(model: ModelConfig, servers: readonly GroupServer[], services: GroupServices) {
    const { reliability } = model;
    const { now, random, timers, logger } = services;
    this.#model = model;
    this.budget = new RetryBudget(reliability.retries, now);
    const most = Math.max(1, Math.floor(model.backends.length * reliability.breaker.maxEjectedShare));
    const mayOpen = () => this.guards.filter(({ breaker }) => breaker.state !== 'closed').length < most;
    this.guards = model.backends.map(({ name }) => {
      const onOpen = (pauseMs: number) => {
        logger.warn({ model: model.name, backend: name, pauseMs }, 'backend left out: it keeps failing');
        services.onEjected(model.name, name);
      };
      return new BackendGuard(reliability, { now, random, mayOpen, onOpen }, timers);
    });
    this.#watchLoads(servers, services);
    const { healthCheck } = reliability;
    if (healthCheck === undefined) return;
    for (const [index, guard] of this.guards.entries()) {
      const { name } = model.backends[index]!;
      const stop = startHealthCheck({
        intervalMs: healthCheck.intervalMs,
        timers,
        random,
        check: () => askHealth(servers[index]!.pool, healthCheck.path, healthCheck.timeoutMs),
        onChange(isHealthy) {
          guard.isHealthy = isHealthy;
          logger.warn({ model: model.name, backend: name, isHealthy }, 'health of a backend changed');
        },
      });
      this.#stopChecks.push(stop);
    }
  }

  /** Servers that tell how busy they are, by all routers together, are asked where there is a choice between them. */
  #watchLoads(servers: readonly GroupServer[], { timers, now }: GroupServices): void {
    if (servers.length < 2) return;
    for (const [index, { pool, origin, load: metrics }] of servers.entries()) {
      if (metrics === undefined) continue;
      const load = watchBackendLoad({
        pool,
        origin,
        metrics,
        intervalMs: LOAD_INTERVAL_MS,
        timeoutMs: LOAD_INTERVAL_MS,
        after: (milliseconds, callback) => timers.afterIdling(milliseconds, callback),
        now,
      });
      this.guards[index]!.told = load;
      this.#stopChecks.push(() => load.stop());
    }
  }

  statistics(): readonly BackendStatistics[] {
    return this.guards.map((guard, index) => ({
      model: this.#model.name,
      backend: this.#model.backends[index]!.name,
      breaker: guard.breaker.state,
      isHealthy: guard.isHealthy,
      inFlight: guard.places.taken,
      waiting: guard.places.waiting,
    }));
  }

  /** Stops the questions. */
  close(): void {
    for (const stop of this.#stopChecks.splice(0)) stop();
  }
}
