import type { CacheStore } from '../../../cache/cache-store.ts';
import { openSqlCache } from '../../sql/sql-cache.ts';
import type { PostgresDatabase } from './postgres-database.ts';

export interface PostgresCacheOptions {
  /** That of the database: a server has one list of channels for all of them. */
  readonly schema: string;
  /** Whether closing the cache closes the database. */
  readonly ownsDatabase: boolean;
}

/** Kept answers that all routers on one database share, and hear of at once. */
export function openPostgresCache(
  database: PostgresDatabase,
  { schema, ownsDatabase }: PostgresCacheOptions,
): Promise<CacheStore> {
  const channel = `${schema}_cache`;
  return openSqlCache(database, {
    ownsDatabase,
    messages: {
      tell: (writer) => ({ sql: 'SELECT pg_notify(?, ?)', values: [channel, writer] }),
      // It tries again by itself, without end.
      listen: (onMessage) => void database.listen(channel, onMessage),
    },
  });
}
