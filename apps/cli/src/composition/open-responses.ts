import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RouterConfig } from '@signalbox/engine';
import {
  createInProcessResponses,
  lazyResponses,
  openEmbeddedDatabase,
  openSqlResponses,
  type PostgresDatabase,
  type ResponseStore,
} from '@signalbox/gateway';

/**
 * Answers and conversations of this process, where the config keeps them: tables are made when something is first asked.
 * Without a path what belongs into a file stays in memory.
 */
export function openResponses(
  { responses }: Pick<RouterConfig, 'responses'>,
  path: string | undefined,
  shared: PostgresDatabase | undefined,
): ResponseStore {
  const kind = responses?.kind ?? 'memory';
  if (kind === 'postgres' && shared !== undefined) {
    // Other roles may use it too: whoever opened it closes it.
    return lazyResponses(async () => ({ store: await openSqlResponses(shared), close: async () => {} }));
  }
  if (kind === 'memory' || path === undefined) return createInProcessResponses();
  return lazyResponses(async () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const database = await openEmbeddedDatabase({ path });
    try {
      return { store: await openSqlResponses(database), close: () => database.close() };
    } catch (cause) {
      await database.close();
      throw cause;
    }
  });
}
