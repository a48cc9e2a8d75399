import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EMPTY_CONFIG, growConfig } from './grown-config.mjs';

/**
 * @typedef {object} GrowthRow
 * @property {string} name
 * @property {number} keywords Added ones.
 * @property {number} decisions Added ones.
 * @property {number} loadMs
 * @property {number} p50Ms Of routing a 500-token prompt.
 * @property {number} p99Ms
 * @property {number} decideMicros Projections and decisions over readings that are there, median.
 */

/** @typedef {{ recipe: string, rows: readonly GrowthRow[], problems: readonly string[] }} GrowthResult */

const run = promisify(execFile);
const worker = join(import.meta.dirname, 'growth-worker.mjs');

/**
 * Routes with configs of growing size, each in a process of its own.
 *
 * @param {object} options
 * @param {string} options.recipe Path of the config that the last rows grow from.
 * @param {string} options.recipeName
 * @param {boolean} options.isQuick
 * @param {(line: string) => void} options.say
 * @returns {Promise<GrowthResult>}
 */
export async function runGrowthBench({ recipe, recipeName, isQuick, say }) {
  const own = readFileSync(recipe, 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-growth-'));
  /** @type {{ name: string, text: string, keywords: number, decisions: number }[]} */
  const variants = [
    ...[10, 100, 1000].map((keywords) => ({ name: 'alone', keywords, decisions: 10 })),
    ...[50, 200].map((decisions) => ({ name: 'alone', keywords: 100, decisions })),
  ].map((each) => ({ ...each, text: growConfig(EMPTY_CONFIG, each) }));
  variants.push({ name: recipeName, keywords: 0, decisions: 0, text: own });
  const most = { keywords: 1000, decisions: 200 };
  variants.push({ name: recipeName, ...most, text: growConfig(own, most) });
  try {
    const rows = [];
    for (const { name, keywords, decisions, text } of variants) {
      say(`growth: ${name}, ${keywords} keywords and ${decisions} decisions more`);
      const file = join(folder, 'config.yaml');
      writeFileSync(file, text);
      const { stdout } = await run(process.execPath, [worker, file, isQuick ? '1' : '4'], { timeout: 120_000 });
      rows.push({ name, keywords, decisions, ...JSON.parse(stdout) });
    }
    return { recipe: recipeName, rows, problems: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
