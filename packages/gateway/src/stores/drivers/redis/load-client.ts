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
  on(event: 'ready', listener: () => void): RedisClient;
  /** Tries until it is connected, as often as the strategy says. */
  connect(): Promise<unknown>;
  sendCommand(words: readonly string[]): Promise<unknown>;
  /** Closes at once. */
  destroy(): void;
}

interface RedisPackage {
  createClient(options: {
    readonly url: string;
    /** Commands fail while there is no connection, in place of waiting for one. */
    readonly disableOfflineQueue: boolean;
    readonly socket: {
      readonly connectTimeout: number;
      /** Milliseconds until the next try, by the number of those that failed. */
      readonly reconnectStrategy: (tries: number) => number;
    };
  }): RedisClient;
}

const PACKAGE: string = '@redis/client';

/** Throws a GatewayError with the command that installs the client when it is not there. */
export function requireRedisClient(): void {
  try {
    createRequire(import.meta.url).resolve(PACKAGE);
  } catch (cause) {
    throw new GatewayError('gateway.redis_not_installed', `rate limits are in Redis, but ${PACKAGE} is not installed`, {
      hint: `npm install ${PACKAGE}, or count in this process with type: local-limiter`,
      cause,
    });
  }
}

/** Loads the client. */
export async function loadRedisClient(): Promise<RedisPackage> {
  return (await import(PACKAGE)) as RedisPackage;
}
