import { GatewayError } from '../../../errors/gateway-error.ts';
import { layoutTooNew } from '../../sql/layout-too-new.ts';
import type { SqlRow, SqlStatement, SqlValue } from '../../sql/sql-database.ts';
import type { Database, OpenDatabase, Statement } from './load-libsql.ts';

export interface DatabaseFileOptions {
  readonly path: string;
}

const BUSY_MS = 10_000;
/** Statements kept ready; a role has a few dozen of them. */
const MOST_STATEMENTS = 500;

/** The tables of roles in one file. Everything here waits for the disk: it runs in a thread of its own. */
export class DatabaseFile {
  readonly opened = undefined;
  readonly #path: string;
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();

  constructor(open: OpenDatabase, { path }: DatabaseFileOptions) {
    this.#path = path;
    this.#database = new open(path);
    try {
      this.#database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
      this.#database.exec(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 16777216; PRAGMA foreign_keys = ON',
      );
    } catch (cause) {
      this.#database.close();
      throw cause;
    }
  }

  batch(statements: readonly SqlStatement[]): readonly (readonly SqlRow[])[] {
    const [only] = statements;
    if (only !== undefined && statements.length === 1) return [this.#rows(only)];
    return this.#transact(() => statements.map((statement) => this.#rows(statement)));
  }

  migrate(role: string, steps: readonly string[]): number {
    return this.#transact(() => {
      this.#database.exec(
        'CREATE TABLE IF NOT EXISTS role_layouts (role TEXT PRIMARY KEY, layout INTEGER NOT NULL) WITHOUT ROWID',
      );
      const [row] = this.#rows({ sql: 'SELECT layout FROM role_layouts WHERE role = ?', values: [role] });
      const before = (row?.layout as number | undefined) ?? 0;
      if (before > steps.length) throw layoutTooNew(this.#path, role, before, steps.length);
      for (const step of steps.slice(before)) this.#database.exec(step);
      const sql = 'INSERT INTO role_layouts VALUES (?, ?) ON CONFLICT (role) DO UPDATE SET layout = excluded.layout';
      this.#rows({ sql, values: [role, steps.length] });
      return before;
    });
  }

  close(): void {
    this.#database.close();
  }

  #rows({ sql, values = [] }: SqlStatement): readonly SqlRow[] {
    const statement = this.#statement(sql);
    return (statement.all(...values) as Record<string, SqlValue | ArrayBuffer>[]).map(plainRow);
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear();
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #transact<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (cause) {
      try {
        this.#database.exec('ROLLBACK');
      } catch {
        // A full disk rolls back by itself; what matters is the first failure.
      }
      if (cause instanceof GatewayError) throw cause;
      throw new GatewayError('gateway.store_failed', (cause as Error).message, { cause });
    }
  }
}

function plainRow(row: Record<string, SqlValue | ArrayBuffer>): SqlRow {
  for (const [name, value] of Object.entries(row)) {
    if (value instanceof ArrayBuffer) row[name] = new Uint8Array(value);
  }
  return row as SqlRow;
}
