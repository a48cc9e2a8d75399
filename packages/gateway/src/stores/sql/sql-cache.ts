import { randomUUID } from 'node:crypto';
import type { CacheEntry, QuestionMeaning } from '../../cache/cache-entry.ts';
import type {
  CacheBounds,
  CacheChanges,
  CacheFilter,
  CachePage,
  CacheStore,
  FoundAnswers,
  SoughtAnswer,
} from '../../cache/cache-store.ts';
import type { SharedFlights } from '../../cache/shared-flights.ts';
import type { SqlDatabase, SqlDialect, SqlRow, SqlStatement, SqlValue } from './sql-database.ts';
import { storableJson } from './storable-json.ts';

/** Rows come into sight in another order than they were counted: those of the last numbers are looked at again. */
const OVERLAP = 256;
/** How long others have to notice that something was invalidated. */
const NOTICE_MS = 24 * 3_600_000;

const STEPS = [
  ({ counted, integer, json }: SqlDialect) => `
    CREATE TABLE cache_entries (
      number ${counted}, id TEXT NOT NULL UNIQUE, writer TEXT NOT NULL, stored_at ${integer} NOT NULL,
      expires_at ${integer} NOT NULL, bytes ${integer} NOT NULL, body ${json} NOT NULL);
    CREATE INDEX cache_entries_by_end ON cache_entries (expires_at);
    CREATE TABLE cache_tags (entry TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (entry, tag));
    CREATE INDEX cache_tags_by_tag ON cache_tags (tag);
    CREATE TABLE cache_invalidations (number ${counted}, tag TEXT, before ${integer} NOT NULL)`,
];

export interface SqlCacheOptions {
  /** Whether closing the cache closes the database. */
  readonly ownsDatabase: boolean;
  /** How a database tells others that there is something new; absent for one that does not. */
  readonly messages?: SqlCacheMessages | undefined;
  /** Requests under way; absent where no other router has the database. */
  readonly flights?: SharedFlights | undefined;
  /** Finds out how the database compares what questions mean, and makes what it needs; gives nothing where it cannot. */
  readonly openVectors?: (() => Promise<SqlCacheVectors | undefined>) | undefined;
}

export interface SqlCacheVectors {
  /** Keeps a vector beside its entry, behind the entry's own statements. */
  keep(id: string, group: string, meaning: QuestionMeaning): SqlStatement;
  /** Whether a statement failed because the database can do this no more, or not as it could. */
  isGone(cause: unknown): boolean;
  /** Rows `id` and `similarity`, -1..1, the nearest first. */
  nearest(group: string, encoder: string, vector: Int8Array, most: number): Promise<readonly SqlRow[]>;
}

export interface SqlCacheMessages {
  /** Tells all who listen, once what it is committed with is. */
  tell(writer: string): SqlStatement;
  /** Calls back with the writer, and with undefined when messages may have been missed. */
  listen(onMessage: (writer: string | undefined) => void): void;
}

/** Kept answers in a database, to outlive a process and to be shared by several. */
export async function openSqlCache(database: SqlDatabase, options: SqlCacheOptions): Promise<CacheStore> {
  await migrateSqlCache(database);
  return new SqlCache(database, options, await options.openVectors?.());
}

/** Makes the tables, for what refers to them. */
export async function migrateSqlCache(database: SqlDatabase): Promise<void> {
  await database.migrate('cache', STEPS);
}

class SqlCache implements CacheStore {
  readonly #database: SqlDatabase;
  readonly #ownsDatabase: boolean;
  /** After what others are to hear of. */
  readonly #told: readonly SqlStatement[];
  readonly #openVectors: SqlCacheOptions['openVectors'];
  #vectors: SqlCacheVectors | undefined;
  /** The database could compare questions once, and cannot for now. */
  #hasLostVectors = false;
  readonly flights: SharedFlights | undefined;
  readonly watch?: (onChange: () => void) => void;
  /** Its own entries need not come back to a process. */
  readonly #writer = randomUUID();
  readonly #seen = new Set<number>();

