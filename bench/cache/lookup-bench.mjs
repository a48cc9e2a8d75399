// How long it takes to look for a kept answer among 100,000: `npm run eval -- cache --data DIR` prints it.

import { createTextView, vectorBytes } from '@signalbox/engine';
import { pluginKinds, ResponseCache, silentLogger } from '@signalbox/gateway';
import { loadEmbeddedModels } from '@signalbox/models';

const ENTRIES = 100_000;
const LOOKUPS = 2_000;

const ACTIONS =
  'reset change find delete export cancel renew check update print share move track rename merge archive restore upgrade review schedule'.split(
    ' ',
  );
const OBJECTS =
  'password invoice order account profile report calendar contract ticket address subscription budget photo playlist backup address-book recipe lease parcel passport'.split(
    ' ',
  );
const PLACES =
  'Berlin Oslo Lisbon Madrid Paris Rome Vienna Prague Dublin Athens Warsaw Geneva Cairo Lima Osaka Kyoto Sydney Denver Seattle Boston Austin Chicago Toronto Delhi Seoul'.split(
    ' ',
  );
const TIMES = [
  'today',
  'before noon',
  'on Monday',
  'next week',
  'in May',
  'for my team',
  'for a friend',
  'by phone',
  'at night',
  'without a card',
];
const FRAMES = ['How do I', 'How can I', 'What is the way to', 'Please help me'];

/** Different questions, as many as asked for. @param {number} count */
function questions(count) {
  const found = [];
  for (let i = 0; found.length < count; i++) {
    const at = (/** @type {readonly string[]} */ list, /** @type {number} */ step) =>
      list[Math.floor(i / step) % list.length];
    const place = at(PLACES, ACTIONS.length * OBJECTS.length);
    const time = at(TIMES, ACTIONS.length * OBJECTS.length * PLACES.length);
    found.push(`${at(FRAMES, 7)} ${at(ACTIONS, 1)} the ${at(OBJECTS, ACTIONS.length)} in ${place} ${time}?`);
  }
  return found;
}

const ports = loadEmbeddedModels();
const cache = new ResponseCache({ bounds: { maxEntries: ENTRIES + 10, maxBytes: 8 * 1024 ** 3 } });
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

const [first = '', ...others] = questions(ENTRIES);
const keeper = /** @type {any} */ (await plugin.recall?.(callOf(first), exchange));
const message = { role: 'assistant', content: 'Open the settings and follow the steps there.' };
const choices = [{ index: 0, message, finish_reason: 'stop' }];
keeper.whole(Buffer.from(JSON.stringify({ object: 'chat.completion', model: 'm', choices })));
keeper.finish(true);
await later();
const [kept] = cache.entries();
if (kept?.meaning == null) throw new Error('the first answer was not kept');
for (const [i, question] of others.entries()) {
  const [vector] = /** @type {readonly Float32Array[]} */ (ports.encoder.encode([createTextView(question)]));
  const meaning = {
    ...kept.meaning,
    question,
    vector: Buffer.from(vectorBytes(/** @type {any} */ (vector)).buffer).toString('base64'),
  };
  cache.keep({ ...kept, id: `other-${i}`, meaning });
}

const asked = questions(ENTRIES)
  .filter((_, i) => i % Math.floor(ENTRIES / LOOKUPS) === 0)
  .map((text) => text.replace(/^(How do I|How can I|What is the way to|Please help me)/, 'Can you tell me how to'));
/** @type {number[]} */
const times = [];
let hits = 0;
for (const text of asked) {
  const started = performance.now();
  const recall = /** @type {any} */ (await plugin.recall?.(callOf(text), exchange));
  times.push(performance.now() - started);
  if (recall.kind === 'kept_reply') hits++;
  else recall.finish?.(false);
}
times.sort((a, b) => a - b);
const at = (/** @type {number} */ share) => (times[Math.floor(share * times.length)] ?? 0).toFixed(2);
const { entries } = cache.statistics();
console.log(
  `look-ups among ${entries} answers of one group, none of them word by word: ${asked.length}, of which ${hits} hit`,
);
console.log(`  p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (read, encoded, searched, judged)`);
