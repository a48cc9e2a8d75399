import { GatewayError } from '../../../errors/gateway-error.ts';

/** What is used of libsql's binding, which has better-sqlite3's synchronous interface. */
export interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): void;
}

export type SqlValue = string | number | null | Uint8Array;

export interface Statement {
  run(...values: SqlValue[]): unknown;
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
}

export type OpenDatabase = new (
  path: string,
  options?: { readonly readonly?: boolean; readonly fileMustExist?: boolean },
) => Database;

const PACKAGE = 'libsql';

/** Loads the binding by name, so that the router builds and runs where it is not installed; throws a GatewayError there. */
export async function loadLibsql(): Promise<OpenDatabase> {
  try {
    return ((await import(PACKAGE)) as { readonly default: OpenDatabase }).default;
  } catch (cause) {
    throw new GatewayError(
      'gateway.store_not_installed',
      `the embedded store needs ${PACKAGE}, which does not load here`,
      {
        hint: `npm install ${PACKAGE}; it has no binding for every platform`,
        cause,
      },
    );
  }
}
