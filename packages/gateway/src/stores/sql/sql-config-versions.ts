import { type ConfigVersion, type ConfigVersions, MOST_VERSIONS, versionId } from '../roles/config-versions.ts';
import type { SqlDatabase, SqlDialect, SqlRow } from './sql-database.ts';

const migrations = [
  ({ counted, integer }: SqlDialect) =>
    `CREATE TABLE config_versions (
      number ${counted}, id TEXT NOT NULL UNIQUE, etag TEXT NOT NULL, at ${integer} NOT NULL, author TEXT NOT NULL,
      note TEXT, reason TEXT NOT NULL, file TEXT NOT NULL, text TEXT NOT NULL)`,
  // The number of the one before it, 0 for none: of two routers that add to the same one, one comes later.
  ({ integer }: SqlDialect) =>
    `ALTER TABLE config_versions ADD COLUMN follows ${integer};
     CREATE UNIQUE INDEX config_versions_follows ON config_versions (follows)`,
];

const ABOUT = 'id, etag, at, author, note, reason, file';

/**
 * Versions in a database. One that the newest says already is not kept again, whichever router's file it stands in. The
 * tables are made when they are first asked for.
 */
export function createSqlConfigVersions(database: SqlDatabase, limit = MOST_VERSIONS): ConfigVersions {
  let migrating: Promise<unknown> | undefined;
  const ready = async () => {
    migrating ??= database.migrate('config_versions', migrations).catch((cause: unknown) => {
      migrating = undefined;
      throw cause;
    });
    await migrating;
  };
  const newest = async () => {
    const [row] = await database.run(`SELECT number, ${ABOUT} FROM config_versions ORDER BY number DESC LIMIT 1`);
    if (row === undefined) return undefined;
    const { number, ...about } = row;
    return { number: number as number, version: versionOf(about) };
  };
  return {
    async add(version, text) {
      await ready();
      const { etag, author, note = null, reason, file } = version;
      for (;;) {
        const last = await newest();
        if (last?.version.etag === etag) return last.version;
        const at = Math.max(version.at, (last?.version.at ?? 0) + 1);
        const id = versionId(at, etag);
        const [added] = await database.batch([
          {
            sql: `INSERT INTO config_versions (${ABOUT}, text, follows) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
              ON CONFLICT DO NOTHING RETURNING id`,
            values: [id, etag, at, author, note, reason, file, text, last?.number ?? 0],
          },
          {
            sql: 'DELETE FROM config_versions WHERE number <= (SELECT MAX(number) FROM config_versions) - ?',
            values: [limit],
          },
        ]);
        if (added!.length > 0) return { id, ...version, at };
      }
    },
    async list() {
      await ready();
      const rows = await database.run(`SELECT ${ABOUT} FROM config_versions ORDER BY number DESC`);
      return rows.map(versionOf);
    },
    async text(id) {
      await ready();
      const [row] = await database.run('SELECT text FROM config_versions WHERE id = ?', id);
      return row?.text as string | undefined;
    },
  };
}

function versionOf(row: SqlRow): ConfigVersion {
  const { note, ...about } = row as unknown as Omit<ConfigVersion, 'note'> & { readonly note: string | null };
  return note === null ? about : { ...about, note };
}
