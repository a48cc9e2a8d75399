import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RouterConfig } from '@signalbox/engine';
import {
  createInProcessLog,
  GatewayError,
  type LogBounds,
  OUTCOME_BOUNDS_IN_MEMORY,
  type OutcomeStore,
  openEmbeddedLog,
  openPostgresDatabase,
  openPostgresLog,
  outcomeLog,
  type PostgresDatabase,
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
import { openResponses } from './open-responses.ts';

/** What a process remembers, opened. */
export interface Stores {
  /** As a gateway takes and closes them. */
  readonly opened: {
    readonly records: RecordStore;
    readonly outcomes: OutcomeStore;
    readonly signalCounts: SignalCountStore;
    readonly sessions: SessionStore;
    readonly responses: ResponseStore;
  };
  /** Whether other processes of the same router see the records too. */
  readonly isShared: boolean;
  /** The file for what the config leaves in a file; undefined where there can be none. */
  readonly path: string | undefined;
  /** Lets go of what the stores have in common, once they themselves are closed. */
  close(): Promise<void>;
}

export interface StoreSetup {
  readonly config: Pick<RouterConfig, 'records' | 'responses' | 'recipes' | 'postgres'>;
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
  const { config, path } = setup;
  const { records, responses, postgres } = config;
  const isServerUsed = records.kind === 'postgres' || responses?.kind === 'postgres';
  const database = isServerUsed && postgres !== undefined ? await openPostgresDatabase(postgres) : undefined;
  try {
    const { isShared, ...logs } = await openLogs(setup, database);
    const opened = { ...logs, responses: openResponses(config, path, database) };
    return { opened, isShared, path, close: async () => database?.close() };
  } catch (cause) {
    await database?.close();
    throw cause;
  }
}

type Logs = Omit<Stores['opened'], 'responses'> & Pick<Stores, 'isShared'>;

async function openLogs({ config, path, warn }: StoreSetup, database: PostgresDatabase | undefined): Promise<Logs> {
  const { records } = config;
  const areSessionsRead = readsSessions(config);
  const sessionsInMemory = () => createInProcessLog(sessionLog, SESSION_BOUNDS);
  const options = { warn, isPatient: true, maxWaiting: records.maxWaiting, isRefusing: records.onFull === 'refuse' };
  if (records.kind === 'postgres' && database !== undefined) {
    const bounds = recordBounds(records, RECORD_BOUNDS);
    const log = await openPostgresLog(recordLog, database, { ...options, bounds });
    const outcomes = await openPostgresLog(outcomeLog, database, { ...options, bounds });
    const counted = { ...options, bounds: SIGNAL_COUNT_BOUNDS };
    const signalCounts = await openPostgresLog(signalCountLog, database, counted);
    const remembered = { warn, isPatient: true, bounds: SESSION_BOUNDS };
    const sessions = areSessionsRead ? await openPostgresLog(sessionLog, database, remembered) : sessionsInMemory();
    return { records: log, outcomes, signalCounts, sessions, isShared: true };
  }
  if (records.kind === 'memory' || path === undefined) {
    const log = createInProcessLog(recordLog, recordBounds(records, RECORD_BOUNDS_IN_MEMORY));
    const outcomes = createInProcessLog(outcomeLog, OUTCOME_BOUNDS_IN_MEMORY);
    const signalCounts = createInProcessLog(signalCountLog, SIGNAL_COUNT_BOUNDS_IN_MEMORY);
    return { records: log, outcomes, signalCounts, sessions: sessionsInMemory(), isShared: false };
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const bounds = recordBounds(records, RECORD_BOUNDS);
  const log = await openEmbeddedLog(recordLog, { ...options, path, bounds });
  const outcomes = await openEmbeddedLog(outcomeLog, { ...options, path, bounds, isLazy: true });
  const counted = { ...options, path, bounds: SIGNAL_COUNT_BOUNDS, isLazy: true };
  const signalCounts = await openEmbeddedLog(signalCountLog, counted);
  const remembered = { warn, path, bounds: SESSION_BOUNDS };
  const sessions = areSessionsRead ? await openEmbeddedLog(sessionLog, remembered) : sessionsInMemory();
  return { records: log, outcomes, signalCounts, sessions, isShared: true };
}

/** Whether a decision asks which model a session is on: nobody else does. */
function readsSessions({ recipes }: StoreSetup['config']): boolean {
  return recipes.some(({ decisions }) => decisions.some(({ retention }) => retention?.keepCurrentModel === true));
}

/** The same for a router that starts: one that cannot have its file keeps its records in memory, and says so. */
export async function openStoresOrMemory(setup: StoreSetup): Promise<Stores> {
  try {
    return await openStores(setup);
  } catch (cause) {
    // A server that the config names is not replaced by something else.
    if (setup.config.records.kind === 'postgres') throw cause;
    const hint = cause instanceof GatewayError && cause.hint !== undefined ? `; ${cause.hint}` : '';
    setup.warn(`records stay in memory and end with the router: ${setup.path}: ${(cause as Error).message}${hint}`);
    return openStores({ ...setup, path: undefined });
  }
}
