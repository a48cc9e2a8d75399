import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RouterConfig } from '@signalbox/engine';
import {
  createInProcessResponses,
  lazyResponses,
  openEmbeddedDatabase,
  openSqlResponses,
  type ResponseStore,
} from '@signalbox/gateway';

/** Answers and conversations of this process: in a file, made when something is asked of it, or without a path in memory. */
export function openResponses({ responses }: Pick<RouterConfig, 'responses'>, path: string | undefined): ResponseStore {
  if (path === undefined || responses === undefined || responses.kind === 'memory') return createInProcessResponses();
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
