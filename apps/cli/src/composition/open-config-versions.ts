import { join } from 'node:path';
import type { RouterConfig } from '@signalbox/engine';
import {
  type ConfigVersions,
  createFolderConfigVersions,
  createPostgresConfigVersions,
  openPostgresDatabase,
} from '@signalbox/gateway';
import type { Io } from '../io.ts';
import { dataDirectory } from './data-directory.ts';

/** One for what is asked, one for a change beside it. */
const CONNECTIONS = 2;

/** Opens the configs that were in force: those of this data folder, or those that all routers share. */
export async function openConfigVersions(
  { configVersions, postgres }: Pick<RouterConfig, 'configVersions' | 'postgres'>,
  io: Io,
): Promise<ConfigVersions & { close(): Promise<void> }> {
  if (configVersions === 'postgres' && postgres !== undefined) {
    const database = await openPostgresDatabase({ ...postgres, connections: CONNECTIONS });
    return createPostgresConfigVersions(database, postgres.schema);
  }
  return {
    ...createFolderConfigVersions(join(dataDirectory(io), 'config-versions')),
    close: async () => {},
  };
}
