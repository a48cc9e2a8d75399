import { afterAll, describe, expect, test } from 'vitest';
import type { SessionEntry, SessionStore } from '../stores/roles/sessions.ts';

/** Opens sessions of a name: twice the same name are the same sessions where the driver shares at all. */
export type OpenSessionStore = (name: string) => Promise<SessionStore>;

/** A session that has just begun. */
export function aSession(overrides: Partial<SessionEntry> = {}): SessionEntry {
  return { key: 'user:ada s-1', at: Date.now(), turn: 1, lastModel: 'small', ...overrides };
}

/** What every store of sessions has to do; `sharesBetween` says whether two routers remember together. */
export function describeSessionStore(
  name: string,
  open: OpenSessionStore,
  { sharesBetween }: { readonly sharesBetween: boolean },
): void {
  describe(`${name}, as every store of sessions`, () => {
    const opened: SessionStore[] = [];
    const store = async (space: string) => {
      const sessions = await open(space);
      opened.push(sessions);
      return sessions;
    };
    afterAll(async () => {
      for (const sessions of opened) await sessions.close();
    });

    test('gives a session as it was put last, at once', async () => {
      const sessions = await store('last');
      sessions.put(aSession());
      await sessions.flush();
      sessions.put(aSession({ turn: 2, lastModel: 'large' }));
      const last = { key: 'user:ada s-1', turn: 2, lastModel: 'large' };
      expect(await sessions.get('user:ada s-1')).toMatchObject(last);
      await sessions.flush();
      expect(await sessions.get('user:ada s-1')).toMatchObject(last);
      expect(await sessions.get('user:bo s-1')).toBeUndefined();
      expect(sessions.lost()).toBe(0);
    });

    test('tells sessions apart whatever they are called', async () => {
      const sessions = await store('names');
      const names = ['user:ada 易 s', 'user:ada', 'user:ada s:1', '*', '{user}', "user:o'hara \n s"];
      for (const [at, key] of names.entries()) sessions.put(aSession({ key, lastModel: `m${at}` }));
      await sessions.flush();
      const found = await Promise.all(names.map(async (key) => (await sessions.get(key))?.lastModel));
      expect(found).toEqual(names.map((_name, at) => `m${at}`));
    });

    test.runIf(sharesBetween)('gives what another router put', async () => {
      const [one, other] = [await store('shared'), await store('shared')];
      one.put(aSession({ lastModel: 'large' }));
      await one.flush();
      expect(await other.get('user:ada s-1')).toMatchObject({ lastModel: 'large' });
    });
  });
}
