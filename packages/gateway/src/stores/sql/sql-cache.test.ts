import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { describeCacheStore } from '../../testing/describe-cache-store.ts';
import { openEmbeddedDatabase } from '../drivers/embedded/embedded-database.ts';
import { openSqlCache } from './sql-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-cache-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeCacheStore('the cache in a file', async (name) =>
  openSqlCache(await openEmbeddedDatabase({ path: join(folder, `${name}.db`) }), true),
);
