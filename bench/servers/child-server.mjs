import { spawn } from 'node:child_process';
import { processUsage } from '../measure/process-usage.mjs';

/** @typedef {import('../measure/process-usage.mjs').ProcessUsage} ProcessUsage */

/**
 * @typedef {object} ChildServer
 * @property {string} name
 * @property {any} ready The JSON object that the server printed when it was ready, or what `readyWhen` gave.
 * @property {number} startMs From spawning to ready.
 * @property {() => ProcessUsage | undefined} usage
 * @property {() => Promise<void>} stop
 */

const keptOutput = 2000;
const stopGraceMs = 5000;

/** Ways to end the servers that run now. @type {Set<() => void>} */
const running = new Set();

// Whatever ends the bench, its servers end with it.
process.on('exit', () => {
  for (const kill of running) kill();
});

/**
 * The object in a line that holds one JSON object, else undefined.
 *
 * @param {string} line
 * @returns {any}
 */
export function parseReadyLine(line) {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    // Some other output that happens to begin with a brace.
    return undefined;
  }
}

/**
 * Starts a server in a process of its own and waits until it says that it is ready. One that ends before that, or does
 * not say it in time, is an error that carries its last output.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {string} [options.command] Node by default.
 * @param {string[]} options.arguments
 * @param {string} [options.directory]
 * @param {Record<string, string>} [options.environment] Beside the inherited one.
 * @param {number} [options.timeoutMs]
 * @param {(line: string) => any} [options.readyWhen] Gives a value for the line that means ready, else undefined.
 * @param {(line: string, afterMs: number) => void} [options.onLine] Sees every line printed before it was ready.
 * @param {boolean} [options.startsOthers] It is stopped together with the processes that it started.
 * @returns {Promise<ChildServer>}
 */
export function startChildServer(options) {
  const { name, command = process.execPath, directory, timeoutMs = 30_000, readyWhen = parseReadyLine } = options;
  const { onLine = () => {}, startsOthers = false } = options;
  const startedAt = performance.now();
  const child = spawn(command, options.arguments, {
    cwd: directory,
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: startsOthers,
  });
  let output = '';
  let cut = 0;
  let isStopping = false;
  let isReady = false;
  const shownOutput = () =>
    (cut === 0 ? output : `${output.slice(0, keptOutput)}\n… ${cut} characters …\n${output.slice(keptOutput)}`).trim();
  const kill = () => signal('SIGKILL');
  running.add(kill);
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.once('exit', () => running.delete(kill));

  /** @param {NodeJS.Signals} which */
  const signal = (which) => {
    if (!startsOthers || child.pid === undefined) child.kill(which);
    else process.kill(-child.pid, which);
  };
  /** @returns {Promise<void>} */
  const stop = async () => {
    isStopping = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    signal('SIGTERM');
    const impatience = setTimeout(kill, stopGraceMs);
    await ended;
    clearTimeout(impatience);
  };

  return new Promise((resolve, reject) => {
    /** @param {string} what */
    const fail = (what) => {
      clearTimeout(timer);
      stop().then(() => reject(new Error(`${name}: ${what}\n${shownOutput()}`.trim())), reject);
    };
    const timer = setTimeout(() => fail(`not ready within ${timeoutMs} ms`), timeoutMs);
    /** @param {string} text */
    const keep = (text) => {
      // What a program says first and what it says last tell most about its end.
      output += text;
      cut += Math.max(0, output.length - 2 * keptOutput);
      if (cut > 0) output = output.slice(0, keptOutput) + output.slice(-keptOutput);
    };
    child.on('error', (error) => fail(error.message));
    child.on('close', (code, endedBy) => {
      if (isStopping) return;
      const how = endedBy ?? `exit code ${code}`;
      // After it was ready, the load sees refused connections and fails the bench; the reason belongs beside them.
      if (isReady) process.stderr.write(`bench: ${name} ended by itself (${how})\n${shownOutput()}\n`);
      else fail(`ended before it was ready (${how})`);
    });
    child.stderr.setEncoding('utf8').on('data', keep);
    eachLine(child.stderr, (line) => onLine(line, performance.now() - startedAt));
    child.stdout.setEncoding('utf8').on('data', keep);
    eachLine(child.stdout, (line) => {
      onLine(line, performance.now() - startedAt);
      const ready = readyWhen(line);
      if (ready === undefined || isReady) return;
      isReady = true;
      clearTimeout(timer);
      resolve({
        name,
        ready,
        startMs: performance.now() - startedAt,
        usage: () => processUsage(/** @type {number} */ (child.pid)),
        stop,
      });
    });
  });
}

/**
 * @param {import('node:stream').Readable} stream
 * @param {(line: string) => void} take
 */
function eachLine(stream, take) {
  let pending = '';
  stream.on('data', (text) => {
    pending += text;
    for (let at = pending.indexOf('\n'); at >= 0; at = pending.indexOf('\n')) {
      take(pending.slice(0, at));
      pending = pending.slice(at + 1);
    }
  });
}
