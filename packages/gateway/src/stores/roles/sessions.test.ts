import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openEmbeddedLog } from '../drivers/embedded/embedded-log.ts';
import { createInProcessLog } from '../drivers/in-process/in-process-log.ts';
import { SESSION_BOUNDS, type SessionEntry, type SessionStore, sessionLog } from './sessions.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-sessions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const aSession = (more: Partial<SessionEntry> = {}): SessionEntry => ({
  key: 'user:ada s-1',
  at: Date.now(),
  turn: 1,
  lastModel: 'small',
  ...more,
});

const drivers: readonly (readonly [string, () => Promise<SessionStore>])[] = [
  ['in memory', async () => createInProcessLog(sessionLog, SESSION_BOUNDS)],
  ['in a file', () => openEmbeddedLog(sessionLog, { path: join(folder, 'sessions.db'), bounds: SESSION_BOUNDS })],
];

test.each(drivers)('a session %s is on the model of its last turn, and forgotten after a day', async (_where, open) => {
  const sessions = await open();
  sessions.put(aSession());
  await sessions.flush();
  sessions.put(aSession({ turn: 2, lastModel: 'large' }));
  expect(await sessions.get('user:ada s-1')).toMatchObject({ turn: 2, lastModel: 'large' });
  await sessions.flush();
  expect(await sessions.get('user:ada s-1')).toMatchObject({ turn: 2, lastModel: 'large' });
  expect(await sessions.get('user:bo s-1')).toBeUndefined();
  await sessions.prune({ maxAgeMs: -1 });
  expect(await sessions.get('user:ada s-1')).toBeUndefined();
  await sessions.close();
});
