import { describe, expect, test } from 'vitest';
import type { ConfigVersion, ConfigVersions } from '../stores/roles/config-versions.ts';

/** What every store of config versions has to do; `open` gives a new one that keeps three. */
export function describeConfigVersions(name: string, open: () => Promise<ConfigVersions>): void {
  const version = (etag: string, at: number, more: Partial<ConfigVersion> = {}): Omit<ConfigVersion, 'id'> => ({
    etag: etag.repeat(16),
    at,
    author: 'token',
    reason: 'api',
    file: 'config.yaml',
    ...more,
  });

  describe(`the config versions ${name}`, () => {
    test('come newest first, with what is known of them and their text', async () => {
      const versions = await open();
      const first = await versions.add(version('a', 1_000), 'one');
      const second = await versions.add(version('b', 2_000, { note: 'Ada', reason: 'rollback' }), 'two: é');
      expect(await versions.list()).toEqual([second, first]);
      expect(second).toEqual({ ...version('b', 2_000, { note: 'Ada', reason: 'rollback' }), id: second.id });
      expect(await versions.text(second.id)).toBe('two: é');
      expect(await versions.text('20260101T000000000Z-abcdef')).toBeUndefined();
      expect(await versions.text('../../etc/passwd')).toBeUndefined();
    });

    test('are kept once in a row, in the order of coming, also when the clock went back', async () => {
      const versions = await open();
      const first = await versions.add(version('a', 5_000), 'one');
      expect(await versions.add(version('a', 6_000), 'one')).toEqual(first);
      const second = await versions.add(version('b', 1_000), 'two');
      const third = await versions.add(version('a', 2_000), 'one');
      expect((await versions.list()).map(({ id }) => id)).toEqual([third.id, second.id, first.id]);
      expect([first, second, third].map(({ id }) => id)).toEqual([first.id, second.id, third.id].sort());
    });

    test('make room for newer ones', async () => {
      const versions = await open();
      for (const [at, etag] of [...'abcde'].entries()) await versions.add(version(etag, 1_000 + at), etag);
      const list = await versions.list();
      expect(list.map(({ etag }) => etag[0])).toEqual(['e', 'd', 'c']);
      expect(await versions.text(list.at(-1)!.id)).toBe('c');
    });
  });
}
