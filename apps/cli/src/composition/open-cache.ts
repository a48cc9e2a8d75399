import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type CacheStore, openEmbeddedDatabase, openSqlCache } from '@signalbox/gateway';

/** Opens the answers that routers keep in a file, made where it is not there. */
export async function openCacheFile(path: string): Promise<CacheStore> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return openSqlCache(await openEmbeddedDatabase({ path }), true);
}
