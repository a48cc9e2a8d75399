import type { CacheStore } from '../../../cache/cache-store.ts';
import { migrateSqlCache, openSqlCache } from '../../sql/sql-cache.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { openPostgresFlights } from './postgres-flights.ts';
import { openPostgresVectors } from './postgres-vectors.ts';

export interface PostgresCacheOptions {
  /** That of the database: a server has one list of channels for all of them. */
  readonly schema: string;
  /** Whether closing the cache closes the database. */
  readonly ownsDatabase: boolean;
}

/** Kept answers that all routers on one database share, and hear of at once; with pgvector the server compares questions too. */
export async function openPostgresCache(
  database: PostgresDatabase,
  { schema, ownsDatabase }: PostgresCacheOptions,
): Promise<CacheStore> {
  const channel = `${schema}_cache`;
  await migrateSqlCache(database);
  return openSqlCache(database, {
    ownsDatabase,
    flights: await openPostgresFlights(database),
    openVectors: () => openPostgresVectors(database),
    messages: {
      tell: (writer) => ({ sql: 'SELECT pg_notify(?, ?)', values: [channel, writer] }),
      // It tries again by itself, without end.
      listen: (onMessage) => void database.listen(channel, onMessage),
    },
  });
}
