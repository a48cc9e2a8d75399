import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RouterConfig } from '@signalbox/engine';
import {
  type CacheStore,
  createInProcessLog,
  createRedisSessions,
  GatewayError,
  type LogBounds,
  OUTCOME_BOUNDS_IN_MEMORY,
  type OutcomeStore,
  openEmbeddedLog,
  openPostgresLog,
  outcomeLog,
  RECORD_BOUNDS,
  RECORD_BOUNDS_IN_MEMORY,
  type RecordStore,
  type ResponseStore,
  recordLog,
  SESSION_BOUNDS,
  type SessionStore,
  SIGNAL_COUNT_BOUNDS,
  SIGNAL_COUNT_BOUNDS_IN_MEMORY,
  type SignalCountStore,
  sessionLog,
  signalCountLog,
} from '@signalbox/gateway';
import { cacheOpener } from './open-cache.ts';
import { openResponses } from './open-responses.ts';
import { openServers, type Servers } from './open-servers.ts';

/** What a process remembers, opened. */
export interface Stores {
  /** As a gateway takes and closes them. */
  readonly opened: {
    readonly records: RecordStore;
    readonly outcomes: OutcomeStore;
    readonly signalCounts: SignalCountStore;
    readonly sessions: SessionStore;
    readonly responses: ResponseStore;
    /** Opens the answers that are kept for repeated requests; absent where they stay in this process. */
    readonly openCacheStore?: () => Promise<CacheStore>;
  };
  /** Whether other processes of the same router see the records too. */
  readonly isShared: boolean;
  /** The file for what the config leaves in a file; undefined where there can be none. */
  readonly path: string | undefined;
  /** Lets go of what the stores have in common, once they themselves are closed. */
  close(): Promise<void>;
}

export interface StoreSetup {
  readonly config: Pick<
    RouterConfig,
    'records' | 'responses' | 'responseCache' | 'sessions' | 'recipes' | 'postgres' | 'redis'
  >;
  /** The file for what the config leaves in a file; undefined where there can be none. */
  readonly path: string | undefined;
  /** Tells the operator. */
  readonly warn: (message: string) => void;
}

/** What a config says to keep. */
export function recordBounds({ maxAgeMs, maxEntries, maxBytes }: RouterConfig['records'], usual: LogBounds): LogBounds {
  return { maxAgeMs, maxEntries: maxEntries ?? usual.maxEntries, maxBytes: maxBytes ?? usual.maxBytes };
}

/** Opens the stores of this process, a file made where it is not there; a server that does not answer yet is waited for. */
export async function openStores(setup: StoreSetup): Promise<Stores> {
  const { config, path, warn } = setup;
  const { records, responses, responseCache, sessions: remembered } = config;
  const servers = await openServers(config, [records.kind, responses?.kind, responseCache.kind, remembered], warn);
  try {
    const { isShared, ...logs } = await openLogs(setup, servers);
    const sessions = await openSessions(setup, servers);
    const openCacheStore = cacheOpener(config, path, servers);
    const responses = openResponses(config, path, servers.postgres);
    const opened = { ...logs, sessions, responses, ...(openCacheStore === undefined ? {} : { openCacheStore }) };
    return { opened, isShared, path, close: () => servers.close() };
  } catch (cause) {
    await servers.close();
    throw cause;
  }
}

type Logs = Omit<Stores['opened'], 'sessions' | 'responses' | 'openCacheStore'> & Pick<Stores, 'isShared'>;

async function openLogs({ config, path, warn }: StoreSetup, { postgres }: Servers): Promise<Logs> {
  const { records } = config;
  const options = { warn, isPatient: true, maxWaiting: records.maxWaiting, isRefusing: records.onFull === 'refuse' };
  if (records.kind === 'postgres' && postgres !== undefined) {
    const bounds = recordBounds(records, RECORD_BOUNDS);
    const log = await openPostgresLog(recordLog, postgres, { ...options, bounds });
    const outcomes = await openPostgresLog(outcomeLog, postgres, { ...options, bounds });
    const counted = { ...options, bounds: SIGNAL_COUNT_BOUNDS };
    const signalCounts = await openPostgresLog(signalCountLog, postgres, counted);
    return { records: log, outcomes, signalCounts, isShared: true };
  }
  if (records.kind === 'memory' || path === undefined) {
    const log = createInProcessLog(recordLog, recordBounds(records, RECORD_BOUNDS_IN_MEMORY));
    const outcomes = createInProcessLog(outcomeLog, OUTCOME_BOUNDS_IN_MEMORY);
    const signalCounts = createInProcessLog(signalCountLog, SIGNAL_COUNT_BOUNDS_IN_MEMORY);
    return { records: log, outcomes, signalCounts, isShared: false };
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const bounds = recordBounds(records, RECORD_BOUNDS);
  const log = await openEmbeddedLog(recordLog, { ...options, path, bounds });
  const outcomes = await openEmbeddedLog(outcomeLog, { ...options, path, bounds, isLazy: true });
  const counted = { ...options, path, bounds: SIGNAL_COUNT_BOUNDS, isLazy: true };
  const signalCounts = await openEmbeddedLog(signalCountLog, counted);
  return { records: log, outcomes, signalCounts, isShared: true };
}

/** Which model each session is on; kept beyond this process only where a decision asks for it. */
async function openSessions({ config, path, warn }: StoreSetup, { postgres, redis }: Servers): Promise<SessionStore> {
  const options = { warn, isPatient: true, bounds: SESSION_BOUNDS };
  const kind = readsSessions(config) ? config.sessions : 'memory';
  if (kind === 'redis' && redis !== undefined) return createRedisSessions(redis, config.redis!);
  if (kind === 'postgres' && postgres !== undefined) return openPostgresLog(sessionLog, postgres, options);
  if (kind === 'file' && path !== undefined) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return openEmbeddedLog(sessionLog, { ...options, path });
  }
  return createInProcessLog(sessionLog, SESSION_BOUNDS);
}

/** Whether a decision asks which model a session is on: nobody else does. */
function readsSessions({ recipes }: Pick<RouterConfig, 'recipes'>): boolean {
  return recipes.some(({ decisions }) => decisions.some(({ retention }) => retention?.keepCurrentModel === true));
}

/** The same for a router that starts: one that cannot have its file keeps its records in memory, and says so. */
export async function openStoresOrMemory(setup: StoreSetup): Promise<Stores> {
  try {
    return await openStores(setup);
  } catch (cause) {
    // A server that the config names is not replaced by something else.
    if (setup.config.records.kind !== 'file' && setup.config.sessions !== 'file') throw cause;
    const hint = cause instanceof GatewayError && cause.hint !== undefined ? `; ${cause.hint}` : '';
    setup.warn(
      `what belongs into a file stays in memory and ends with the router: ${setup.path}: ${(cause as Error).message}${hint}`,
    );
    return openStores({ ...setup, path: undefined });
  }
}
