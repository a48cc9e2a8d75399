import { afterAll, describe, expect, test } from 'vitest';
import { aParcel, describeLogDriver, type Parcel, parcelLog, WIDE } from '../../../testing/log-conformance.ts';
import { startPostgresServer, whyNoPostgres } from '../../../testing/postgres-server.ts';
import type { LogDefinition } from '../../log-driver.ts';
import { openPostgresDatabase } from './postgres-database.ts';
import { openPostgresLog } from './postgres-log.ts';

const reason = whyNoPostgres();

describe.skipIf(reason !== undefined)('with a PostgreSQL', async () => {
  if (reason !== undefined) return;
  const server = await startPostgresServer({ fsync: 'off' });
  const shared = await openPostgresDatabase({ url: server.url, schema: 'shared', timeoutMs: 10_000, connections: 4 });
  afterAll(async () => {
    await shared.close();
    await server.close();
  });
  let spaces = 0;
  const database = (schema = `space_${++spaces}`) =>
    openPostgresDatabase({ url: server.url, schema, timeoutMs: 10_000, connections: 4 });
  let logs = 0;

  describeLogDriver('the log in PostgreSQL', (bounds, now) =>
    openPostgresLog({ ...parcelLog, name: `parcels${++logs}` }, shared, { bounds, now, blockEntries: 4 }),
  );

  async function aLog(schema?: string, definition: LogDefinition<Parcel> = parcelLog, now = () => 2_000) {
    const own = await database(schema);
    const log = await openPostgresLog(definition, own, { bounds: WIDE, blockEntries: 4, now });
    return {
      log,
      own,
      async close() {
        await log.close();
        await own.close();
      },
    };
  }

  test('two routers write to one log: all entries are there, none twice, and roll-ups agree', async () => {
    const both = await Promise.all([aLog('two'), aLog('two')]);
    for (let at = 0; at < 300; at++) {
      both[at % 2]!.log.put(aParcel(`p-${at}`));
      // Both have these, as when a client asks the other router again.
      if (at % 10 === 0) both[(at + 1) % 2]!.log.put(aParcel(`p-${at}`));
    }
    await Promise.all(both.map(({ log }) => log.flush()));
    for (const { log } of both) expect(await log.statistics()).toMatchObject({ entries: 300 });
    expect((await both[0]!.log.check()).problems).toEqual([]);
    for (const each of both) await each.close();
  });

  test('counts anew when what it counts has changed', async () => {
    const first = await aLog('reshaped');
    expect(first.log.opened).toEqual({ layoutBefore: 0, isReshaped: false });
    for (const id of 'abcdefghi') first.log.put(aParcel(id, { owner: 'Ada', weight: 3, at: Date.UTC(2026, 1, 3) }));
    await first.close();
    const changed: LogDefinition<Parcel> = {
      ...parcelLog,
      facets: { ...parcelLog.facets, has_owner: ({ owner }) => (owner === null ? null : 'yes') },
      measures: { pairs: ({ weight }) => weight * 2 },
      keys: {},
    };
    const second = await aLog('reshaped', changed);
    expect(second.log.opened).toEqual({ layoutBefore: 1, isReshaped: true });
    expect(await second.log.group({ facets: { has_owner: 'yes' } }, ['place'])).toEqual([
      { facets: { place: 'Oslo' }, entries: 9, measures: { pairs: 54 } },
    ]);
    second.log.put(aParcel('new'));
    expect((await second.log.list({}, { limit: 1, offset: 0 })).entries).toMatchObject([{ id: 'new' }]);
    expect((await second.log.check()).problems).toEqual([]);
    await second.close();
    const third = await aLog('reshaped', changed);
    expect(third.log.opened).toMatchObject({ isReshaped: false });
    await third.close();
  });

  test('days that are over are dropped as tables; a router that did not see it writes on', async () => {
    const day = 86_400_000;
    const start = Date.UTC(2026, 1, 3);
    let now = start;
    const both = await Promise.all([aLog('days', parcelLog, () => now), aLog('days', parcelLog, () => now)]);
    const [one, other] = both as [(typeof both)[0], (typeof both)[0]];
    for (let at = 0; at < 12; at++) one.log.put(aParcel(`p-${at}`, { at: start + Math.floor(at / 4) * day }));
    await one.log.flush();
    const partitions = async () =>
      (
        await other.own.run(
          "SELECT relname FROM pg_class WHERE relname LIKE 'parcels_entries_2026%' AND relkind = 'r' AND relnamespace = 'days'::regnamespace ORDER BY 1",
        )
      ).map(({ relname }) => relname);
    expect(await partitions()).toEqual([
      'parcels_entries_2026_02_03',
      'parcels_entries_2026_02_04',
      'parcels_entries_2026_02_05',
    ]);
    now = start + 2 * day;
    expect(await other.log.prune({ maxAgeMs: day / 2 })).toBe(8);
    expect(await partitions()).toEqual(['parcels_entries_2026_02_05']);
    one.log.put(aParcel('late', { at: start }));
    await expect
      .poll(async () => (await one.log.get('late')) && (await other.log.get('late')), { timeout: 10_000 })
      .toMatchObject({ id: 'late' });
    expect((await one.log.check()).problems).toEqual([]);
    for (const each of both) await each.close();
  });

  test('keeps what PostgreSQL cannot keep as near as it can', async () => {
    const { log, close } = await aLog();
    const odd = aParcel('nul\0', { place: 'half \ud83d', owner: 'A\0da', stickers: ['\0'] });
    log.put(odd);
    log.put(aParcel('b', { at: Number.MAX_SAFE_INTEGER }));
    await log.flush();
    expect(await log.get('nul\0')).toMatchObject({ place: 'half \ufffd' });
    expect(await log.list({ keys: { owner: 'A\0da' } }, { limit: 1, offset: 0 })).toMatchObject({ total: 1 });
    log.put({ ...odd, weight: 7 });
    expect(await log.group({}, [])).toMatchObject([{ entries: 2, measures: { weight: 8 } }]);
    expect(await log.list({ search: '\0' }, { limit: 1, offset: 0 })).toMatchObject({ total: 1 });
    await close();
  });

  test('loses an entry that is refused, says so, and keeps those beside it', async () => {
    const said: string[] = [];
    const own = await database();
    const log = await openPostgresLog(parcelLog, own, { bounds: WIDE, warn: (message) => said.push(message) });
    const random = Array.from({ length: 4_000 }, (_, at) =>
      String.fromCodePoint(0x4e00 + ((at * 7_919) % 20_000)),
    ).join('');
    for (const id of ['a', 'b', 'c']) log.put(aParcel(id, { owner: id === 'b' ? random : null }));
    await log.flush();
    expect(await log.statistics()).toMatchObject({ entries: 2, lost: 1 });
    expect(said).toEqual([expect.stringMatching(/one of the parcels is lost: .*index row/)]);
    await expect(log.keep(aParcel('d', { owner: random }))).rejects.toMatchObject({ code: 'gateway.store_failed' });
    await log.close();
    await own.close();
  });

  test('waits for a server that is gone, and writes what it kept waiting', async () => {
    const said: string[] = [];
    const own = await database('gone');
    const log = await openPostgresLog(parcelLog, own, {
      bounds: WIDE,
      warn: (message) => said.push(message),
      maxWaiting: 50,
    });
    await log.keep(aParcel('before'));
    await server.kill();
    for (let at = 0; at < 200; at++) log.put(aParcel(`p-${at}`));
    await expect(log.keep(aParcel('refused'))).rejects.toMatchObject({ code: 'gateway.store_failed' });
    // 50 were on their way, and 50 waited.
    expect(log.lost()).toBe(101);
    await expect.poll(() => said).toEqual([expect.stringContaining('cannot be written')]);
    await server.restart();
    await expect
      .poll(
        () =>
          log.statistics().then(
            ({ entries }) => entries,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(101);
    expect(said).toHaveLength(2);
    expect((await log.check()).problems).toEqual([]);
    await log.close();
    await own.close();
  });

  test('a log that is opened while the server is gone writes once it is there', async () => {
    await server.kill();
    const own = await database('late');
    const options = { bounds: WIDE, warn: () => {} };
    await expect(openPostgresLog(parcelLog, own, options)).rejects.toMatchObject({ code: 'gateway.store_failed' });
    const log = await openPostgresLog(parcelLog, own, { ...options, isPatient: true });
    for (const id of ['a', 'b']) log.put(aParcel(id));
    await expect(log.statistics()).rejects.toMatchObject({ code: 'gateway.store_failed' });
    await server.restart();
    await expect.poll(() => log.get('a').catch(() => undefined), { timeout: 20_000 }).toMatchObject({ id: 'a' });
    await expect
      .poll(
        () =>
          log.statistics().then(
            ({ entries }) => entries,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(2);
    await log.close();
    await own.close();
  });
});
