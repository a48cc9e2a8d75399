import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RouterConfig } from '@signalbox/engine';
import {
  type CacheBounds,
  type CacheEntry,
  type CacheStore,
  type ConfigVersion,
  type ConfigVersions,
  createRedisSessions,
  type DurableLog,
  GatewayError,
  type KeptDocument,
  type LogBounds,
  type LogDefinition,
  openEmbeddedLog,
  openPostgresLog,
  outcomeLog,
  RESPONSE_BOUNDS,
  type RedisSessions,
  type ResponseBounds,
  type ResponseStore,
  recordLog,
  SESSION_BOUNDS,
  SIGNAL_COUNT_BOUNDS,
  sessionLog,
  signalCountLog,
} from '@signalbox/gateway';
import type { CommandInput } from '../../command.ts';
import { configHere } from '../../composition/config-here.ts';
import { dataDirectory } from '../../composition/data-directory.ts';
import { shownPath } from '../../composition/load-config-file.ts';
import { cacheOpener } from '../../composition/open-cache.ts';
import { openConfigVersions } from '../../composition/open-config-versions.ts';
import { openResponses } from '../../composition/open-responses.ts';
import { openServers, type Servers } from '../../composition/open-servers.ts';
import { storePath } from '../../composition/record-store.ts';
import type { Io } from '../../io.ts';
import { UsageError } from '../../usage-error.ts';

/** What a role holds, and what is wrong with it. */
export interface RoleReport {
  readonly entries: number;
  /** Null where nobody counts them. */
  readonly bytes: number | null;
  readonly problems: readonly string[];
}

/** One role of what routers keep, where the config keeps it; its entries are data, and can go to another driver. */
export interface KeptRole {
  readonly name: string;
  /** For messages. */
  readonly place: string;
  check(): Promise<RoleReport>;
  /** So that adding in this order makes the same of an empty store. */
  all(): AsyncIterable<unknown>;
  /** Names of fields that an entry has, with their types, as far as they tell it from anything else. */
  readonly fields: Readonly<Record<string, 'string' | 'number' | 'object'>>;
  /** Those that are there already are left out. */
  add(entries: readonly unknown[]): Promise<void>;
  /** Lets go of what is beyond the bounds, as the config or the role has them; gives the number of entries. */
  prune(bounds: RecordAge): Promise<number>;
  close(): Promise<void>;
}

/** How much is kept of records, and of what is said of them. */
export type RecordAge = Pick<LogBounds, 'maxEntries' | 'maxBytes' | 'maxAgeMs'>;

type Kept = Pick<RouterConfig, 'responseCache' | 'sessions' | 'configVersions' | 'postgres' | 'redis' | 'responses'> & {
  readonly records: Pick<RouterConfig['records'], 'kind'>;
};

const ALL = { maxEntries: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };
/** Nobody waits for a single entry: what is imported goes in large transactions, and as many may wait. */
const MANY_AT_ONCE = { bounds: ALL, batchEntries: 4_096 };
/** Numbers that a database knows. */
const ANY_NUMBER = { maxEntries: Number.MAX_SAFE_INTEGER, maxBytes: Number.MAX_SAFE_INTEGER };
const PAGE = 200;

/** Works on every role that is kept beyond its router, where the config here says; routers may be running at the same time. */
export async function withKeptRoles<Answer>(
  named: CommandInput['options'][string],
  io: Io,
  use: (roles: readonly KeptRole[]) => Promise<Answer>,
): Promise<Answer> {
  const config = (await configHere(named, io))?.config;
  const kept: Kept = config ?? IN_THE_FILE;
  const kinds = [kept.records.kind, kept.responses?.kind, kept.responseCache.kind, kept.sessions];
  const opened: KeptRole[] = [];
  let servers: Servers | undefined;
  try {
    servers = await openServers(kept, kinds, () => {});
    const path = storePath(io);
    if (kinds.includes('file')) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    for (const open of openers(kept, path, servers, io)) opened.push(await open());
    return await use(opened);
  } catch (cause) {
    if (cause instanceof GatewayError) throw new UsageError(`cannot open what is kept: ${cause.message}`, cause.hint);
    throw cause;
  } finally {
    for (const role of opened) await role.close();
    await servers?.close();
  }
}

