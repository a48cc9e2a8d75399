import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { aParcel, describeLogDriver, type Parcel, parcelLog, WIDE } from '../../../testing/log-conformance.ts';
import type { LogDefinition } from '../../log-driver.ts';
import { openEmbeddedLog } from './embedded-log.ts';
import { type Database, loadLibsql } from './load-libsql.ts';
import { LAYOUT } from './migrations.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let last = 0;
const newPath = () => join(folder, `${++last}.db`);

const open = (path: string, definition: LogDefinition<Parcel> = parcelLog) =>
  openEmbeddedLog(definition, { path, bounds: WIDE, blockEntries: 4, now: () => 2_000 });

describeLogDriver('the embedded log', (bounds, now) =>
  openEmbeddedLog(parcelLog, { path: newPath(), bounds, now, blockEntries: 4 }),
);

/** Parcels of one place and state have that in common, and keep only the rest each. */
const packedLog: LogDefinition<Parcel> = {
  ...parcelLog,
  packing: {
    pack({ place, state, ...rest }) {
      const json = JSON.stringify({ place, state });
      return { bytes: Buffer.from(JSON.stringify(rest)), outline: { id: json, json } };
    },
    unpack: (bytes, outline) => ({
      ...(outline as object),
      ...JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()),
    }),
  },
};

describeLogDriver('the embedded log of packed entries', (bounds, now) =>
  openEmbeddedLog(packedLog, { path: newPath(), bounds, now, blockEntries: 4 }),
);

/** Parcels under way are put again when they arrive. */
describeLogDriver('the embedded log of open entries', (bounds, now) =>
  openEmbeddedLog(
    { ...packedLog, isOpen: ({ state }) => state === 'sent' },
    { path: newPath(), bounds, now, blockEntries: 4 },
  ),
);

async function raw<T>(path: string, use: (database: Database) => T): Promise<T> {
  const database = new (await loadLibsql())(path);
  try {
    return use(database);
  } finally {
    database.close();
  }
}

