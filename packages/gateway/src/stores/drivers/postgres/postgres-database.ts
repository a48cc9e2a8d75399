import { GatewayError } from '../../../errors/gateway-error.ts';
import { messageOf } from '../../../errors/request-failure.ts';
import { layoutTooNew } from '../../sql/layout-too-new.ts';
import type { SqlDatabase, SqlDialect, SqlRow, SqlStatement, SqlValue } from '../../sql/sql-database.ts';
import { storableText } from '../../sql/storable-json.ts';
import { columnValues } from './column-values.ts';
import {
  loadPostgres,
  type PostgresConnection,
  type PostgresListener,
  type PostgresOptions,
  type PostgresPackage,
  type PostgresPool,
} from './load-client.ts';

export interface PostgresDatabaseOptions {
  /** `postgres://user:password@host:port/database`, with `?sslmode=` where the server is elsewhere. */
  readonly url: string;
  /** Where the tables lie; made where it is not there. Letters, digits and underscores. */
  readonly schema: string;
  /** Longest wait for a connection, and for the answer to a statement. */
  readonly timeoutMs: number;
  /** Connections that may be open at the same time. */
  readonly connections: number;
}

export type PostgresValue = SqlValue | readonly SqlValue[];

/** Runs one statement of a transaction; several, divided by `;`, where there are no values. */
export type PostgresRun = (sql: string, ...values: readonly PostgresValue[]) => Promise<readonly SqlRow[]>;

/** A database at a server, with what only a server can do. */
export interface PostgresDatabase extends SqlDatabase {
  /** Where it is, for messages: no credential in it. */
  readonly place: string;
  /**
   * Runs what is asked in one transaction: all of it or nothing. Values may be arrays. Patient work may take its time:
   * checks, migrations, dropping.
   */
  transact<T>(work: (run: PostgresRun) => Promise<T>, options?: { readonly isPatient?: boolean }): Promise<T>;
  /** Gives room of deleted rows back. */
  vacuum(tables: readonly string[]): Promise<void>;
  /**
   * Calls back with what is sent on a channel, by any router, and with undefined when messages may have been missed: at
   * the start and after the connection was lost. Listens until the database is closed.
   */
  listen(channel: string, onMessage: (payload: string | undefined) => void): Promise<void>;
}

const POSTGRES: SqlDialect = {
  integer: 'BIGINT',
  real: 'DOUBLE PRECISION',
  bytes: 'BYTEA',
  json: 'JSONB',
  counted: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
};

/** For what is not asked on behalf of a request. */
const PATIENCE_MS = 600_000;
const LISTEN_RETRY_MS = 1_000;
/** Any number does, as long as all routers take the same one. */
const MIGRATION_LOCK = 7_254_019;

/**
 * Opens the tables of roles in PostgreSQL. Connections are made when they are needed, and made again after the server was
 * gone; meanwhile everything rejects within the time-out. It rejects only where the client is not installed.
 */
export async function openPostgresDatabase(options: PostgresDatabaseOptions): Promise<PostgresDatabase> {
  return new PooledDatabase(options, await loadPostgres());
}

class PooledDatabase implements PostgresDatabase {
  readonly dialect = POSTGRES;
  readonly place: string;
  readonly #client: PostgresPackage;
  readonly #pool: PostgresPool;
  readonly #options: PostgresOptions;
  readonly #schema: string;
  readonly #texts = new Map<string, string>();
  readonly #listeners = new Set<() => Promise<void>>();
  #hasSchema = false;
  #isClosed = false;

