import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { LoadEngineResult, RouterConfig } from '@signalbox/engine';
import {
  createForwarder,
  createGateway,
  createInProcessLimits,
  createOpenTelemetry,
  type Gateway,
  type ListenAt,
  type Logger,
  type LogRing,
  type ManagementToken,
  noTracing,
  type SetupControl,
  startManagement,
  startServers,
} from '@signalbox/gateway';
import type { LogLevel } from '../option-values.ts';
import { forkWorker } from '../workers/cluster.ts';
import { LAST_BYTES_MS } from '../workers/worker.ts';
import { startWorkers } from '../workers/worker-set.ts';
import type { RunningConfig } from './config-control.ts';
import type { ConfigHome } from './config-home.ts';
import { dashboardPages, probesBeside, weightsSource } from './dashboard.ts';
import { openStoresOrMemory, type StoreSetup } from './open-stores.ts';
import { simulateBackends } from './simulate-backends.ts';
import { vocabulary } from './vocabulary.ts';

type Loaded = Extract<LoadEngineResult, { ok: true }>;

export interface RouterSetup {
  readonly text: string;
  readonly loaded: Loaded;
  /** Where the config lies at the start. */
  readonly home: ConfigHome;
  readonly dataPlane: ListenAt;
  readonly management: ListenAt;
  readonly managementToken: ManagementToken | undefined;
  readonly viewerToken: ManagementToken | undefined;
  readonly configControl: RunningConfig;
  readonly setup: SetupControl;
  /** Processes that serve the data plane; undefined for this one. */
  readonly workers: number | undefined;
  readonly logLevel: LogLevel;
  readonly logger: Logger;
  /** Lines of the log for the management API: this process's, and the workers'. */
  readonly logRing: LogRing;
  /** Folder of head files that the operator trained; undefined for those of the package. */
  readonly weightsFolder: string | undefined;
  /** File for the records. */
  readonly storePath: string;
  /** Tells the operator. */
  readonly warn: (message: string) => void;
}

/** A router that listens on both ports. */
export interface RunningRouter {
  readonly dataPlane: ListenAt;
  readonly management: ListenAt;
  /** Puts a config in force; throws a GatewayError when it cannot be served. */
  apply(loaded: Loaded, text: string, home: ConfigHome): void | Promise<void>;
  /** Replaces the workers one by one; undefined without workers. */
  readonly restart: ((graceMs: number) => Promise<void>) | undefined;
  /** Refuses new requests, lets those under way finish for up to `graceMs`, and closes everything. */
  close(graceMs: number): Promise<void>;
}

/** Starts the router in this process, or in workers that this one manages. Rejects with nothing left open. */
export function startRouter(setup: RouterSetup): Promise<RunningRouter> {
  return setup.workers === undefined ? startAlone(setup) : startWithWorkers(setup, setup.workers);
}

async function startAlone(setup: RouterSetup): Promise<RunningRouter> {
  const { tracing: traced } = setup.loaded.loaded.config;
  const tracing = traced === undefined ? noTracing : await createOpenTelemetry(traced);
  const stores = await openStoresOrMemory(storeSetup(setup));
  const gateway = createGateway({
    ...gatewayOptions(setup),
    tracing,
    ...stores.opened,
  });
  const servers = await startServers(gateway, setup).catch(async (cause: unknown) => {
    await gateway.close(0);
    await stores.close();
    throw cause;
  });
  return {
    dataPlane: servers.dataPlane,
    management: servers.management,
    apply: (loaded, _text, home) => swap(gateway, setup, loaded, home),
    restart: undefined,
    async close(graceMs) {
      // The ports stay open meanwhile: a new request is told 503, and the management port what is going on.
      await gateway.close(graceMs);
      await stores.close();
      await servers.close(LAST_BYTES_MS);
    },
  };
}

