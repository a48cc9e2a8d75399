import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dataPlanePort } from '../gateway/targets.mjs';
import { spread } from '../measure/statistics.mjs';
import { parseReadyLine, startChildServer } from '../servers/child-server.mjs';
import { waitForFirstByte } from './first-byte.mjs';

/** @typedef {import('../measure/statistics.mjs').Spread} Spread */

/**
 * @typedef {object} StartFigures
 * @property {number} starts
 * @property {Spread} readySeconds From spawning the command to its line that says so.
 * @property {Spread} firstByteSeconds To the first byte of a routed, streamed answer.
 */

/**
 * @typedef {object} CloneFigures
 * @property {number} cloneSeconds `git clone` of this repository from its own disk.
 * @property {readonly { line: string, afterSeconds: number }[]} steps What `npm start` printed, and when after it began.
 * @property {number} readySeconds From the beginning of `git clone`.
 * @property {number} firstByteSeconds From the beginning of `git clone`.
 * @property {number} secondStartSeconds `npm start` again in the same folder, to the first byte.
 */

/**
 * @typedef {object} StartResult
 * @property {StartFigures} start
 * @property {CloneFigures | null} clone Null when it was not asked for.
 * @property {string} model The model that answered.
 */

const cloneLimitMs = 300_000;
/** How the root commands begin a line of progress. */
const progressMark = 'signalbox: ';

/**
 * Starts the router on the recipe with simulated models, several times, and asks it for an answer at once.
 *
 * @param {object} options
 * @param {string} options.root The clone.
 * @param {string} options.recipe
 * @param {boolean} options.isQuick
 * @param {boolean} options.withClone Whether to measure a fresh clone too: that installs from the registry.
 * @param {(line: string) => void} options.say
 * @returns {Promise<StartResult>}
 */
export async function runStartBench({ root, recipe, isQuick, withClone, say }) {
  const starts = isQuick ? 2 : 7;
  const ready = [];
  const firstByte = [];
  let model = '';
  say(`start: ${starts} × signalbox serve --simulate`);
  for (let i = 0; i < starts; i++) {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
    const begin = performance.now();
    const server = await startChildServer({
      name: 'signalbox',
      arguments: [
        join(root, 'apps', 'cli', 'bin', 'signalbox.js'),
        ...['serve', '--config', recipe, '--simulate', '--port', '0', '--management-port', '0', '--json'],
      ],
      environment: { SIGNALBOX_DATA_DIR: folder },
    });
    try {
      ready.push(server.startMs / 1000);
      ({ model } = await waitForFirstByte(dataPlanePort(server.ready)));
      firstByte.push((performance.now() - begin) / 1000);
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return {
    start: { starts, readySeconds: spread(ready), firstByteSeconds: spread(firstByte) },
    clone: withClone ? await measureClone(root, say) : null,
    model,
  };
}

/**
 * What a newcomer waits for: the committed state, cloned into an empty folder, `npm start`, an empty npm cache.
 *
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<CloneFigures>}
 */
async function measureClone(root, say) {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-clone-'));
  const clone = join(folder, 'clone');
  const environment = { npm_config_cache: join(folder, 'npm-cache'), SIGNALBOX_DATA_DIR: join(folder, 'data') };
  try {
    say('start: git clone and npm start in an empty folder');
    const begin = performance.now();
    // A file URL, so that git copies the objects as it would from another machine instead of linking them.
    execFileSync('git', ['clone', '--quiet', pathToFileURL(root).href, clone], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const cloned = performance.now();
    const first = await npmStart(clone, environment);
    return {
      cloneSeconds: (cloned - begin) / 1000,
      steps: first.steps,
      readySeconds: (cloned - begin) / 1000 + first.readySeconds,
      firstByteSeconds: (cloned - begin) / 1000 + first.firstByteSeconds,
      secondStartSeconds: (await npmStart(clone, environment)).firstByteSeconds,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} directory
 * @param {Record<string, string>} environment
 */
async function npmStart(directory, environment) {
  /** @type {{ line: string, afterSeconds: number }[]} */
  const steps = [];
  const begin = performance.now();
  const server = await startChildServer({
    name: 'npm start',
    command: 'npm',
    arguments: ['start', '--', '--json', '--port', '0', '--management-port', '0'],
    directory,
    environment,
    timeoutMs: cloneLimitMs,
    startsOthers: true,
    readyWhen: (line) => {
      const ready = parseReadyLine(line);
      return ready?.ports === undefined ? undefined : ready;
    },
    onLine: (line, afterMs) => {
      // Only the product's own progress: what npm says depends on the user's settings.
      if (line.startsWith(progressMark)) {
        steps.push({ line: line.slice(progressMark.length).trim(), afterSeconds: afterMs / 1000 });
      }
    },
  });
  try {
    await waitForFirstByte(dataPlanePort(server.ready));
    return { steps, readySeconds: server.startMs / 1000, firstByteSeconds: (performance.now() - begin) / 1000 };
  } finally {
    await server.stop();
  }
}
