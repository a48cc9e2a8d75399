/**
 * Fills a store with records, asks it questions, and prints the figures as one JSON line.
 *
 * Usage: node store-worker.mjs DRIVER CONFIG RECORDS ROUNDS
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { factsOf, loadProfile } from '../engine/load-profile.mjs';
import { percentile } from '../measure/statistics.mjs';
import { aPlace } from './places.mjs';
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
/** Records that are put as requests bring them; the figures of writing are theirs. */
const served = 50_000;
/** The others are loaded: the same packing and tables, and larger transactions. */
const loadedAtOnce = 2_048;
const loadedAhead = 65_536;
/** No store takes longer to load than this, whatever the machine: what is there by then is what is asked. */
const longestLoadMs = 1_800_000;
const all = { maxEntries: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };

const [driver, config, countWord, roundsWord] = /** @type {[string, string, string, string]} */ (process.argv.slice(2));
const wanted = Number(countWord);
const rounds = Number(roundsWord);

const { engine } = await loadProfile(config);
const { next, decisions } = await createRecordSet(engine, factsOf, wanted);
const place = await aPlace(driver);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => place.close().finally(() => process.exit(1)));

try {
  const { count, middle, probe, ...filled } = await fill();
  process.stderr.write(`bench: store: ${count} records, ${driver}: asked now\n`);
  const log = await place.open({ bounds: all });
  const fileBytes = await place.bytes(log);

  const ordered = [...decisions].sort(([, one], [, other]) => one - other);
  const rare = ordered[0]?.[0] || null;
  const groups = ['lifecycle', 'decision', 'model', 'pricing', 'currency', 'response_path'];
  const { facets: { model = null } = {} } = (await log.group({}, ['model']))[0] ?? {};
  const noon = Math.floor(Date.now() / day - 9) * day;
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
      'the page after a record half-way back, of one model',
      () => log.list({ facets: { model } }, { limit: 100, offset: 0, after: middle }),
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
    [
      'the same, of one decision and two weeks',
      () => log.tags({ facets: { decision: rare }, since: noon - 14 * day, until: noon }),
    ],
    [
      'counts of each of fourteen days',
      async () => {
        for (let at = 0; at < 14; at++)
          await log.group({ since: noon - at * day, until: noon - (at - 1) * day }, ['decision']);
      },
    ],
    ['values to filter by', () => log.group({}, ['recipe', 'decision', 'model'])],
    [
      'all that the page of aggregates asks',
      async () => {
        await log.group({}, groups);
        await log.tags({});
        await log.group({}, ['recipe', 'decision', 'model']);
      },
    ],
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
  const again = await place.open({ bounds: all });
  const { entries } = await again.statistics();
  const openMs = performance.now() - begin;
  await again.close();
  if (entries !== count) throw new Error(`${count} records were written, ${entries} are there`);
  const result = {
    records: count,
    ...filled,
    bytesPerRecord: fileBytes / count,
    openMs,
    answers,
    bounded: await keepWithin(count),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await place.close();
}

/** Puts records as requests do, then loads the others. */
async function fill() {
  const log = await place.open({ bounds: all });
  /** @type {number[]} */
  const putMicros = [];
  let mainMs = 0;
  let wallMs = 0;
  let probe = '';
  let middle = '';
  const take = (/** @type {number} */ many, /** @type {number} */ before) => {
    const records = Array.from({ length: many }, next);
    const first = /** @type {typeof records[number]} */ (records[0]);
    probe = first.sessionId ?? '';
    if (before <= wanted / 2) middle = first.id;
    return records;
  };
  const many = Math.min(served, wanted);
  for (let put = 0; put < many; put += putAtOnce) {
    const records = take(Math.min(putAtOnce, many - put), put);
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
  await log.close();
  const begin = performance.now();
  const count = await load(many, (put) => take(Math.min(loadedAtOnce, wanted - put), put));
  const loadMs = performance.now() - begin;
  return {
    count,
    middle,
    probe,
    writes: {
      perSecond: many / (wallMs / 1_000),
      putP50Micros: percentile(putMicros, 0.5),
      mainThreadMicros: (mainMs * 1_000) / many,
    },
    loaded: { records: count - many, perSecond: count === many ? null : (count - many) / (loadMs / 1_000) },
  };
}

/**
 * Loads what is wanted, and tells how far it is; gives how many records there are then.
 *
 * @param {number} before
 * @param {(put: number) => import('@signalbox/gateway').DecisionRecord[]} take
 */
async function load(before, take) {
  const log = await place.open({ bounds: all, batchEntries: loadedAtOnce, maxWaiting: 2 * loadedAhead });
  const end = performance.now() + longestLoadMs;
  let put = before;
  let told = performance.now();
  while (put < wanted && performance.now() < end) {
    const records = take(put);
    for (const record of records) log.put(record);
    put += records.length;
    // Packed in this thread while the batches before are written by another.
    await new Promise((resolve) => setImmediate(resolve));
    if (put % loadedAhead < loadedAtOnce || put === wanted) await log.flush();
    if (performance.now() - told < 10_000) continue;
    told = performance.now();
    process.stderr.write(`bench: store: ${put} of ${wanted} records, ${driver}\n`);
  }
  if (log.lost() > 0) throw new Error(`${log.lost()} records were lost`);
  await log.close();
  return put;
}

/**
 * Goes on with a tenth as many records, where no more are to be kept than there are: what the disk holds before and after.
 *
 * @param {number} count
 */
async function keepWithin(count) {
  const bounds = { ...all, maxEntries: count };
  const options = { bounds, batchEntries: loadedAtOnce, maxWaiting: 2 * loadedAhead };
  const log = await place.open(options);
  const beforeBytes = await place.bytes(log);
  const more = Math.ceil(count / 10);
  for (let put = 0; put < more; put += loadedAtOnce) {
    for (let at = put; at < Math.min(put + loadedAtOnce, more); at++) log.put(next());
    await log.flush();
  }
  const { entries } = await log.statistics();
  const afterBytes = await place.bytes(log);
  await log.close();
  return { put: more, maxEntries: count, entries, beforeBytes, afterBytes };
}
