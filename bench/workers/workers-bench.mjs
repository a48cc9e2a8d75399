import { measureCell } from '../gateway/measure-cell.mjs';
import { startMock, startSignalbox } from '../gateway/targets.mjs';
import { createPromptMix } from '../prompts/prompt-mix.mjs';

/**
 * @typedef {object} WorkersMeasurement
 * @property {number} workers
 * @property {number} requests
 * @property {number} requestsPerSecond
 * @property {number} cpuMsPerRequest Of all processes of the router together.
 * @property {number} busiestShare Of the requests, those that the busiest worker served; 1 with one worker.
 * @property {number} residentMb Of all processes together.
 */

/**
 * @typedef {object} WorkersResult
 * @property {{ rounds: number, seconds: number, connections: number, recipe: string }} method
 * @property {readonly WorkersMeasurement[]} rounds
 * @property {{ cpuRatio: number, busiestShare: number }} twoBesideOne Medians over the rounds.
 * @property {readonly string[]} problems
 */

const connections = 32;
const tokens = 30;

/**
 * The same load on a router with one worker and with two: what a request costs in all, and how it is dealt out.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.recipe
 * @param {string} options.recipeName
 * @param {boolean} options.isQuick
 * @param {(line: string) => void} options.say
 * @returns {Promise<WorkersResult>}
 */
export async function runWorkersBench({ root, recipe, recipeName, isQuick, say }) {
  const rounds = isQuick ? 1 : 3;
  const durationMs = isQuick ? 800 : 4_000;
  const prompts = createPromptMix(tokens, { count: 2_000 });
  const cell = /** @type {const} */ ({ connections, answer: 'json', promptTokens: tokens });
  /** @type {WorkersMeasurement[]} */
  const measured = [];
  /** @type {string[]} */
  const problems = [];
  const mock = await startMock();
  try {
    for (let round = 0; round < rounds; round++) {
      for (const workers of round % 2 === 0 ? [1, 2] : [2, 1]) {
        say(`workers: ${workers}, ${connections} connections`);
        const own = await startSignalbox({ root, recipe, mockPort: mock.port, workers });
        try {
          // Compilers that optimise while a program runs need some thousand requests each to come to rest.
          await measureCell({ target: own, cell, prompts, model: 'MoM', durationMs });
          const before = await figuresOf(own);
          const load = await measureCell({ target: own, cell, prompts, model: 'MoM', durationMs });
          const after = await figuresOf(own);
          for (const [what, count] of Object.entries(load.errors))
            problems.push(`${workers} workers: ${count} × ${what}`);
          const served = after.byWorker.map((count, worker) => count - (before.byWorker[worker] ?? 0));
          const all = served.reduce((sum, count) => sum + count, 0);
          measured.push({
            workers,
            requests: load.requests,
            requestsPerSecond: load.requestsPerSecond,
            cpuMsPerRequest: ((after.cpuSeconds - before.cpuSeconds) / load.requests) * 1000,
            busiestShare: Math.max(...served) / all,
            residentMb: after.residentBytes / 1024 / 1024,
          });
        } finally {
          await own.server.stop();
        }
      }
    }
  } finally {
    await mock.server.stop();
  }
  /** @param {number} workers @param {'cpuMsPerRequest' | 'busiestShare'} field */
  const median = (workers, field) => {
    const values = measured.filter((each) => each.workers === workers).map((each) => each[field]);
    return /** @type {number} */ (values.sort((a, b) => a - b)[Math.floor(values.length / 2)]);
  };
  return {
    method: { rounds, seconds: durationMs / 1000, connections, recipe: recipeName },
    rounds: measured,
    twoBesideOne: {
      cpuRatio: median(2, 'cpuMsPerRequest') / median(1, 'cpuMsPerRequest'),
      busiestShare: median(2, 'busiestShare'),
    },
    problems,
  };
}

/** What the router's own metrics tell of all its processes. @param {import('../gateway/targets.mjs').Target} target */
async function figuresOf({ managementPort }) {
  const text = await (await fetch(`http://127.0.0.1:${managementPort}/metrics`)).text();
  /** @param {RegExp} pattern */
  const values = (pattern) => [...text.matchAll(pattern)].map(([, value]) => Number(value));
  return {
    cpuSeconds: values(/^process_cpu_seconds_total (\S+)$/gm)[0] ?? 0,
    residentBytes: values(/^process_resident_memory_bytes (\S+)$/gm)[0] ?? 0,
    byWorker: values(/^signalbox_worker_requests_total\{worker="\d+"\} (\S+)$/gm),
  };
}
