/**
 * Fills a store with records, asks it questions, and prints the figures as one JSON line.
 *
 * Usage: node store-worker.mjs DRIVER CONFIG RECORDS ROUNDS
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openEmbeddedLog, openPostgresDatabase, openPostgresLog, recordLog } from '@signalbox/gateway';
import { factsOf, loadProfile } from '../engine/load-profile.mjs';
import { percentile } from '../measure/statistics.mjs';
import { createRecordSet } from './record-set.mjs';

/** Processor time of the main thread, or where the system does not tell it, the time that its loop was busy. */
function mainThreadMs() {
  try {
    // Nanoseconds on a processor, first of three figures.
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.eventLoopUtilization().active;
  }
}

const day = 24 * 3_600_000;
/** As many as the log keeps waiting, at most. */
const putAtOnce = 2_000;
const all = { maxEntries: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };

const [driver, config, countWord, roundsWord] = /** @type {[string, string, string, string]} */ (process.argv.slice(2));
const count = Number(countWord);
const rounds = Number(roundsWord);

const { engine } = await loadProfile(config);
const { next, decisions } = await createRecordSet(engine, factsOf, count);
const place = driver === 'postgres' ? await aServer() : aFile();

try {
  const log = await place.open();
  /** @type {number[]} */
  const putMicros = [];
  let mainMs = 0;
  let wallMs = 0;
  let probe = '';
  let middle = '';
  for (let put = 0; put < count; put += putAtOnce) {
    const records = Array.from({ length: Math.min(putAtOnce, count - put) }, next);
    probe = /** @type {typeof records[number]} */ (records[0]).sessionId ?? '';
    if (put <= count / 2) middle = /** @type {typeof records[number]} */ (records[0]).id;
    const before = mainThreadMs();
    const begin = performance.now();
    // Pieces, as requests come: what a flush costs is then in the loop's time, not in one long turn.
    for (let at = 0; at < records.length; at += 50) {
      const start = performance.now();
      const piece = records.slice(at, at + 50);
      for (const record of piece) log.put(record);
      putMicros.push(((performance.now() - start) * 1_000) / piece.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await log.flush();
    wallMs += performance.now() - begin;
    mainMs += mainThreadMs() - before;
  }
  if (log.lost() > 0) throw new Error(`${log.lost()} records were lost`);
  const fileBytes = await place.bytes(log);

  const ordered = [...decisions].sort(([, one], [, other]) => one - other);
  const rare = ordered[0]?.[0] || null;
  const groups = ['lifecycle', 'decision', 'model', 'pricing', 'currency'];
  /** @type {readonly [string, () => Promise<unknown>][]} */
  const questions = [
    ['the newest page of 100', () => log.list({}, { limit: 100, offset: 0 })],
    ['a page of 100, half-way back', () => log.list({}, { limit: 100, offset: count / 2 })],
    ['the page after a record half-way back', () => log.list({}, { limit: 100, offset: 0, after: middle })],
    [
      'the newest 100 of the rarest decision',
      () => log.list({ facets: { decision: rare } }, { limit: 100, offset: 0 }),
    ],
    [
      'the oldest of three filters together',
      async () => {
        const filter = { facets: { decision: rare, lifecycle: 'aborted', protocol: 'openai-chat' } };
        const { total } = await log.list(filter, { limit: 1, offset: 0 });
        return log.list(filter, { limit: 100, offset: Math.max(0, total - 100) });
      },
    ],
    ['one session', () => log.list({ keys: { session_id: probe } }, { limit: 100, offset: 0 })],
    ['search by part of a decision', () => log.list({ search: (rare ?? 'a').slice(1) }, { limit: 100, offset: 0 })],
    ['search by the beginning of an id', () => log.list({ search: probe.slice(0, 12) }, { limit: 100, offset: 0 })],
    ['search that finds nothing', () => log.list({ search: 'zzzzzz' }, { limit: 100, offset: 0 })],
    ['counts, tokens and costs, of all', () => log.group({}, groups)],
    ['the same, of one decision', () => log.group({ facets: { decision: rare } }, groups)],
    ['matches by signal and times by stage, of all', () => log.tags({})],
    ['the same, of the last six hours', () => log.tags({ since: Date.now() - day - 6 * 3_600_000 })],
    ['values to filter by', () => log.group({}, ['recipe', 'decision', 'model'])],
  ];
  const answers = [];
  for (const [name, ask] of questions) {
    const tookMs = [];
    for (let round = 0; round < rounds; round++) {
      const begin = performance.now();
      await ask();
      tookMs.push(performance.now() - begin);
    }
    answers.push({ name, p50Ms: percentile(tookMs, 0.5), mostMs: Math.max(...tookMs) });
  }
  await log.close();
  const begin = performance.now();
  const again = await place.open();
  const { entries } = await again.statistics();
  const openMs = performance.now() - begin;
  await again.close();
  if (entries !== count) throw new Error(`${count} records were written, ${entries} are there`);
  const result = {
    records: count,
    writes: {
      perSecond: count / (wallMs / 1_000),
      putP50Micros: percentile(putMicros, 0.5),
      mainThreadMicros: (mainMs * 1_000) / count,
    },
    bytesPerRecord: fileBytes / count,
    openMs,
    answers,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await place.close();
}

function aFile() {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  const path = join(folder, 'store.db');
  return {
    open: () => openEmbeddedLog(recordLog, { path, bounds: all }),
    bytes: async () => statSync(path).size,
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A server of its own, with the settings that it is installed with. */
async function aServer() {
  const { startPostgresServer } = await import('@signalbox/gateway/testing');
  const server = await startPostgresServer();
  const database = await openPostgresDatabase({ url: server.url, schema: 'bench', timeoutMs: 60_000, connections: 4 });
  return {
    open: () => openPostgresLog(recordLog, database, { bounds: all }),
    bytes: async (/** @type {Awaited<ReturnType<typeof openPostgresLog>>} */ log) => {
      // As it comes to be by itself after a while.
      await log.compact();
      return (await log.check()).fileBytes;
    },
    async close() {
      await database.close();
      await server.close();
    },
  };
}
