// Looks for kept answers among many, in a process of its own: node lookup-worker.mjs ENTRIES LOOKUPS; prints JSON.

import { createTextView, vectorBytes } from '@signalbox/engine';
import { pluginKinds, ResponseCache, silentLogger } from '@signalbox/gateway';
import { loadEmbeddedModels } from '@signalbox/models';
import { questions } from './questions.mjs';

const [entries = 100_000, lookups = 2_000] = process.argv.slice(2).map(Number);
const BATCH = 256;
const WARM_UP = 300;
/** Look-ups whose nearest question is also found by comparing all. */
const COMPARED = 200;

const ports = loadEmbeddedModels();
const cache = new ResponseCache({ bounds: { maxEntries: entries + 10, maxBytes: 8 * 1024 ** 3 } });
const kind = pluginKinds.find(({ type }) => type === 'response_cache');
if (kind === undefined) throw new Error('the plugin response_cache is not there');
const options = kind.schema.parse({ scope: 'global', shadow: { share: 0 }, screening: { enabled: false } });
const plugin = kind.compile(options, { logger: silentLogger, ports, cache, random: Math.random });

/** @param {string} text */
const callOf = (text) =>
  /** @type {any} */ ({
    body: { json: { messages: [{ role: 'user', content: text }] } },
    edits: new Map(),
    headers: [],
  });
const exchange = /** @type {any} */ ({
  caller: {},
  leftOut: [],
  requestHeaders: {},
  route: { recipe: 'default', decision: 'bench', model: { model: 'm' } },
  signal: new AbortController().signal,
  recalled: () => {},
});
const later = () => new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));

/** Vectors of texts as bytes. @param {readonly string[]} texts @returns {Promise<Int8Array[]>} */
async function vectorsOf(texts) {
  const vectors = await ports.encoder.encode(texts.map((text) => createTextView(text)));
  return vectors.map((vector) => vectorBytes(/** @type {any} */ (vector)));
}

const known = questions(entries);
const [first = '', ...others] = known;
const keeper = /** @type {any} */ (await plugin.recall?.(callOf(first), exchange));
const message = { role: 'assistant', content: 'Open the settings and follow the steps there.' };
const choices = [{ index: 0, message, finish_reason: 'stop' }];
keeper.whole(Buffer.from(JSON.stringify({ object: 'chat.completion', model: 'm', choices })));
keeper.finish(true);
await later();
const [kept] = cache.entries();
if (kept?.meaning == null) throw new Error('the first answer was not kept');
const { meaning, group } = kept;
const vectors = await vectorsOf([first]);
for (let from = 0; from < others.length; from += BATCH) {
  const batch = others.slice(from, from + BATCH);
  for (const [i, vector] of (await vectorsOf(batch)).entries()) {
    const own = { ...meaning, question: batch[i] ?? '', vector: Buffer.from(vector.buffer).toString('base64') };
    cache.keep({ ...kept, id: `other-${from + i}`, meaning: own });
    vectors.push(vector);
  }
}

const step = Math.max(1, Math.floor(entries / (lookups + WARM_UP)));
const asked = Array.from({ length: lookups + WARM_UP }, (_, i) =>
  (known[(i * step) % entries] ?? '').replace(
    /^(How do I|How can I|What is the way to|Please help me)/,
    'Can you tell me how to',
  ),
);

/** @type {number[]} */
const wallMs = [];
/** @type {number[]} */
const processorMs = [];
let hits = 0;
for (const [i, text] of asked.entries()) {
  const before = process.cpuUsage();
  const startedMs = performance.now();
  const recall = /** @type {any} */ (await plugin.recall?.(callOf(text), exchange));
  const tookMs = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(before);
  if (recall.kind !== 'kept_reply') recall.finish?.(false);
  if (i < WARM_UP) continue;
  wallMs.push(tookMs);
  processorMs.push((user + system) / 1e3);
  if (recall.kind === 'kept_reply') hits++;
}

/** @type {number[]} */
const searchMs = [];
let found = 0;
for (const vector of await vectorsOf(asked.slice(WARM_UP, WARM_UP + COMPARED))) {
  const startedMs = performance.now();
  const [nearest] = cache.nearest(group, meaning.encoder, vector, 1);
  searchMs.push(performance.now() - startedMs);
  if (nearest !== undefined && nearest.similarity >= nearestOfAll(vector) - 1e-9) found++;
}

/** The similarity of the nearest, by comparing all. @param {Int8Array} sought */
function nearestOfAll(sought) {
  let best = -Infinity;
  for (const vector of vectors) {
    let sum = 0;
    for (let i = 0; i < sought.length; i++) sum += (sought[i] ?? 0) * (vector[i] ?? 0);
    best = Math.max(best, sum);
  }
  return best / (127 * 127);
}

const at = (/** @type {number[]} */ values, /** @type {number} */ share) =>
  values.sort((a, b) => a - b)[Math.floor(share * values.length)];
process.stdout.write(
  JSON.stringify({
    entries: cache.statistics().entries,
    lookups: wallMs.length,
    hits,
    p50Ms: at(wallMs, 0.5),
    p99Ms: at(wallMs, 0.99),
    processorP99Ms: at(processorMs, 0.99),
    searchP50Ms: at(searchMs, 0.5),
    compared: searchMs.length,
    nearestFound: found,
  }),
);
