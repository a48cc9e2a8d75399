import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { promptLengths } from '../prompts/prompt-mix.mjs';

/**
 * One kind of signal over all routings of a mix.
 *
 * @typedef {object} KindFigures
 * @property {string} kind
 * @property {number} p50Micros
 * @property {number} p99Micros
 */

/**
 * @typedef {object} MixFigures
 * @property {number} promptTokens What the mix aims at.
 * @property {{ prompts: number, characters: number, distinctWords: number, countedTokens: number }} mix
 * @property {number} routes Routings that were timed.
 * @property {number} p50Ms
 * @property {number} p99Ms
 * @property {number} routesPerSecond One after the other, on one thread.
 * @property {number | null} bytesPerRoute Null when every batch was disturbed by a garbage collection.
 * @property {readonly KindFigures[]} kinds In the order in which they run.
 * @property {Readonly<Record<string, number>>} failures Signals that could not be read, by kind; empty when all could.
 */

/**
 * @typedef {object} EngineResult
 * @property {{ secondsPerMix: number, recipe: string, isPinned: boolean }} method
 * @property {number} loadMs From the config's text to an engine, in a fresh process with its models, median over the mixes.
 * @property {readonly MixFigures[]} mixes
 * @property {readonly string[]} problems
 */

const run = promisify(execFile);
const worker = join(import.meta.dirname, 'engine-worker.mjs');
/** A young generation that holds a whole batch, so that no collection runs while allocations are counted. */
export const roomyHeap = [
  '--expose-gc',
  '--min-semi-space-size=512',
  '--max-semi-space-size=512',
  '--single-threaded-gc',
];
const workerLimitMs = 300_000;

/**
 * Routes each mix in fresh processes: one for the times, with Node's own settings, one for the allocations.
 *
 * @param {object} options
 * @param {string} options.recipe Path of the config whose signals are measured.
 * @param {string} options.recipeName
 * @param {boolean} options.isQuick
 * @param {(line: string) => void} options.say
 * @returns {Promise<EngineResult>}
 */
export async function runEngineBench({ recipe, recipeName, isQuick, say }) {
  const secondsPerMix = isQuick ? 1 : 6;
  const isPinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
  /** @param {readonly string[]} flags @param {readonly string[]} words */
  const work = async (flags, words) => {
    const node = [...flags, worker, ...words];
    const [command, ...rest] = isPinned
      ? ['taskset', '-c', '0', process.execPath, ...node]
      : [process.execPath, ...node];
    const { stdout } = await run(/** @type {string} */ (command), rest, { timeout: workerLimitMs });
    return JSON.parse(stdout);
  };

  const mixes = [];
  const loadTimes = [];
  const problems = [];
  for (const promptTokens of promptLengths) {
    say(`engine: ${promptTokens}-token prompts`);
    const words = [recipe, String(promptTokens), String(secondsPerMix)];
    const { loadMs, ...times } = await work([], ['time', ...words]);
    const { bytesPerRoute } = await work(roomyHeap, ['allocations', ...words]);
    loadTimes.push(loadMs);
    mixes.push({ promptTokens, ...times, bytesPerRoute });
    for (const [kind, count] of Object.entries(times.failures)) {
      problems.push(`${promptTokens}-token prompts: ${count} readings of kind ${kind} could not be taken`);
    }
  }
  loadTimes.sort((a, b) => a - b);
  return {
    method: { secondsPerMix, recipe: recipeName, isPinned },
    loadMs: loadTimes[loadTimes.length >> 1],
    mixes,
    problems,
  };
}