describe('the embedded log', () => {
  test('is there again when it is opened again', async () => {
    const path = newPath();
    const first = await open(path);
    expect(first.opened).toEqual({ layoutBefore: 0, isReshaped: false });
    for (const id of 'abcdefghi') first.put(aParcel(id, { weight: 2, owner: 'Ada' }));
    await first.close();
    const second = await open(path);
    expect(second.opened).toMatchObject({ isReshaped: false });
    expect(await second.statistics()).toMatchObject({ entries: 9 });
    expect(await second.list({ keys: { owner: 'Ada' } }, { limit: 2, offset: 0 })).toMatchObject({
      entries: [{ id: 'i' }, { id: 'h' }],
      total: 9,
    });
    expect(await second.check()).toMatchObject({ layout: LAYOUT, entries: 9, oldest: 1_000, problems: [] });
    await second.close();
  });

  test('two that have one file open see each other’s entries, and lose none', async () => {
    const path = newPath();
    const logs = [await open(path), await open(path)] as const;
    for (let at = 0; at < 300; at++) logs[at % 2]!.put(aParcel(`p-${at}`));
    await Promise.all(logs.map((log) => log.flush()));
    for (const log of logs) expect(await log.statistics()).toMatchObject({ entries: 300 });
    expect((await logs[0].check()).problems).toEqual([]);
    for (const log of logs) await log.close();
  });

  test('counts anew when what it counts has changed', async () => {
    const path = newPath();
    const first = await open(path);
    for (const id of 'abcdefghi') first.put(aParcel(id, { owner: 'Ada', weight: 3 }));
    first.put(aParcel('z', { stickers: ['wet'], weight: 1 }));
    await first.close();
    const changed: LogDefinition<Parcel> = {
      ...parcelLog,
      facets: { ...parcelLog.facets, has_owner: ({ owner }) => (owner === null ? null : 'yes') },
      measures: { pairs: ({ weight }) => weight * 2 },
      keys: {},
    };
    const second = await open(path, changed);
    expect(second.opened).toMatchObject({ isReshaped: true });
    expect(await second.group({ facets: { has_owner: 'yes' } }, ['place'])).toEqual([
      { facets: { place: 'Oslo' }, entries: 9, measures: { pairs: 54 } },
    ]);
    expect(await second.tags({})).toEqual({ wet: 1 });
    second.put(aParcel('new'));
    expect((await second.list({}, { limit: 1, offset: 0 })).entries).toMatchObject([{ id: 'new' }]);
    expect((await second.check()).problems).toEqual([]);
    await second.close();
    const third = await open(path, changed);
    expect(third.opened).toMatchObject({ isReshaped: false });
    await third.close();
  });

  test('goes on in a file from before entries were packed', async () => {
    const path = newPath();
    const first = await open(path);
    for (const id of 'abcde') first.put(aParcel(id, { owner: 'Ada' }));
    await first.close();
    await raw(path, (database) =>
      database.exec(
        'DROP TABLE parcels_outlines; ALTER TABLE parcels_entries DROP COLUMN outline; PRAGMA user_version = 1',
      ),
    );
    const second = await open(path, packedLog);
    expect(second.opened).toEqual({ layoutBefore: 1, isReshaped: false });
    for (const id of 'cfg') second.put(aParcel(id, { owner: 'Bo', place: 'Rome' }));
    const { entries } = await second.list({}, { limit: 10, offset: 0 });
    expect(entries.map(({ id, owner, place }) => `${id} ${owner} ${place}`)).toEqual([
      ...['g Bo Rome', 'f Bo Rome', 'e Ada Oslo', 'd Ada Oslo', 'c Bo Rome', 'b Ada Oslo', 'a Ada Oslo'],
    ]);
    expect((await second.check()).problems).toEqual([]);
    await second.close();
  });

  test('packed entries are there again after a count anew, and their outlines go with the last of them', async () => {
    const path = newPath();
    const first = await open(path, packedLog);
    for (const id of 'abcd') first.put(aParcel(id, { place: 'Rome' }));
    await first.flush();
    for (const id of 'efghijklm') first.put(aParcel(id));
    await first.close();
    const second = await open(path, { ...packedLog, keys: {} });
    expect(second.opened).toMatchObject({ isReshaped: true });
    expect(await second.group({ facets: { place: 'Rome' } }, [])).toMatchObject([{ entries: 4 }]);
    expect(await second.prune({ maxEntries: 8 })).toBeGreaterThanOrEqual(4);
    expect((await second.list({}, { limit: 1, offset: 0 })).entries).toEqual([aParcel('m')]);
    await second.close();
    const kept = await raw(path, (database) => database.prepare('SELECT id FROM parcels_outlines').all());
    expect(kept).toEqual([{ id: '{"place":"Oslo","state":"sent"}' }]);
  });

  test('an entry that cannot be written down is lost and told, and the others are kept', async () => {
    const told: string[] = [];
    const log = await openEmbeddedLog(
      {
        ...parcelLog,
        tags: ({ id, stickers }) => {
          if (id === 'b') throw new Error('no such sticker');
          return stickers;
        },
      },
      { path: newPath(), bounds: WIDE, warn: (message) => told.push(message) },
    );
    for (const id of 'abc') log.put(aParcel(id));
    expect(await log.statistics()).toMatchObject({ entries: 2, lost: 1 });
    expect(told).toEqual([expect.stringContaining('no such sticker')]);
    await log.close();
  });

  test('an open entry that made room for newer ones meanwhile does not come back', async () => {
    const log = await open(newPath(), { ...packedLog, isOpen: ({ state }) => state === 'sent' });
    for (const id of 'abcdefgh') log.put(aParcel(id));
    await log.flush();
    expect(await log.prune({ maxEntries: 4 })).toBe(4);
    for (const id of 'ah') log.put(aParcel(id, { state: 'arrived', weight: 7 }));
    expect(await log.get('a')).toMatchObject({ state: 'arrived' });
    await log.flush();
    expect(await log.get('a')).toBeUndefined();
    expect(await log.get('h')).toMatchObject({ state: 'arrived', weight: 7 });
    expect(await log.group({}, ['state'])).toEqual(
      expect.arrayContaining([
        { facets: { state: 'sent' }, entries: 3, measures: { weight: 3 } },
        { facets: { state: 'arrived' }, entries: 1, measures: { weight: 7 } },
      ]),
    );
    expect((await log.check()).problems).toEqual([]);
    await log.close();
  });

  test('does not touch a file of a later layout', async () => {
    const path = newPath();
    await (await open(path)).close();
    await raw(path, (database) => database.exec('PRAGMA user_version = 99'));
    await expect(open(path)).rejects.toMatchObject({
      code: 'gateway.store_too_new',
      message: expect.stringContaining('99'),
    });
  });

  test('says why a file cannot be opened', async () => {
    await expect(open(join(folder, 'no/such/folder.db'))).rejects.toMatchObject({ code: 'gateway.store_failed' });
  });

  test('the check finds roll-ups that do not agree with their entries', async () => {
    const path = newPath();
    const log = await open(path);
    for (const id of 'abc') log.put(aParcel(id));
    await log.flush();
    await raw(path, (database) => database.exec("DELETE FROM parcels_entries WHERE id = 'b'"));
    expect((await log.check()).problems).toEqual(['1 of 1 roll-ups do not agree with their entries']);
    await log.close();
  });
});
