import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { startSignalbox } from '../gateway/targets.mjs';
import { percentile } from '../measure/statistics.mjs';
import { createPromptMix } from '../prompts/prompt-mix.mjs';
import { startChildServer } from '../servers/child-server.mjs';

/**
 * Delays of events, from the model's write to the client's read, in milliseconds.
 *
 * @typedef {object} StreamsMeasurement
 * @property {string} target
 * @property {number} events
 * @property {number} p50Ms
 * @property {number} p99Ms
 * @property {number} worstMs
 * @property {number | null} residentMb
 */

/**
 * @typedef {object} StreamsResult
 * @property {{ streams: number, intervalMs: number, seconds: number, rounds: number, recipe: string }} method
 * @property {readonly StreamsMeasurement[]} rounds In the order measured, targets taking turns.
 * @property {{ p50Ms: number, p99Ms: number }} added Router minus model alone, medians over the rounds.
 * @property {readonly string[]} problems
 */

const intervalMs = 200;
const TIMES = /@(\d+)@/g;

/**
 * Many streams at once, each at the pace of a reader: what the router adds to every event.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.recipe
 * @param {string} options.recipeName
 * @param {boolean} options.isQuick
 * @param {(line: string) => void} options.say
 * @returns {Promise<StreamsResult>}
 */
export async function runStreamsBench({ root, recipe, recipeName, isQuick, say }) {
  const streams = isQuick ? 100 : 1_000;
  const seconds = isQuick ? 3 : 12;
  const rounds = isQuick ? 1 : 3;
  const paced = await startChildServer({
    name: 'paced model',
    arguments: [
      join(import.meta.dirname, '..', 'servers', 'paced-model.mjs'),
      String(intervalMs),
      String((seconds * 1000) / intervalMs),
    ],
  });
  try {
    const router = await startSignalbox({ root, recipe, mockPort: paced.ready.port });
    try {
      const targets = [
        { name: 'model alone', port: paced.ready.port, server: paced },
        { name: 'signalbox', port: router.port, server: router.server },
      ];
      /** @type {StreamsMeasurement[]} */
      const measured = [];
      /** @type {string[]} */
      const problems = [];
      // The first streams of a router load what it loads on first use.
      await measureStreams(router.port, 20, []);
      for (let round = 0; round < rounds; round++) {
        for (const { name, port, server } of round % 2 === 0 ? targets : targets.toReversed()) {
          say(`streams: ${streams} at once, ${name}`);
          const delays = await measureStreams(port, streams, problems);
          delays.sort((a, b) => a - b);
          measured.push({
            target: name,
            events: delays.length,
            p50Ms: percentile(delays, 0.5),
            p99Ms: percentile(delays, 0.99),
            worstMs: delays.at(-1) ?? 0,
            residentMb: server.usage()?.residentMb ?? null,
          });
        }
      }
      /** @param {'p50Ms' | 'p99Ms'} field */
      const added = (field) => medianOf(measured, 'signalbox', field) - medianOf(measured, 'model alone', field);
      return {
        method: { streams, intervalMs, seconds, rounds, recipe: recipeName },
        rounds: measured,
        added: { p50Ms: added('p50Ms'), p99Ms: added('p99Ms') },
        problems,
      };
    } finally {
      await router.server.stop();
    }
  } finally {
    await paced.stop();
  }
}

/** @param {readonly StreamsMeasurement[]} rounds @param {string} target @param {'p50Ms' | 'p99Ms'} field */
function medianOf(rounds, target, field) {
  const values = rounds.filter((round) => round.target === target).map((round) => round[field]);
  return percentile(
    values.sort((a, b) => a - b),
    0.5,
  );
}

/**
 * Opens the streams over one interval, so that their events are spread over it, and gives the delay of every event.
 *
 * @param {number} port
 * @param {number} streams
 * @param {string[]} problems
 * @returns {Promise<number[]>}
 */
async function measureStreams(port, streams, problems) {
  const prompts = createPromptMix(30, { count: streams + 1 });
  const agent = new Agent({ keepAlive: false, maxSockets: streams });
  /** @type {number[]} */
  const delays = [];
  const all = Array.from({ length: streams }, async (_, place) => {
    await new Promise((resolve) => setTimeout(resolve, (place / streams) * Math.max(intervalMs, streams)));
    const problem = await readStream(agent, port, /** @type {string} */ (prompts[place]), delays);
    if (problem !== undefined) problems.push(problem);
  });
  await Promise.all(all);
  agent.destroy();
  return delays;
}

/**
 * @param {Agent} agent
 * @param {number} port
 * @param {string} prompt
 * @param {number[]} delays
 * @returns {Promise<string | undefined>} What went wrong.
 */
function readStream(agent, port, prompt, delays) {
  const body = JSON.stringify({ model: 'MoM', stream: true, messages: [{ role: 'user', content: prompt }] });
  return new Promise((resolve) => {
    const sent = request(
      { agent, port, host: '127.0.0.1', method: 'POST', path: '/v1/chat/completions' },
      (response) => {
        let tail = '';
        response.setEncoding('latin1');
        response.on('data', (/** @type {string} */ text) => {
          const now = process.hrtime.bigint();
          tail = (tail + text).slice(-40);
          for (const [, written] of text.matchAll(TIMES))
            delays.push(Number(now - BigInt(/** @type {string} */ (written))) / 1e6);
        });
        response.on('end', () => {
          if (response.statusCode !== 200) resolve(`status ${response.statusCode}`);
          else resolve(tail.trimEnd().endsWith('data: [DONE]') ? undefined : 'stream without its end mark');
        });
        response.on('error', (error) => resolve(error.message));
      },
    );
    sent.on('error', (error) => resolve(error.message));
    sent.end(body);
  });
}
