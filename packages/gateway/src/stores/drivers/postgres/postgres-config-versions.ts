import type { SharedConfigVersions } from '../../roles/config-versions.ts';
import { createSqlConfigVersions } from '../../sql/sql-config-versions.ts';
import type { PostgresDatabase } from './postgres-database.ts';

/** Versions of one schema; a server has one list of channels for all of them. */
const channelOf = (schema: string) => `${schema}_config_versions`;

/** Versions that all routers on one database share, and hear of at once. */
export function createPostgresConfigVersions(database: PostgresDatabase, schema: string): SharedConfigVersions {
  const versions = createSqlConfigVersions(database);
  return {
    ...versions,
    async add(version, text) {
      const added = await versions.add(version, text);
      await database.run('SELECT pg_notify(?, ?)', channelOf(schema), added.id);
      return added;
    },
    watch: (onChange) => database.listen(channelOf(schema), () => onChange()),
    close: () => database.close(),
  };
}
