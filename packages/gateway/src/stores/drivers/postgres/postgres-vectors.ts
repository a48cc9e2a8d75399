import type { SqlCacheVectors } from '../../sql/sql-cache.ts';
import type { PostgresDatabase } from './postgres-database.ts';

/** What the type can hold of a vector that is indexed. */
const MOST_DIMENSIONS = 2_000;

/** What the server says of a type, a column, a function and a table that are not there. */
const GONE: ReadonlySet<string> = new Set(['42704', '42703', '42883', '42P01']);

const STEPS = (home: string) => [
  // An entry that goes takes its vector along.
  () => `
    CREATE TABLE cache_vectors (
      entry TEXT PRIMARY KEY REFERENCES cache_entries (id) ON DELETE CASCADE,
      group_id TEXT NOT NULL, encoder TEXT NOT NULL, vector ${home}.vector NOT NULL);
    CREATE INDEX cache_vectors_by_group ON cache_vectors (group_id, encoder)`,
];

/**
 * What pgvector does for kept answers, where the server has it, or may be given it by this user; undefined where not. The
 * tables of the answers are there. Of a small group all vectors are compared; among many the server looks in a graph of
 * its own (HNSW), made for each length of vectors when the first one comes.
 */
export async function openPostgresVectors(database: PostgresDatabase): Promise<SqlCacheVectors | undefined> {
  const home = await homeOf(database);
  if (home === undefined) return undefined;
  await database.migrate('cache_vectors', STEPS(home));
  await mend(database, home);
  const version = await versionOf(database);
  const indexed = new Map<number, Promise<void>>();

  /** Without it, and until it is made, all of a group are compared. */
  const index = (dimensions: number): void => {
    if (indexed.has(dimensions) || dimensions > MOST_DIMENSIONS) return;
    const made = database
      .transact(
        async (run) => {
          await run(`CREATE INDEX IF NOT EXISTS cache_vectors_near_${dimensions} ON cache_vectors
            USING hnsw ((vector::${home}.vector(${dimensions})) ${home}.vector_ip_ops)
            WHERE ${home}.vector_dims(vector) = ${dimensions}`);
        },
        { isPatient: true },
      )
      .catch(() => {
        // The next search tries again.
        indexed.delete(dimensions);
      });
    indexed.set(dimensions, made);
  };

  return {
    isGone: (cause) => GONE.has((cause as { readonly cause?: { readonly code?: string } }).cause?.code ?? ''),
    keep: (id, group, { encoder, vector }) => ({
      sql: `INSERT INTO cache_vectors (entry, group_id, encoder, vector) VALUES (?, ?, ?, ?::text::${home}.vector)
        ON CONFLICT (entry) DO UPDATE SET group_id = excluded.group_id, encoder = excluded.encoder, vector = excluded.vector`,
      values: [id, group, encoder, literal(new Int8Array(Buffer.from(vector, 'base64')))],
    }),
    async nearest(group, encoder, vector, most) {
      const dimensions = vector.length;
      index(dimensions);
      const type = `${home}.vector(${dimensions})`;
      const sql = `SELECT entry AS id, -(vector::${type} OPERATOR(${home}.<#>) ?::text::${type}) AS similarity
        FROM cache_vectors WHERE group_id = ? AND encoder = ? AND ${home}.vector_dims(vector) = ${dimensions}
        ORDER BY vector::${type} OPERATOR(${home}.<#>) ?::text::${type} LIMIT ?`;
      const sought = literal(vector);
      return database.transact(async (run) => {
        // A graph is of all groups: it is searched on until enough are found of this one.
        if (version >= 0.8) await run('SET LOCAL hnsw.iterative_scan = strict_order');
        return run(sql, sought, group, encoder, sought, most);
      });
    },
  };
}

const HAS_VECTORS =
  "SELECT 1 AS one FROM pg_attribute WHERE attrelid = to_regclass('cache_vectors') AND attname = 'vector' AND NOT attisdropped";

/** An extension that is dropped takes its columns along. The table is made anew then; answers are found by their words until they come again. */
async function mend(database: PostgresDatabase, home: string): Promise<void> {
  const [column] = await database.run(HAS_VECTORS);
  if (column !== undefined) return;
  await database.transact(async (run) => {
    // Routers that find it at the same time take turns.
    await run('LOCK TABLE cache_entries IN SHARE ROW EXCLUSIVE MODE');
    const [made] = await run(HAS_VECTORS);
    if (made !== undefined) return;
    await run('DROP TABLE IF EXISTS cache_vectors');
    for (const step of STEPS(home)) await run(step());
  });
}

/** The schema that the extension is in, quoted, made where it may be; undefined where there is none. */
async function homeOf(database: PostgresDatabase): Promise<string | undefined> {
  const installed = async () => {
    const [row] = await database.run(
      "SELECT quote_ident(nspname) AS home FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'vector'",
    );
    return row?.home as string | undefined;
  };
  const home = await installed();
  if (home !== undefined) return home;
  const [available] = await database.run("SELECT 1 AS yes FROM pg_available_extensions WHERE name = 'vector'");
  if (available === undefined) return undefined;
  try {
    await database.run('CREATE EXTENSION IF NOT EXISTS vector SCHEMA public');
  } catch {
    // Not for this user, or another router was quicker.
  }
  return installed();
}

/** The first two parts of its version, as a number. */
async function versionOf(database: PostgresDatabase): Promise<number> {
  const [row] = await database.run("SELECT extversion AS version FROM pg_extension WHERE extname = 'vector'");
  const [major = '0', minor = '0'] = String(row?.version).split('.');
  return Number(major) + Number(minor) / 10;
}

/** As the extension reads it; bytes of 127 for 1. */
function literal(vector: Int8Array): string {
  return `[${Array.from(vector, (value) => (value / 127).toPrecision(4)).join(',')}]`;
}
