import { createPromptMix } from '../prompts/prompt-mix.mjs';
import { askOnce, obstacleTo } from './ask-once.mjs';
import { measureCell } from './measure-cell.mjs';
import { describeCell, problemsOf, summariseCell } from './summarise-cell.mjs';
import { startBare, startMock, startPortkey, startSignalbox } from './targets.mjs';

/** @typedef {import('./measure-cell.mjs').Cell} Cell */
/** @typedef {import('./targets.mjs').Target} Target */

/**
 * @typedef {object} GatewayResult
 * @property {{ rounds: number, secondsPerTarget: number, recipe: string }} method
 * @property {readonly import('./summarise-cell.mjs').CellSummary[]} cells
 * @property {MemoryResult | null} memory
 * @property {Readonly<Record<string, number>>} decisions How many prompts of the mixes went to which decision.
 * @property {readonly string[]} notMeasured
 * @property {readonly string[]} problems Anything here makes the bench fail.
 */

/**
 * @typedef {object} MemoryResult
 * @property {number} requests
 * @property {number | null} residentMbAtStart
 * @property {number | null} residentMb After the requests.
 * @property {number | null} peakResidentMb
 */

/** The model name that asks to be routed. */
const routedModel = 'MoM';
const connectionCounts = [1, 32];
const promptTokens = [30, 500];
const promptsInRotation = 2000;
const promptsChecked = 200;
const memoryRequests = 10_000;

/**
 * Our router beside the mock alone, a bare proxy and a peer: all in one run, round by round, so that all of them meet
 * the same machine.
 *
 * @param {object} options
 * @param {string} options.root The clone.
 * @param {string} options.recipe Path of the config whose routing is measured.
 * @param {string} options.recipeName
 * @param {boolean} options.isQuick
 * @param {(line: string) => void} options.say
 * @returns {Promise<GatewayResult>}
 */
export async function runGatewayBench({ root, recipe, recipeName, isQuick, say }) {
  const rounds = isQuick ? 1 : 3;
  const durationMs = isQuick ? 600 : 2500;
  const warmUpMs = isQuick ? 400 : 1500;
  // Compilers that optimise while a program runs need some ten thousand requests to come to rest.
  const settleMs = isQuick ? 0 : 4000;
  /** @type {string[]} */
  const notMeasured = [];
  /** @type {string[]} */
  const problems = [];
  /** @type {Target[]} */
  const targets = [];
  const stopAll = () => Promise.all(targets.map((target) => target.server.stop()));

  try {
    const mock = await startMock();
    targets.push(mock);
    targets.push(await startBare(mock.port));
    targets.push(await startSignalbox({ root, recipe, mockPort: mock.port }));
    const portkey = await startPortkey(mock.port, say);
    if (typeof portkey === 'string') notMeasured.push(`Portkey: ${portkey}`);
    else targets.push(portkey);

    const mixes = new Map(
      promptTokens.map((tokens) => [tokens, createPromptMix(tokens, { count: promptsInRotation })]),
    );
    const decisions = await countDecisions(targets, mixes);
    const cells = [];
    for (const answer of /** @type {const} */ (['json', 'sse'])) {
      const able = await ableTargets(targets, answer === 'sse', notMeasured);
      const busiest = { connections: Math.max(...connectionCounts), answer, promptTokens: promptTokens[0] ?? 0 };
      const settlePrompts = /** @type {string[]} */ (mixes.get(busiest.promptTokens));
      say(`gateway: warm-up, ${describeCell(busiest)}`);
      await warmUp({ cell: busiest, targets: able, prompts: settlePrompts, durationMs: settleMs, problems });
      for (const connections of connectionCounts) {
        for (const tokens of promptTokens) {
          const cell = { connections, answer, promptTokens: tokens };
          say(`gateway: ${describeCell(cell)}, ${rounds} × ${able.map((target) => target.name).join(', ')}`);
          const prompts = /** @type {string[]} */ (mixes.get(tokens));
          cells.push(await runCell({ cell, targets: able, prompts, rounds, durationMs, warmUpMs, problems }));
        }
      }
    }
    await stopAll();
    targets.length = 0;

    const requests = isQuick ? memoryRequests / 10 : memoryRequests;
    say(`gateway: memory after ${requests} requests`);
    const { memory, memoryProblems } = await measureMemory({ root, recipe, requests });
    return {
      method: { rounds, secondsPerTarget: durationMs / 1000, recipe: recipeName },
      cells,
      memory,
      decisions,
      notMeasured,
      problems: [...problems, ...memoryProblems],
    };
  } finally {
    await stopAll();
  }
}

