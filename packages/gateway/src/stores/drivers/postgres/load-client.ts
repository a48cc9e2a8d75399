import { GatewayError } from '../../../errors/gateway-error.ts';

/**
 * What is used of PostgreSQL's client. Most routers keep what they remember in a file, so that it is loaded by name, when
 * it is asked for, and described here only as far as it is used.
 */
export interface PostgresPackage {
  readonly Pool: new (options: PostgresOptions & { readonly max: number }) => PostgresPool;
  readonly Client: new (options: PostgresOptions) => PostgresListener;
}

export interface PostgresOptions {
  readonly connectionString: string;
  readonly connectionTimeoutMillis: number;
  /** Longest wait of the client for an answer; the connection is given up then. */
  readonly query_timeout: number;
  /** The same, as the server is told. */
  readonly statement_timeout: number;
  readonly idle_in_transaction_session_timeout: number;
  readonly keepAlive: boolean;
  readonly application_name: string;
  /** Settings of the session, as on the server's command line. */
  readonly options: string;
  readonly types: { getTypeParser(type: number, format?: string): (value: string) => unknown };
}

export interface PostgresQuery {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly query_timeout?: number;
}

export interface PostgresResult {
  readonly rows: readonly Record<string, unknown>[];
  readonly rowCount: number | null;
}

export interface PostgresConnection {
  on(event: 'error', listener: (cause: Error) => void): unknown;
  query(query: PostgresQuery): Promise<PostgresResult>;
  query(text: string): Promise<PostgresResult>;
  /** With a cause, the connection is not used again. */
  release(cause?: Error): void;
}

export interface PostgresPool {
  on(event: 'error', listener: (cause: Error) => void): unknown;
  on(event: 'connect', listener: (connection: PostgresConnection) => void): unknown;
  connect(): Promise<PostgresConnection>;
  end(): Promise<void>;
}

export interface PostgresListener {
  on(event: 'error', listener: (cause: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  on(
    event: 'notification',
    listener: (message: { readonly channel: string; readonly payload?: string }) => void,
  ): unknown;
  connect(): Promise<unknown>;
  query(text: string): Promise<PostgresResult>;
  end(): Promise<void>;
}

const PACKAGE: string = 'pg';

/** Loads the client; throws a GatewayError with the command that installs it when it is not there. */
export async function loadPostgres(): Promise<PostgresPackage> {
  try {
    return ((await import(PACKAGE)) as { readonly default: PostgresPackage }).default;
  } catch (cause) {
    throw new GatewayError(
      'gateway.postgres_not_installed',
      `a store is in PostgreSQL, but ${PACKAGE} is not installed`,
      {
        hint: `npm install ${PACKAGE}, or leave the store in its file`,
        cause,
      },
    );
  }
}
