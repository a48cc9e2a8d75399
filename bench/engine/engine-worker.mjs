/**
 * Measures one mix in a process of its own and prints the result as one JSON line.
 *
 * Usage: node [flags] engine-worker.mjs time|allocations CONFIG TOKENS SECONDS
 */
import { percentile } from '../measure/statistics.mjs';
import { createPromptMix, describeMix, promptsPerMix } from '../prompts/prompt-mix.mjs';
import { createAllocationMeter } from './allocation-meter.mjs';
import { factsOf, loadProfile } from './load-profile.mjs';

/** @typedef {import('./load-profile.mjs').Engine} Engine */

const everything = { exhaustive: true };
const warmUpBatches = 3;
const wantedBatches = 8;
const mostBatches = 40;

/**
 * @param {Engine} engine
 * @param {number} tokens
 * @param {number} seconds
 */
async function measureTime(engine, tokens, seconds) {
  /** @type {number[]} */
  const latenciesMs = [];
  /** @type {Map<string, number[]>} */
  const microsByKind = new Map();
  /** @type {Record<string, number>} */
  const failures = {};
  let series = 0;

  /** @param {boolean} isWarmUp */
  const pass = async (isWarmUp) => {
    // Other prompts in every pass, made outside the timed part: a router that remembers words or texts gains no more
    // from it than it would in service.
    const requests = createPromptMix(tokens, { series: series++ }).map(factsOf);
    for (const facts of requests) {
      const begin = performance.now();
      const { trace } = await engine.route(facts, everything);
      const took = performance.now() - begin;
      if (isWarmUp) continue;
      latenciesMs.push(took);
      for (const { kind, micros } of trace.evaluators) {
        const series = microsByKind.get(kind);
        if (series === undefined) microsByKind.set(kind, [micros]);
        else series.push(micros);
      }
      for (const signal of trace.signals) {
        if (signal.state !== 'read') failures[signal.kind] = (failures[signal.kind] ?? 0) + 1;
      }
    }
  };

  const warmUntil = performance.now() + seconds * 500;
  while (performance.now() < warmUntil) await pass(true);
  const until = performance.now() + seconds * 1000;
  do await pass(false);
  while (performance.now() < until);
  const totalMs = latenciesMs.reduce((sum, each) => sum + each, 0);
  return {
    routes: latenciesMs.length,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
    routesPerSecond: (latenciesMs.length / totalMs) * 1000,
    kinds: [...microsByKind].map(([kind, micros]) => ({
      kind,
      p50Micros: percentile(micros, 0.5),
      p99Micros: percentile(micros, 0.99),
    })),
    failures,
  };
}

/**
 * @param {Engine} engine
 * @param {number} tokens
 */
async function measureAllocations(engine, tokens) {
  const meter = createAllocationMeter();
  /** @type {number[]} */
  const bytesPerRoute = [];
  let batch = promptsPerMix;
  for (let attempt = 0; attempt < mostBatches && bytesPerRoute.length < wantedBatches; attempt++) {
    const requests = createPromptMix(tokens, { count: batch, series: attempt }).map(factsOf);
    const bytes = await meter.measure(async () => {
      for (const facts of requests) await engine.route(facts, everything);
    });
    // The first batches also allocate what is compiled and cached once.
    if (attempt < warmUpBatches) continue;
    if (bytes !== undefined) bytesPerRoute.push(bytes / batch);
    else if (batch > 5) batch = Math.ceil(batch / 2);
  }
  meter.close();
  return { bytesPerRoute: bytesPerRoute.length === 0 ? null : percentile(bytesPerRoute, 0.5), batch };
}

const [mode, configFile, tokens, seconds] = process.argv.slice(2);
if (configFile === undefined || tokens === undefined)
  throw new Error('usage: engine-worker.mjs MODE CONFIG TOKENS SECONDS');
const texts = createPromptMix(Number(tokens));
const { engine, tokenCounter, loadMs } = await loadProfile(configFile);
const { createTextView } = await import('@signalbox/engine/ports');
const countedTokens = texts.reduce((sum, text) => sum + tokenCounter.count(createTextView(text)), 0) / texts.length;
const measured =
  mode === 'time'
    ? await measureTime(engine, Number(tokens), Number(seconds))
    : await measureAllocations(engine, Number(tokens));
process.stdout.write(
  `${JSON.stringify({ ...measured, loadMs, mix: { ...describeMix(texts), countedTokens: Math.round(countedTokens) } })}\n`,
);