/**
 * All rounds of one cell.
 *
 * @param {object} options
 * @param {Cell} options.cell
 * @param {readonly Target[]} options.targets
 * @param {readonly string[]} options.prompts
 * @param {number} options.rounds
 * @param {number} options.durationMs
 * @param {number} options.warmUpMs
 * @param {string[]} options.problems
 */
async function runCell({ cell, targets, prompts, rounds, durationMs, warmUpMs, problems }) {
  const measured = targets.map(({ name, title }) => ({
    name,
    title,
    rounds: /** @type {import('./measure-cell.mjs').Measurement[]} */ ([]),
  }));
  await warmUp({ cell, targets, prompts, durationMs: warmUpMs, problems });
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another target, so that none is always the first after a change.
    for (let turn = 0; turn < targets.length; turn++) {
      const index = (round + turn) % targets.length;
      const target = /** @type {Target} */ (targets[index]);
      measured[index]?.rounds.push(await measureCell({ target, cell, prompts, model: routedModel, durationMs }));
    }
  }
  const summary = summariseCell(cell, measured);
  problems.push(...problemsOf(summary));
  return summary;
}

/**
 * Load that is not measured but must not fail either.
 *
 * @param {object} options
 * @param {Cell} options.cell
 * @param {readonly Target[]} options.targets
 * @param {readonly string[]} options.prompts
 * @param {number} options.durationMs
 * @param {string[]} options.problems
 */
async function warmUp({ cell, targets, prompts, durationMs, problems }) {
  for (const target of targets) {
    const { errors } = await measureCell({ target, cell, prompts, model: routedModel, durationMs });
    for (const [what, count] of Object.entries(errors)) {
      problems.push(`${target.title}, ${describeCell(cell)}, warm-up: ${count} × ${what}`);
    }
  }
}

/**
 * Sends some prompts of each mix and reads the decision that our router names in its answer: proof that routing is on and
 * that the mixes reach more than one decision. This also loads what a router loads on first use.
 *
 * @param {readonly Target[]} targets
 * @param {ReadonlyMap<number, readonly string[]>} mixes
 */
async function countDecisions(targets, mixes) {
  /** @type {Record<string, number>} */
  const counts = {};
  const own = targets.find((target) => target.name === 'signalbox');
  if (own === undefined) return counts;
  for (const prompts of mixes.values()) {
    for (const prompt of prompts.slice(0, promptsChecked)) {
      const { status, headers, body } = await askOnce(own, { prompt, model: routedModel, streamed: false });
      const model = headers.get('x-vsr-selected-model');
      if (status !== 200 || model === null) {
        throw new Error(
          `signalbox: expected a routed answer with x-vsr-selected-model, got ${status}, ${model}: ${body.slice(0, 300)}`,
        );
      }
      const decision = headers.get('x-vsr-selected-decision') ?? '(default model)';
      counts[decision] = (counts[decision] ?? 0) + 1;
    }
  }
  return Object.fromEntries(Object.entries(counts).sort((a, b) => b[1] - a[1]));
}

/**
 * Those that can give this kind of answer at all. The peers may fail that, visibly; mock, proxy and ours may not.
 *
 * @param {readonly Target[]} targets
 * @param {boolean} streamed
 * @param {string[]} notMeasured
 */
async function ableTargets(targets, streamed, notMeasured) {
  const able = [];
  for (const target of targets) {
    const obstacle = await obstacleTo(target, { prompt: 'Are you there?', model: routedModel, streamed });
    if (obstacle === undefined) able.push(target);
    else if (target.name === 'portkey') notMeasured.push(`${target.title}, ${streamed ? 'SSE' : 'JSON'}: ${obstacle}`);
    else throw new Error(`${target.title} cannot be measured: ${obstacle}`);
  }
  return able;
}

/**
 * The memory of a fresh router after a number of requests.
 *
 * @param {{ root: string, recipe: string, requests: number }} options
 */
async function measureMemory({ root, recipe, requests }) {
  const mock = await startMock();
  try {
    const own = await startSignalbox({ root, recipe, mockPort: mock.port });
    try {
      const atStart = own.server.usage();
      const cell = /** @type {Cell} */ ({ connections: 32, answer: 'json', promptTokens: 30 });
      const { errors } = await measureCell({
        target: own,
        cell,
        prompts: createPromptMix(cell.promptTokens, { count: promptsInRotation }),
        model: routedModel,
        maxRequests: requests,
      });
      const after = own.server.usage();
      return {
        memory: {
          requests,
          residentMbAtStart: atStart?.residentMb ?? null,
          residentMb: after?.residentMb ?? null,
          peakResidentMb: after?.peakResidentMb ?? null,
        },
        memoryProblems: Object.entries(errors).map(([what, count]) => `memory run: ${count} × ${what}`),
      };
    } finally {
      await own.server.stop();
    }
  } finally {
    await mock.server.stop();
  }
}
