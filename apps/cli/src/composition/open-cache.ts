import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RouterConfig } from '@signalbox/engine';
import {
  type CacheStore,
  createRedisCache,
  openEmbeddedDatabase,
  openPostgresCache,
  openSqlCache,
} from '@signalbox/gateway';
import type { Servers } from './open-servers.ts';

type CacheConfig = Pick<RouterConfig, 'postgres' | 'redis'> & {
  readonly responseCache: Pick<RouterConfig['responseCache'], 'kind'>;
};

/**
 * How the answers are opened that are kept for repeated requests, where the config keeps them beyond a process; undefined
 * where it does not, or there is no path for a file. Whoever opened the servers closes them.
 */
export function cacheOpener(
  { responseCache: { kind }, ...config }: CacheConfig,
  path: string | undefined,
  { postgres, redis }: Pick<Servers, 'postgres' | 'redis'>,
): (() => Promise<CacheStore>) | undefined {
  if (kind === 'redis' && redis !== undefined) {
    const { keyPrefix } = config.redis!;
    return async () => createRedisCache(redis, { keyPrefix, ownsConnection: false });
  }
  if (kind === 'postgres' && postgres !== undefined) {
    const { schema } = config.postgres!;
    return () => openPostgresCache(postgres, { schema, ownsDatabase: false });
  }
  if (kind !== 'file' || path === undefined) return undefined;
  return async () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return openSqlCache(await openEmbeddedDatabase({ path }), { ownsDatabase: true });
  };
}