/** The same where something has been kept already. */
export async function withRolesThere<Answer>(
  named: CommandInput['options'][string],
  io: Io,
  use: (roles: readonly KeptRole[]) => Promise<Answer>,
): Promise<Answer> {
  const kept: Kept = (await configHere(named, io))?.config ?? IN_THE_FILE;
  if (kept.records.kind === 'file' && !existsSync(storePath(io))) {
    throw new UsageError(
      `nothing is kept in ${shownPath(dataDirectory(io), io)}`,
      '`signalbox serve` keeps it; run this where it was started, or set SIGNALBOX_DATA_DIR',
    );
  }
  return withKeptRoles(named, io, use);
}

const IN_THE_FILE: Kept = {
  records: { kind: 'file' },
  responses: {
    ...RESPONSE_BOUNDS,
    kind: 'file',
    storeByDefault: true,
    maxTurnBytes: Number.POSITIVE_INFINITY,
    refusesUnkept: false,
    timeoutMs: 60_000,
  },
  responseCache: { kind: 'file', ...ANY_NUMBER },
  sessions: 'file',
  configVersions: 'file',
  postgres: undefined,
  redis: undefined,
};

/** What opens each role that is not in the memory of a router alone. */
function openers(kept: Kept, path: string, servers: Servers, io: Io): readonly (() => Promise<KeptRole>)[] {
  const { postgres, redis } = servers;
  const openLog = async <Entry>(kind: string, definition: LogDefinition<Entry>): Promise<DurableLog<Entry>> =>
    kind === 'postgres' && postgres !== undefined
      ? openPostgresLog(definition, postgres, MANY_AT_ONCE)
      : openEmbeddedLog(definition, { path, ...MANY_AT_ONCE });
  const { kind } = kept.records;
  const roles: (() => Promise<KeptRole>)[] = [];
  if (kind !== 'memory') {
    roles.push(
      async () =>
        roleOfLog('records', await openLog(kind, recordLog), {
          id: 'string',
          requestId: 'string',
          startedAt: 'number',
          lifecycle: 'string',
          cost: 'object',
          times: 'object',
        }),
      async () =>
        roleOfLog('outcomes', await openLog(kind, outcomeLog), { id: 'string', replayId: 'string', at: 'number' }),
      async () =>
        roleOfLog(
          'signal_counts',
          await openLog(kind, signalCountLog),
          {
            id: 'string',
            signal: 'string',
            at: 'number',
          },
          SIGNAL_COUNT_BOUNDS,
        ),
    );
  }
  if (kept.sessions === 'redis' && redis !== undefined) {
    const { keyPrefix } = kept.redis!;
    roles.push(async () => roleOfRedisSessions(createRedisSessions(redis, { keyPrefix }), redis.place));
  } else if (kept.sessions !== 'memory') {
    roles.push(async () =>
      roleOfLog('sessions', await openLog(kept.sessions, sessionLog), SESSION_FIELDS, SESSION_BOUNDS),
    );
  }
  if (kept.responses !== undefined && kept.responses.kind !== 'memory') {
    const place = kept.responses.kind === 'postgres' ? (postgres?.place ?? 'PostgreSQL') : path;
    roles.push(async () => roleOfResponses(openResponses(kept, path, postgres), place, kept.responses!));
  }
  const openCache = cacheOpener(kept, path, servers);
  if (openCache !== undefined) {
    const { kind: where } = kept.responseCache;
    const place = where === 'file' ? path : (where === 'redis' ? redis : postgres)!.place;
    roles.push(async () => roleOfCache(await openCache(), place, kept.responseCache));
  }
  const folder = shownPath(dataDirectory(io), io);
  roles.push(async () =>
    roleOfVersions(await openConfigVersions(kept, io), kept.configVersions === 'file' ? folder : 'PostgreSQL'),
  );
  return roles;
}

