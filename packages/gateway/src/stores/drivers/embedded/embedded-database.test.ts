import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { describeSqlDatabase } from '../../../testing/describe-sql-database.ts';
import { openEmbeddedDatabase } from './embedded-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-database-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeSqlDatabase('the embedded database', (name) => openEmbeddedDatabase({ path: join(folder, `${name}.db`) }));
