import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { modelSources } from './model-sources.mjs';

/**
 * One question to the models: one head, or all together on one text.
 *
 * @typedef {object} HeadFigures
 * @property {string} name
 * @property {number} texts Texts that were timed.
 * @property {number} p50Micros
 * @property {number} p99Micros
 */

/**
 * @typedef {object} LengthFigures
 * @property {number} promptTokens What the mix aims at.
 * @property {{ prompts: number, characters: number, distinctWords: number }} mix
 * @property {readonly HeadFigures[]} figures
 */

/**
 * @typedef {object} SourceFigures
 * @property {string} source
 * @property {string} summary
 * @property {number} loadMs Reading the weights, in a fresh process with the code loaded; median over the lengths.
 * @property {number} addedResidentMb Resident memory that weights and answers add to that process, the most of all lengths.
 * @property {readonly LengthFigures[]} lengths
 */

/**
 * @typedef {object} ModelsResult
 * @property {{ secondsPerHead: number, isPinned: boolean }} method
 * @property {readonly SourceFigures[]} sources
 */

const run = promisify(execFile);
const worker = join(import.meta.dirname, 'models-worker.mjs');
/** A sentence, a prompt, a long document; in tokens of a present-day tokenizer. */
const lengths = [15, 500, 8000];
const workerLimitMs = 300_000;

/**
 * Asks every source of models for every head and for all together, in a fresh process per length.
 *
 * @param {object} options
 * @param {boolean} options.isQuick
 * @param {(line: string) => void} options.say
 * @returns {Promise<ModelsResult>}
 */
export async function runModelsBench({ isQuick, say }) {
  const secondsPerHead = isQuick ? 0.3 : 2;
  const isPinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
  const sources = [];
  for (const [source, { summary }] of Object.entries(modelSources)) {
    const measured = [];
    const loadTimes = [];
    let addedResidentMb = 0;
    for (const promptTokens of lengths) {
      say(`models: ${summary}, ${promptTokens}-token prompts`);
      const node = ['--expose-gc', worker, source, String(promptTokens), String(secondsPerHead)];
      const [command, ...words] = isPinned
        ? ['taskset', '-c', '0', process.execPath, ...node]
        : [process.execPath, ...node];
      const { stdout } = await run(/** @type {string} */ (command), words, { timeout: workerLimitMs });
      const { loadMs, addedResidentMb: added, ...figures } = JSON.parse(stdout);
      loadTimes.push(loadMs);
      addedResidentMb = Math.max(addedResidentMb, added);
      measured.push({ promptTokens, ...figures });
    }
    loadTimes.sort((a, b) => a - b);
    sources.push({ source, summary, loadMs: loadTimes[loadTimes.length >> 1], addedResidentMb, lengths: measured });
  }
  return { method: { secondsPerHead, isPinned }, sources };
}