function roleOfLog<Entry>(name: string, log: DurableLog<Entry>, fields: KeptRole['fields'], own?: LogBounds): KeptRole {
  return {
    name,
    place: log.place,
    fields,
    check: () => log.check(),
    all: () => log.all(),
    async add(entries) {
      for (const entry of entries) log.put(entry as Entry);
      await log.flush();
      if (log.lost() > 0) throw new GatewayError('gateway.store_failed', `${log.lost()} ${name} could not be written`);
    },
    prune: (bounds) => log.prune(own ?? bounds),
    close: () => log.close(),
  };
}

const SESSION_FIELDS = { key: 'string', at: 'number', lastModel: 'string' } as const;

function roleOfRedisSessions(sessions: RedisSessions, place: string): KeptRole {
  return {
    name: 'sessions',
    place,
    fields: SESSION_FIELDS,
    check: () => counted(sessions.all()),
    all: () => sessions.all(),
    async add(entries) {
      for (const entry of entries) sessions.put(entry as Parameters<typeof sessions.put>[0]);
      await sessions.flush();
    },
    // Redis lets go of them itself.
    prune: () => Promise.resolve(0),
    close: () => sessions.close(),
  };
}

function roleOfResponses(store: ResponseStore, place: string, bounds: ResponseBounds): KeptRole {
  return {
    name: 'responses',
    place,
    fields: { document: 'object', touchedMs: 'number' },
    async check() {
      const { documents, bytes } = await store.statistics();
      const { entries } = await counted(store.all());
      const problems = entries === documents ? [] : [`${documents} documents are counted, and ${entries} are there`];
      return { entries, bytes, problems };
    },
    all: () => store.all(),
    async add(entries) {
      for (const { document, touchedMs } of entries as readonly KeptDocument[]) {
        await store.keep([document], null, touchedMs);
      }
    },
    prune: () => store.prune(bounds, Date.now()),
    close: () => store.close(),
  };
}

function roleOfCache(store: CacheStore, place: string, bounds: CacheBounds): KeptRole {
  const pages = async function* () {
    // The newest come first: turned round, so that they are the newest again where they are added.
    const all: CacheEntry[] = [];
    for (let page = await store.list({}, { limit: PAGE, offset: 0 }); page.entries.length > 0; ) {
      all.push(...page.entries);
      page = await store.list({}, { limit: PAGE, offset: all.length });
    }
    yield* all.reverse();
  };
  return {
    name: 'cache',
    place,
    fields: { id: 'string', group: 'string', completion: 'object', expiresAt: 'number' },
    async check() {
      const { total, bytes } = await store.list({}, { limit: 1, offset: 0 });
      return { entries: total, bytes, problems: [] };
    },
    all: pages,
    add: (entries) => store.put(entries as readonly CacheEntry[]),
    prune: () => store.prune(bounds, Date.now()),
    close: () => store.close(),
  };
}

interface KeptVersion {
  readonly version: ConfigVersion;
  readonly text: string;
}

function roleOfVersions(versions: ConfigVersions & { close(): Promise<void> }, place: string): KeptRole {
  const all = async function* () {
    for (const version of [...(await versions.list())].reverse()) {
      const text = await versions.text(version.id);
      if (text !== undefined) yield { version, text } satisfies KeptVersion;
    }
  };
  return {
    name: 'config_versions',
    place,
    fields: { version: 'object', text: 'string' },
    check: () => counted(all()),
    all,
    async add(entries) {
      const there = new Set((await versions.list()).map(({ id }) => id));
      for (const { version, text } of entries as readonly KeptVersion[]) {
        const { id, ...about } = version;
        if (!there.has(id)) await versions.add(about, text);
      }
    },
    // The newest are kept, however old.
    prune: () => Promise.resolve(0),
    close: () => versions.close(),
  };
}

async function counted(entries: AsyncIterable<unknown>): Promise<RoleReport> {
  let count = 0;
  for await (const _ of entries) count++;
  return { entries: count, bytes: null, problems: [] };
}
