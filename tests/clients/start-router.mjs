import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..', '..');
const readyLimitMs = 30_000;
const stopGraceMs = 5000;
const keptOutput = 4000;

/**
 * Starts the built router with simulated models on free ports, its data in a folder of its own that goes with it.
 *
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} The data plane's address without a path.
 */
export async function startRouter() {
  const command = join(root, 'apps', 'cli', 'bin', 'signalbox.js');
  if (!existsSync(join(root, 'apps', 'cli', 'dist'))) {
    throw new Error('the router is not built; run `npm test` from the root, or `npm run build` first');
  }
  const data = mkdtempSync(join(tmpdir(), 'signalbox-clients-'));
  const config = join(root, 'recipes', 'mom', 'config.yaml');
  const free = ['--port', '0', '--management-port', '0'];
  const child = spawn(process.execPath, [command, 'serve', '--config', config, '--simulate', ...free, '--json'], {
    cwd: root,
    env: { ...process.env, SIGNALBOX_DATA_DIR: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let output = '';
  const keep = (text) => {
    output = (output + text).slice(-keptOutput);
  };
  child.stderr.setEncoding('utf8').on('data', keep);

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), stopGraceMs);
      await ended;
      clearTimeout(impatience);
    }
    rmSync(data, { recursive: true, force: true });
  };
  try {
    return { url: `http://127.0.0.1:${await dataPlanePort(child, ended, keep)}`, stop };
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${output.trim()}`.trim(), { cause: error });
  }
}

/**
 * The data plane's port out of the line of JSON that the router prints when it is ready.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<unknown>} ended
 * @param {(text: string) => void} keep Takes what else it printed, for the error message.
 * @returns {Promise<number>}
 */
function dataPlanePort(child, ended, keep) {
  return new Promise((resolve, reject) => {
    const fail = (what) => {
      clearTimeout(timer);
      reject(new Error(`the router ${what}`));
    };
    const timer = setTimeout(() => fail(`was not ready within ${readyLimitMs / 1000} s`), readyLimitMs);
    child.once('error', (error) => fail(`did not start: ${error.message}`));
    ended.then(() => fail(`ended before it was ready (exit code ${child.exitCode})`));
    createInterface({ input: child.stdout }).on('line', (line) => {
      keep(`${line}\n`);
      if (!line.startsWith('{')) return;
      const port = JSON.parse(line)?.ports?.dataPlane;
      if (typeof port !== 'number') {
        fail(`printed ${line}, expected {"ports":{"dataPlane":…}}`);
        return;
      }
      clearTimeout(timer);
      resolve(port);
    });
  });
}
