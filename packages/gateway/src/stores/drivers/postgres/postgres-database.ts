import { GatewayError } from '../../../errors/gateway-error.ts';
import { messageOf } from '../../../errors/request-failure.ts';
import { layoutTooNew } from '../../sql/layout-too-new.ts';
import type { SqlDatabase, SqlDialect, SqlRow, SqlStatement } from '../../sql/sql-database.ts';
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

/** A database at a server, with what only a server can do. */
export interface PostgresDatabase extends SqlDatabase {
  /** Where it is, for messages: no credential in it. */
  readonly place: string;
  /** As `batch`, for work that may take its time: checks, migrations, dropping. */
  patientBatch(statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]>;
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
 * gone; meanwhile everything rejects within the time-out. Rejects where there is no server now.
 */
export async function openPostgresDatabase(options: PostgresDatabaseOptions): Promise<PostgresDatabase> {
  const database = new PooledDatabase(options, await loadPostgres());
  try {
    await database.prepare();
  } catch (cause) {
    await database.close();
    throw cause;
  }
  return database;
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
      options: `-c search_path=${schema}`,
      types: columnValues,
    };
    this.#pool = new client.Pool({ ...this.#options, max: connections });
    // A connection that breaks while nobody uses it: the next one who asks gets another.
    this.#pool.on('error', () => {});
  }

  async prepare(): Promise<void> {
    const [[found]] = (await this.batch([
      { sql: 'SELECT 1 AS one FROM pg_namespace WHERE nspname = ?', values: [this.#schema] },
    ])) as [SqlRow[]];
    if (found !== undefined) return;
    await this.#locked([{ sql: `CREATE SCHEMA IF NOT EXISTS "${this.#schema}"` }]);
  }

  async run(sql: string, ...values: NonNullable<SqlStatement['values']>): Promise<readonly SqlRow[]> {
    return (await this.batch([{ sql, values }]))[0]!;
  }

  batch(statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]> {
    return this.#connected((connection) => {
      const [only] = statements;
      return only !== undefined && statements.length === 1
        ? this.#all(connection, statements)
        : transact(connection, () => this.#all(connection, statements));
    });
  }

  patientBatch(statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]> {
    return this.#connected((connection) =>
      transact(connection, async () => {
        await connection.query(`SET LOCAL statement_timeout = ${PATIENCE_MS}`);
        return this.#all(connection, statements, PATIENCE_MS);
      }),
    );
  }

  async migrate(role: string, steps: readonly ((dialect: SqlDialect) => string)[]): Promise<number> {
    const layouts = 'SELECT layout FROM role_layouts WHERE role = ?';
    return this.#connected((connection) =>
      transact(connection, async () => {
        await connection.query(`SET LOCAL statement_timeout = ${PATIENCE_MS}`);
        // Routers that start at the same time take turns.
        await this.#all(connection, [
          { sql: 'SELECT pg_advisory_xact_lock(?)', values: [MIGRATION_LOCK] },
          { sql: 'CREATE TABLE IF NOT EXISTS role_layouts (role TEXT PRIMARY KEY, layout BIGINT NOT NULL)' },
        ]);
        const [[row]] = (await this.#all(connection, [{ sql: layouts, values: [role] }])) as [SqlRow[]];
        const before = (row?.layout as number | undefined) ?? 0;
        if (before > steps.length) throw layoutTooNew(this.place, role, before, steps.length);
        for (const step of steps.slice(before)) {
          await connection.query({ text: step(POSTGRES), values: [], query_timeout: PATIENCE_MS });
        }
        const sql = 'INSERT INTO role_layouts VALUES (?, ?) ON CONFLICT (role) DO UPDATE SET layout = excluded.layout';
        await this.#all(connection, [{ sql, values: [role, steps.length] }]);
        return before;
      }),
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

  #locked(statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]> {
    const lock = { sql: 'SELECT pg_advisory_xact_lock(?)', values: [MIGRATION_LOCK] };
    return this.patientBatch([lock, ...statements]);
  }

  async #connected<T>(work: (connection: PostgresConnection) => Promise<T>): Promise<T> {
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

  async #all(
    connection: PostgresConnection,
    statements: readonly SqlStatement[],
    patienceMs?: number,
  ): Promise<readonly (readonly SqlRow[])[]> {
    const results: (readonly SqlRow[])[] = [];
    for (const { sql, values = [] } of statements) {
      const query = { text: this.#numbered(sql), values };
      const { rows } = await connection.query(
        patienceMs === undefined ? query : { ...query, query_timeout: patienceMs },
      );
      results.push(rows as readonly SqlRow[]);
    }
    return results;
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
    return new GatewayError('gateway.store_failed', `PostgreSQL at ${this.place}: ${messageOf(cause)}`, { cause });
  }
}

async function transact<T>(connection: PostgresConnection, work: () => Promise<T>): Promise<T> {
  await connection.query('BEGIN');
  try {
    const result = await work();
    await connection.query('COMMIT');
    return result;
  } catch (cause) {
    if (isSaidByServer(cause) || cause instanceof GatewayError) await connection.query('ROLLBACK');
    throw cause;
  }
}

/** The server answered, with its code of five letters and digits, and the connection is as good as before. */
function isSaidByServer(cause: unknown): boolean {
  const { code, severity } = cause as { readonly code?: unknown; readonly severity?: unknown };
  return typeof code === 'string' && code.length === 5 && severity === 'ERROR';
}

function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'its address';
  }
}