  constructor(
    database: SqlDatabase,
    { ownsDatabase, flights, messages, openVectors }: SqlCacheOptions,
    vectors: SqlCacheVectors | undefined,
  ) {
    this.#database = database;
    this.#ownsDatabase = ownsDatabase;
    this.flights = flights;
    this.#openVectors = openVectors;
    this.#vectors = vectors;
    this.#told = messages === undefined ? [] : [messages.tell(this.#writer)];
    if (messages === undefined) return;
    this.watch = (onChange) => {
      messages.listen((writer) => {
        if (writer !== this.#writer) onChange();
      });
    };
  }

  get search(): CacheStore['search'] {
    if (this.#vectors === undefined) return undefined;
    return (sought, now) => this.#withVectors(() => this.#search(sought, now));
  }

  put(entries: readonly CacheEntry[]): Promise<void> {
    return this.#withVectors(async () => {
      await this.#database.batch([...entries.flatMap((entry) => this.#statementsFor(entry)), ...this.#told]);
    });
  }

  async changes(since: CacheChanges['position'], most: number): Promise<CacheChanges> {
    const [rows, invalidations] = (await this.#database.batch([
      {
        sql: 'SELECT number, writer FROM cache_entries WHERE number > ? ORDER BY number LIMIT ?',
        values: [since.entries - OVERLAP, most + OVERLAP],
      },
      {
        sql: 'SELECT number, tag, before FROM cache_invalidations WHERE number > ? ORDER BY number',
        values: [since.invalidations - OVERLAP],
      },
    ])) as [readonly SqlRow[], readonly SqlRow[]];
    const fresh = rows.filter(({ number, writer }) => writer !== this.#writer && !this.#seen.has(number as number));
    const entries = await this.#read(fresh.map(({ number }) => number as number));
    for (const { number } of rows) this.#seen.add(number as number);
    const position = {
      entries: (rows.at(-1)?.number as number | undefined) ?? since.entries,
      invalidations: (invalidations.at(-1)?.number as number | undefined) ?? since.invalidations,
    };
    for (const number of this.#seen) if (number <= position.entries - OVERLAP) this.#seen.delete(number);
    return {
      position,
      hasMore: rows.length >= most + OVERLAP,
      entries,
      invalidated: invalidations.map(({ tag, before }) => ({ tag: tag as string | null, before: before as number })),
    };
  }

  async invalidate({ tag }: CacheFilter, now: number): Promise<number> {
    const meant =
      tag === undefined
        ? { sql: 'DELETE FROM cache_entries WHERE stored_at <= ? RETURNING id', values: [now] }
        : {
            sql: `DELETE FROM cache_entries WHERE stored_at <= ?
              AND id IN (SELECT entry FROM cache_tags WHERE tag = ?) RETURNING id`,
            values: [now, tag],
          };
    const [gone] = await this.#database.batch([
      meant,
      LOOSE_TAGS,
      { sql: 'INSERT INTO cache_invalidations (tag, before) VALUES (?, ?)', values: [tag ?? null, now] },
      ...this.#told,
    ]);
    return gone!.length;
  }

  async prune({ maxEntries, maxBytes }: CacheBounds, now: number): Promise<number> {
    if (this.#hasLostVectors) await this.#findVectors();
    const results = await this.#database.batch([
      { sql: 'DELETE FROM cache_entries WHERE expires_at <= ? RETURNING id', values: [now] },
      {
        sql: `DELETE FROM cache_entries WHERE number <= COALESCE(
          (SELECT number FROM cache_entries ORDER BY number DESC LIMIT 1 OFFSET ?), -1) RETURNING id`,
        values: [maxEntries],
      },
      {
        sql: `DELETE FROM cache_entries WHERE number IN (SELECT number FROM (
          SELECT number, SUM(bytes) OVER (ORDER BY number DESC) AS held FROM cache_entries) AS sums
          WHERE held > ?) RETURNING id`,
        values: [maxBytes],
      },
      LOOSE_TAGS,
      { sql: 'DELETE FROM cache_invalidations WHERE before < ?', values: [now - NOTICE_MS] },
    ]);
    return results.slice(0, 3).reduce((sum, rows) => sum + rows.length, 0);
  }

  async list(
    { tag }: CacheFilter,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<CachePage> {
    const [meant, given] =
      tag === undefined ? ['', []] : ['WHERE id IN (SELECT entry FROM cache_tags WHERE tag = ?)', [tag]];
    const [counts, rows] = await this.#database.batch([
      { sql: `SELECT COUNT(*) AS total, COALESCE(SUM(bytes), 0) AS bytes FROM cache_entries ${meant}`, values: given },
      {
        sql: `SELECT body FROM cache_entries ${meant} ORDER BY number DESC LIMIT ? OFFSET ?`,
        values: [...given, limit, offset],
      },
    ]);
    return {
      entries: rows!.map(({ body }) => JSON.parse(body as string) as CacheEntry),
      total: Number(counts![0]!.total),
      bytes: Number(counts![0]!.bytes),
    };
  }

  async close(): Promise<void> {
    if (this.#ownsDatabase) await this.#database.close();
  }

  /** What the database could do and cannot any more is looked for once, and done without where it is not there. */
  async #withVectors<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (cause) {
      if (this.#vectors?.isGone(cause) !== true) throw cause;
      await this.#findVectors();
      return work();
    }
  }

  async #findVectors(): Promise<void> {
    this.#vectors = await this.#openVectors?.();
    this.#hasLostVectors = this.#vectors === undefined;
  }

  async #search(sought: SoughtAnswer, now: number): Promise<FoundAnswers> {
    const { id, group, meaning, most } = sought;
    const vectors = this.#vectors;
    const isCompared = vectors !== undefined && meaning !== undefined;
    const near = isCompared ? await vectors.nearest(group, meaning.encoder, meaning.vector, most) : [];
    const ids = [id, ...near.map((row) => row.id as string)];
    const places = ids.map(() => '?').join(', ');
    const sql = `SELECT id, body FROM cache_entries WHERE id IN (${places}) AND expires_at > ?`;
    const rows = await this.#database.run(sql, ...ids, Math.round(now));
    const entries = new Map(rows.map((row) => [row.id, JSON.parse(row.body as string) as CacheEntry]));
    return {
      exact: entries.get(id),
      similar: near.flatMap((row) => {
        const entry = entries.get(row.id!);
        return entry === undefined ? [] : [{ entry, similarity: Number(row.similarity) }];
      }),
    };
  }

  /** Those of the numbers, which rise, that are still there. */
  async #read(numbers: readonly number[]): Promise<readonly CacheEntry[]> {
    if (numbers.length === 0) return [];
    const sql = `SELECT number, body FROM cache_entries WHERE number BETWEEN ? AND ? AND writer <> ? ORDER BY number`;
    const rows = await this.#database.run(sql, numbers[0]!, numbers.at(-1)!, this.#writer);
    const meant = new Set<SqlValue>(numbers);
    return rows.flatMap(({ number, body }) => (meant.has(number!) ? [JSON.parse(body as string) as CacheEntry] : []));
  }

  /** Written anew under a new number, so that others notice. */
  #statementsFor(entry: CacheEntry): readonly SqlStatement[] {
    const { id, group, tags, storedAt, expiresAt, meaning } = entry;
    const body = storableJson(entry);
    const vectors = this.#vectors;
    return [
      { sql: 'DELETE FROM cache_entries WHERE id = ?', values: [id] },
      { sql: 'DELETE FROM cache_tags WHERE entry = ?', values: [id] },
      {
        sql: `INSERT INTO cache_entries (id, writer, stored_at, expires_at, bytes, body) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO NOTHING`,
        values: [id, this.#writer, Math.round(storedAt), Math.round(expiresAt), body.length, body],
      },
      ...tags.map((tag) => ({
        sql: 'INSERT INTO cache_tags (entry, tag) VALUES (?, ?) ON CONFLICT (entry, tag) DO NOTHING',
        values: [id, tag],
      })),
      ...(vectors === undefined || meaning === null ? [] : [vectors.keep(id, group, meaning)]),
    ];
  }
}

const LOOSE_TAGS: SqlStatement = {
  sql: 'DELETE FROM cache_tags WHERE NOT EXISTS (SELECT 1 FROM cache_entries WHERE cache_entries.id = cache_tags.entry)',
};
