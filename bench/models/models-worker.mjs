/**
 * Measures one source of models on prompts of one length in a process of its own, and prints the result as one JSON line.
 *
 * Usage: node --expose-gc models-worker.mjs SOURCE TOKENS SECONDS
 */
import { percentile } from '../measure/statistics.mjs';
import { createPromptMix, describeMix } from '../prompts/prompt-mix.mjs';
import { modelSources } from './model-sources.mjs';

/** @typedef {import('@signalbox/engine/ports').TextView} TextView */
/** @typedef {(text: TextView) => unknown} Ask */

const [sourceName = '', tokens = '', seconds = ''] = process.argv.slice(2);
const source = modelSources[sourceName];
if (source === undefined) throw new Error('usage: models-worker.mjs SOURCE TOKENS SECONDS');

// The modules and the prompts first, so that what comes on top is the models' own.
const { createTextView } = await import('@signalbox/engine/ports');
await import('@signalbox/models');
const firstPrompts = englishPrompts(0);
const residentBefore = residentMb();
const loadBegin = performance.now();
const { encoder, classifiers, taggers } = await source.load();
const loadMs = performance.now() - loadBegin;

/** @type {[string, Ask][]} */
const heads = [];
for (const [name, head] of Object.entries(classifiers)) {
  if (head !== undefined) heads.push([name, (text) => head.classify(text)]);
}
for (const [name, head] of Object.entries(taggers)) {
  if (head !== undefined) heads.push([name, (text) => head.tag(text)]);
}
if (encoder !== undefined) heads.push(['encoder', (text) => encoder.encode([text])]);
/** @type {[string, Ask][]} */
const questions = [
  // All on one view of a text, as in a request: what they share is worked out once.
  [
    'all together',
    async (text) => {
      for (const [, ask] of heads) await ask(text);
    },
  ],
  ...heads,
];

for (const prompt of firstPrompts) {
  const text = createTextView(prompt);
  for (const [, ask] of heads) await ask(text);
}
const addedResidentMb = residentMb() - residentBefore;

/** @type {{ name: string, texts: number, p50Micros: number, p99Micros: number }[]} */
const figures = [];
let series = 1;
for (const [name, ask] of questions) {
  /** @type {number[]} */
  const micros = [];
  /** @param {boolean} isWarmUp */
  const pass = async (isWarmUp) => {
    // Other prompts in every pass: what a head remembers of words or texts gains no more than it would in service.
    for (const prompt of englishPrompts(series++)) {
      const text = createTextView(Buffer.from(prompt).toString('utf8'));
      const begin = performance.now();
      const answer = ask(text);
      if (answer instanceof Promise) await answer;
      if (!isWarmUp) micros.push((performance.now() - begin) * 1000);
    }
  };
  const share = Number(seconds) * 1000;
  const warmUntil = performance.now() + share / 2;
  while (performance.now() < warmUntil) await pass(true);
  const until = performance.now() + share;
  do await pass(false);
  while (performance.now() < until);
  figures.push({
    name,
    texts: micros.length,
    p50Micros: percentile(micros, 0.5),
    p99Micros: percentile(micros, 0.99),
  });
}
process.stdout.write(`${JSON.stringify({ loadMs, addedResidentMb, mix: describeMix(firstPrompts), figures })}\n`);

/** The English ones of a mix. @param {number} ofSeries */
function englishPrompts(ofSeries) {
  return createPromptMix(Number(tokens), { series: ofSeries }).filter((prompt) => !/\p{Script=Han}/u.test(prompt));
}

/** Resident memory after a collection, in megabytes. */
function residentMb() {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
}
