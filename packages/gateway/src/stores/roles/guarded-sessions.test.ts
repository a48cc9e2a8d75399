import { expect, test } from 'vitest';
import { silentLogger } from '../../telemetry/logger.ts';
import { aSession } from '../../testing/describe-session-store.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { createInProcessLog } from '../drivers/in-process/in-process-log.ts';
import { guardedSessions } from './guarded-sessions.ts';
import { SESSION_BOUNDS, type SessionStore, sessionLog } from './sessions.ts';

/** Sessions that fail, or keep everybody waiting, when told. */
function troubled() {
  const state: { trouble: 'none' | 'fails' | 'hangs' } = { trouble: 'none' };
  const store = createInProcessLog(sessionLog, SESSION_BOUNDS);
  const timers = new ManualClock();
  const said: string[] = [];
  let failed = 0;
  const say = (_about: object, text: string) => void said.push(text);
  const sessions: SessionStore = {
    put: (entry) => store.put(entry),
    get: async (key) => {
      if (state.trouble === 'fails') throw new Error('no connection');
      return state.trouble === 'hangs' ? new Promise<never>(() => {}) : store.get(key);
    },
    lost: () => store.lost(),
    flush: () => store.flush(),
    close: () => store.close(),
  };
  const guard = { logger: { ...silentLogger, warn: say, info: say }, timers, onFailed: () => failed++ };
  return { sessions: guardedSessions(sessions, guard), state, timers, said, failures: () => failed };
}

test('sessions that cannot be read are new, each counted, and told once till they can be read again', async () => {
  const { sessions, state, said, failures } = troubled();
  sessions.put(aSession());
  state.trouble = 'fails';
  expect([await sessions.get('user:ada s-1'), await sessions.get('user:ada s-1')]).toEqual([undefined, undefined]);
  expect([said.length, failures()]).toEqual([1, 2]);
  state.trouble = 'none';
  expect(await sessions.get('user:ada s-1')).toMatchObject({ lastModel: 'small' });
  expect(said).toEqual(['sessions cannot be read; they are taken as new', 'sessions can be read again']);
});

test('a store that hangs keeps nobody for longer than half a second', async () => {
  const { sessions, state, timers, failures } = troubled();
  sessions.put(aSession());
  state.trouble = 'hangs';
  const asked = sessions.get('user:ada s-1');
  timers.advance(500);
  expect(await asked).toBeUndefined();
  expect(failures()).toBe(1);
  state.trouble = 'none';
  expect(await sessions.get('user:ada s-1')).toMatchObject({ lastModel: 'small' });
  expect(timers.pending).toBe(0);
});
