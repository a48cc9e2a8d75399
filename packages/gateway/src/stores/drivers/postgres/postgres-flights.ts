import { randomUUID } from 'node:crypto';
import type { SharedFlights } from '../../../cache/shared-flights.ts';
import type { PostgresDatabase } from './postgres-database.ts';

/** Not logged: nobody waits for the disk, and what a crash forgets is over. */
const STEPS = [
  () =>
    'CREATE UNLOGGED TABLE cache_flights (id TEXT PRIMARY KEY, owner TEXT NOT NULL, ends_at TIMESTAMPTZ NOT NULL); CREATE INDEX ON cache_flights (ends_at)',
];
/** Leases of routers that died go with the next one that is taken after so many. */
const SWEEP_EVERY = 256;

/** Leases as rows; all routers go by the server's clock. */
export async function openPostgresFlights(database: PostgresDatabase): Promise<SharedFlights> {
  await database.migrate('cache_flights', STEPS);
  const owner = randomUUID();
  let taken = 0;
  return {
    async take(id, leaseMs) {
      if (++taken % SWEEP_EVERY === 0)
        await database.run('DELETE FROM cache_flights WHERE ends_at < clock_timestamp()');
      const rows = await database.run(
        `INSERT INTO cache_flights AS known (id, owner, ends_at) VALUES (?, ?, clock_timestamp() + ?::bigint * interval '1 millisecond')
         ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, ends_at = excluded.ends_at
         WHERE known.owner = excluded.owner OR known.ends_at <= clock_timestamp() RETURNING id`,
        ...[id, owner, leaseMs],
      );
      return rows.length === 1;
    },
    async end(id, inMs) {
      const sql =
        inMs === 0
          ? 'DELETE FROM cache_flights WHERE id = ? AND owner = ?'
          : `UPDATE cache_flights SET ends_at = clock_timestamp() + ${Math.round(inMs)} * interval '1 millisecond' WHERE id = ? AND owner = ?`;
      await database.run(sql, id, owner);
    },
  };
}
