/** A value in a row. Whole numbers are exact up to 2^53. */
export type SqlValue = string | number | null | Uint8Array;

export type SqlRow = Readonly<Record<string, SqlValue>>;

/** One statement, with a `?` for each value. */
export interface SqlStatement {
  readonly sql: string;
  readonly values?: readonly SqlValue[];
}

/** The words that databases have of their own; all other SQL is what they have in common. */
export interface SqlDialect {
  /** Type of whole numbers. */
  readonly integer: string;
  /** Type of other numbers. */
  readonly real: string;
  /** Type of bytes. */
  readonly bytes: string;
  /** Type of JSON, which is given as text, by `storableJson`, and comes back as text; the order of names may change. */
  readonly json: string;
  /** Type of a primary key that the database counts up by itself. */
  readonly counted: string;
}

/**
 * Tables, in a file or at a server, for roles that are more than a log: a role's statements are written once, in the SQL
 * that SQLite and PostgreSQL share (`ON CONFLICT … DO UPDATE SET … excluded.…`, `RETURNING`), and run on both. What has
 * been answered is committed: it survives a killed process. Rejects with a GatewayError where the database fails.
 */
export interface SqlDatabase {
  readonly dialect: SqlDialect;
  /** Runs one statement by itself; gives the rows that it returns. */
  run(sql: string, ...values: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** Runs all or none of the statements, in order and with nothing between them; gives the rows of each. */
  batch(statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]>;
  /**
   * Brings the tables of a role up to date: each step, a text of statements, runs once for the database, in order, however
   * many routers start at the same time. Steps only go forward; one that was released never changes. Gives the number of
   * steps that the database had seen before, and rejects where it has seen more than there are here.
   */
  migrate(role: string, steps: readonly ((dialect: SqlDialect) => string)[]): Promise<number>;
  close(): Promise<void>;
}
