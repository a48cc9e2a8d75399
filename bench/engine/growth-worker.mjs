/**
 * Measures one config and prints the result as one JSON line.
 *
 * Usage: node growth-worker.mjs CONFIG SECONDS
 */
import { percentile } from '../measure/statistics.mjs';
import { createPromptMix } from '../prompts/prompt-mix.mjs';
import { factsOf, loadProfile } from './load-profile.mjs';

const TOKENS = 500;
const DECIDED_AT_ONCE = 100;

const [file = '', seconds = '4'] = process.argv.slice(2);
const { engine, loadMs } = await loadProfile(file);

/** @type {number[]} */
const latencies = [];
/** @type {number[]} */
const decided = [];
let series = 0;
/** @param {boolean} isWarmUp */
const pass = async (isWarmUp) => {
  for (const facts of createPromptMix(TOKENS, { series: series++ }).map(factsOf)) {
    const started = performance.now();
    const { trace } = await engine.route(facts, { exhaustive: true });
    const took = performance.now() - started;
    const again = performance.now();
    for (let time = 0; time < DECIDED_AT_ONCE; time++) engine.decide(trace);
    const decideMicros = ((performance.now() - again) * 1000) / DECIDED_AT_ONCE;
    if (isWarmUp) continue;
    latencies.push(took);
    decided.push(decideMicros);
  }
};
await pass(true);
await pass(true);
const until = performance.now() + Number(seconds) * 1000;
do await pass(false);
while (performance.now() < until);
process.stdout.write(
  `${JSON.stringify({
    loadMs,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    decideMicros: percentile(decided, 0.5),
  })}\n`,
);