async function startWithWorkers(setup: RouterSetup, count: number): Promise<RunningRouter> {
  const { text, home, dataPlane, logLevel, logger } = setup;
  // Before the workers: a file of an earlier version is brought up to date once.
  const stores = await openStoresOrMemory(storeSetup(setup));
  const file = stores.isShared ? stores.opened.records : undefined;
  const storePath = stores.path;
  const start = { ...seatOf(home), text, listenAt: dataPlane, logLevel, storePath };
  const limits = createInProcessLimits(Date.now);
  const onLogLine = (line: string) => setup.logRing.write(line);
  const workers = await startWorkers({ count, fork: forkWorker, start, limits, logger, onLogLine, wait, file }).catch(
    async (cause: unknown) => {
      await stores.opened.records.close();
      await stores.opened.sessions.close();
      await stores.close();
      throw cause;
    },
  );
  const forwarder = createForwarder(originOf(workers.at, setup.loaded), setup.loaded.loaded.config.listener.timeoutMs);
  const gateway = createGateway({
    ...gatewayOptions(setup),
    ...stores.opened,
    records: workers.records,
    peers: workers,
    askDataPlane: forwarder.forward,
  });
  const management = await startManagement(gateway, setup.management).catch(async (cause: unknown) => {
    await workers.close(0);
    await gateway.close(0);
    await stores.close();
    throw cause;
  });
  return {
    dataPlane: workers.at,
    management: { address: management.address, port: management.port },
    async apply(loaded, changed, to) {
      swap(gateway, setup, loaded, to);
      await workers.apply({ ...seatOf(to), text: changed });
    },
    restart: (graceMs) => workers.restart(graceMs),
    async close(graceMs) {
      await Promise.all([workers.close(graceMs), gateway.close(graceMs)]);
      await stores.close();
      await management.close(LAST_BYTES_MS);
      await forwarder.close();
    },
  };
}

function storeSetup({ loaded, storePath: path, warn }: RouterSetup): StoreSetup {
  return { config: loaded.loaded.config, path, warn };
}

/** Where this machine reaches a listener. */
function originOf({ address, port }: ListenAt, { loaded }: Loaded): string {
  const host = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
  const scheme = loaded.config.listener.tls === undefined ? 'http' : 'https';
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What workers need to know of a home. */
function seatOf({ path, purpose, simulatorUrl }: ConfigHome) {
  return { path, purpose, simulatorUrl };
}

/** The config as it is served: with simulated backends where that was asked for. */
function servedConfig({ loaded: { config } }: Loaded, { simulatorUrl }: ConfigHome): RouterConfig {
  return simulatorUrl === undefined ? config : simulateBackends(config, simulatorUrl);
}

function gatewayOptions(options: RouterSetup) {
  const { home, loaded, configControl, setup, managementToken, viewerToken, logger, logRing } = options;
  return {
    config: servedConfig(loaded, home),
    engine: loaded.engine,
    configDocument: loaded.loaded.shown,
    configControl,
    setup,
    ports: loaded.ports,
    ...(managementToken === undefined ? {} : { managementToken }),
    viewerToken,
    folder: dirname(home.path),
    kinds: loaded.kinds,
    headStatistics: () => configControl.home().opener.statistics(),
    logger,
    logRing,
    probes: () => probesBeside(configControl.home().path),
    pages: dashboardPages(),
    weights: weightsSource(options.weightsFolder),
    vocabulary: { ...vocabulary, kinds: loaded.kinds },
  };
}

function swap(gateway: Gateway, { logger }: RouterSetup, next: Loaded, home: ConfigHome): void {
  const { loaded, engine, ports } = next;
  const folder = dirname(home.path);
  gateway.swap({ config: servedConfig(next, home), engine, configDocument: loaded.shown, ports, folder });
  home.opener.inForce(loaded.config.heads).catch((cause: unknown) => {
    logger.warn({ cause: String(cause) }, 'a model that is no longer used could not be closed');
  });
}
