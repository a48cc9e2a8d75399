import { createRequire } from 'node:module';
import { GatewayError } from '../../../errors/gateway-error.ts';

/**
 * What is used of Redis's client. Its package weighs more than the router and most routers share nothing, so that it is
 * loaded by name, when it is asked for, and described here only as far as it is used.
 */
export interface RedisClient {
  /** Connected, and not connecting again. */
  readonly isReady: boolean;
  on(event: 'error', listener: (error: unknown) => void): RedisClient;
  /** Connected, also again; channels that were subscribed to are so again. */
  on(event: 'ready', listener: () => void): RedisClient;
  /** Tries until it is connected, as often as the strategy says. */
  connect(): Promise<unknown>;
  sendCommand(words: readonly string[]): Promise<unknown>;
  /** From then on the connection is for messages alone. */
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  /** Closes at once; what is connecting only once it has. */
  destroy(): void;
}

export interface RedisClientOptions {
  readonly url: string;
  /** Commands fail while there is no connection, in place of waiting for one. */
  readonly disableOfflineQueue: boolean;
  /** Milliseconds between questions whether the server is still there; undefined for none. */
  readonly pingInterval?: number | undefined;
  readonly socket: {
    readonly connectTimeout: number;
    /** Milliseconds until the next try, by the number of those that failed. */
    readonly reconnectStrategy: (tries: number) => number;
  };
}

interface RedisPackage {
  createClient(options: RedisClientOptions): RedisClient;
}

const PACKAGE: string = '@redis/client';

/**
 * Throws a GatewayError with the command that installs the client when it is not there. `what` is in Redis, and
 * `otherwise` says where else it could be.
 */
export function requireRedisClient(what: string, otherwise: string): void {
  try {
    createRequire(import.meta.url).resolve(PACKAGE);
  } catch (cause) {
    throw new GatewayError('gateway.redis_not_installed', `${what} in Redis, but ${PACKAGE} is not installed`, {
      hint: `npm install ${PACKAGE}, or ${otherwise}`,
      cause,
    });
  }
}

/** Loads the client. */
export async function loadRedisClient(): Promise<RedisPackage> {
  return (await import(PACKAGE)) as RedisPackage;
}