  constructor({ url, schema, timeoutMs, connections }: PostgresDatabaseOptions, client: PostgresPackage) {
    this.place = placeOf(url);
    this.#client = client;
    this.#schema = schema;
    this.#options = {
      connectionString: url,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      statement_timeout: timeoutMs,
      idle_in_transaction_session_timeout: timeoutMs,
      keepAlive: true,
      application_name: 'signalbox',
      // Compiling a statement takes longer than any of ours runs.
      options: `-c search_path=${schema} -c jit=off`,
      types: columnValues,
    };
    this.#pool = new client.Pool({ ...this.#options, max: connections });
    // A connection that breaks while nobody uses it: the next one who asks gets another.
    this.#pool.on('error', () => {});
    // One that breaks between two statements of a transaction: the next of them rejects.
    this.#pool.on('connect', (connection) => connection.on('error', () => {}));
  }

  async run(sql: string, ...values: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    return this.#connected((connection) => this.#ask(connection, sql, values));
  }

  batch(statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]> {
    return this.transact(async (run) => {
      const results: (readonly SqlRow[])[] = [];
      for (const { sql, values = [] } of statements) results.push(await run(sql, ...values));
      return results;
    });
  }

  transact<T>(work: (run: PostgresRun) => Promise<T>, { isPatient = false } = {}): Promise<T> {
    return this.#connected(async (connection) => {
      await connection.query('BEGIN');
      try {
        if (isPatient) await connection.query(`SET LOCAL statement_timeout = ${PATIENCE_MS}`);
        const patienceMs = isPatient ? PATIENCE_MS : undefined;
        const result = await work((sql, ...values) => this.#ask(connection, sql, values, patienceMs));
        await connection.query('COMMIT');
        return result;
      } catch (cause) {
        if (isSaidByServer(cause) || cause instanceof GatewayError) await connection.query('ROLLBACK');
        throw cause;
      }
    });
  }

  async vacuum(tables: readonly string[]): Promise<void> {
    await this.#connected(async (connection) => {
      await connection.query(`SET statement_timeout = ${PATIENCE_MS}`);
      try {
        for (const table of tables) await this.#ask(connection, `VACUUM (ANALYZE) ${table}`, [], PATIENCE_MS);
      } finally {
        await connection.query('RESET statement_timeout');
      }
    });
  }

  migrate(role: string, steps: readonly ((dialect: SqlDialect) => string)[]): Promise<number> {
    return this.transact(
      async (run) => {
        // Routers that start at the same time take turns.
        await run('SELECT pg_advisory_xact_lock(?)', MIGRATION_LOCK);
        await run('CREATE TABLE IF NOT EXISTS role_layouts (role TEXT PRIMARY KEY, layout BIGINT NOT NULL)');
        const [row] = await run('SELECT layout FROM role_layouts WHERE role = ?', role);
        const before = (row?.layout as number | undefined) ?? 0;
        if (before > steps.length) throw layoutTooNew(this.place, role, before, steps.length);
        for (const step of steps.slice(before)) await run(step(POSTGRES));
        const sql = 'INSERT INTO role_layouts VALUES (?, ?) ON CONFLICT (role) DO UPDATE SET layout = excluded.layout';
        await run(sql, role, steps.length);
        return before;
      },
      { isPatient: true },
    );
  }

  async listen(channel: string, onMessage: (payload: string | undefined) => void): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    let current: PostgresListener | undefined;
    const connect = async (): Promise<void> => {
      const client = new this.#client.Client(this.#options);
      current = client;
      client.on('error', () => {});
      client.on('end', () => {
        if (current !== client || this.#isClosed) return;
        current = undefined;
        timer = setTimeout(() => void connect(), LISTEN_RETRY_MS).unref();
      });
      client.on('notification', (message) => {
        if (message.channel === channel) onMessage(message.payload);
      });
      try {
        await client.connect();
        await client.query(`LISTEN "${channel}"`);
        onMessage(undefined);
      } catch {
        await client.end().catch(() => {});
        if (current !== client || this.#isClosed) return;
        current = undefined;
        timer = setTimeout(() => void connect(), LISTEN_RETRY_MS).unref();
      }
    };
    this.#listeners.add(async () => {
      clearTimeout(timer);
      const last = current;
      current = undefined;
      await last?.end().catch(() => {});
    });
    await connect();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.all([...this.#listeners].map((stop) => stop()));
    await this.#pool.end();
  }

  async #connected<T>(work: (connection: PostgresConnection) => Promise<T>): Promise<T> {
    if (!this.#hasSchema) {
      await this.#onConnection((connection) => this.#makeSchema(connection));
      this.#hasSchema = true;
    }
    return this.#onConnection(work);
  }

  async #makeSchema(connection: PostgresConnection): Promise<void> {
    const sql = 'SELECT 1 AS one FROM pg_namespace WHERE nspname = ?';
    const [found] = await this.#ask(connection, sql, [this.#schema]);
    if (found !== undefined) return;
    // Several may find it missing at the same time.
    const lock = `SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`;
    await this.#ask(connection, `BEGIN; ${lock}; CREATE SCHEMA IF NOT EXISTS "${this.#schema}"; COMMIT`, []);
  }

  async #onConnection<T>(work: (connection: PostgresConnection) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new GatewayError('gateway.store_closed', 'the store is closed');
    let connection: PostgresConnection;
    try {
      connection = await this.#pool.connect();
    } catch (cause) {
      throw this.#failed(cause);
    }
    try {
      const result = await work(connection);
      connection.release();
      return result;
    } catch (cause) {
      // What it waits for is not known: the next one gets a new connection. What the server said itself is known.
      connection.release(isSaidByServer(cause) || cause instanceof GatewayError ? undefined : (cause as Error));
      throw cause instanceof GatewayError ? cause : this.#failed(cause);
    }
  }

  async #ask(
    connection: PostgresConnection,
    sql: string,
    values: readonly PostgresValue[],
    patienceMs?: number,
  ): Promise<readonly SqlRow[]> {
    const patience = patienceMs === undefined ? {} : { query_timeout: patienceMs };
    // Without values several statements may go at once.
    const query =
      values.length === 0
        ? { text: sql, ...patience }
        : { text: this.#numbered(sql), values: values.map(storable), ...patience };
    const result = await connection.query(query);
    return (Array.isArray(result) ? [] : result.rows) as readonly SqlRow[];
  }

  /** `?` as PostgreSQL writes it. */
  #numbered(sql: string): string {
    let text = this.#texts.get(sql);
    if (text === undefined) {
      let last = 0;
      text = sql.replaceAll('?', () => `$${++last}`);
      this.#texts.set(sql, text);
    }
    return text;
  }

  #failed(cause: unknown): GatewayError {
    const code = isRefusal(cause) ? 'gateway.store_refused' : 'gateway.store_failed';
    return new GatewayError(code, `PostgreSQL at ${this.place}: ${messageOf(cause)}`, { cause });
  }
}

function storable(value: PostgresValue): PostgresValue {
  if (typeof value === 'string') return value.includes('\0') ? storableText(value) : value;
  return Array.isArray(value) ? (value.map(storable) as readonly SqlValue[]) : value;
}

/** The server answered, with its code of five letters and digits, and the connection is as good as before. */
function isSaidByServer(cause: unknown): boolean {
  const { code, severity } = cause as { readonly code?: unknown; readonly severity?: unknown };
  return typeof code === 'string' && code.length === 5 && severity === 'ERROR';
}

/** Bad values, values that break a rule, and too large ones: trying again does not help. */
function isRefusal(cause: unknown): boolean {
  return isSaidByServer(cause) && /^(?:22|23|54)/.test((cause as { readonly code: string }).code);
}

function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'its address';
  }
}
