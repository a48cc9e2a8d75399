import type { RouterConfig } from '@signalbox/engine';
import {
  openPostgresDatabase,
  openRedis,
  type PostgresDatabase,
  type RedisConnection,
  requireRedisClient,
} from '@signalbox/gateway';

/** Servers that roles of this process are kept in; one that no role names is not connected to. */
export interface Servers {
  readonly postgres: PostgresDatabase | undefined;
  readonly redis: RedisConnection | undefined;
  close(): Promise<void>;
}

/** Connects in the background, to those that are used. Rejects with a GatewayError where a client is not installed. */
export async function openServers(
  config: Pick<RouterConfig, 'postgres' | 'redis'>,
  used: readonly (string | undefined)[],
  warn: (message: string) => void,
): Promise<Servers> {
  const redis = used.includes('redis') && config.redis !== undefined ? connectRedis(config.redis, warn) : undefined;
  const postgres =
    used.includes('postgres') && config.postgres !== undefined
      ? await openPostgresDatabase(config.postgres)
      : undefined;
  return {
    postgres,
    redis,
    async close() {
      await postgres?.close();
      await redis?.close();
    },
  };
}

function connectRedis(
  { url, timeoutMs }: NonNullable<RouterConfig['redis']>,
  warn: (message: string) => void,
): RedisConnection {
  requireRedisClient('a store is', 'leave it where records are');
  return openRedis({
    url,
    timeoutMs,
    onError: (message) => warn(`no connection to the Redis of the stores: ${message}`),
  });
}
