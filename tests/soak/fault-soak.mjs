import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANSWER, FAULTS, startFaultyBackend } from './faulty-backend.mjs';
import { seededRandom } from './seeded-random.mjs';

const ROOT = new URL('../../', import.meta.url);
const MODELS = ['first', 'second', 'third'];
const BACKENDS_PER_MODEL = 2;
/** Times that the living model changes. */
const PHASES = 24;
/** Requests after which the faults of the others change. */
const ROTATION = 40;
/** Idle connections to backends are kept for a few seconds. */
const LONGEST_GOODBYE_MS = 15_000;

/** All of the router's own defaults, but for the time that it waits for a silent backend. */
function configOver(backends) {
  const models = MODELS.map((name, at) => {
    const own = backends.slice(at * BACKENDS_PER_MODEL, (at + 1) * BACKENDS_PER_MODEL);
    const references = own.map(({ port }) => `{ endpoint: "127.0.0.1:${port}", idle_timeout: 500ms }`);
    return `    - { name: ${name}, backend_refs: [${references.join(', ')}] }`;
  });
  const candidates = MODELS.map((model) => `{ model: ${model} }`).join(', ');
  return [
    'version: v0.3',
    'providers:',
    '  models:',
    ...models,
    'routing:',
    '  decisions:',
    `    - { name: any, modelRefs: [${candidates}] }`,
    '',
  ].join('\n');
}

/** One request over a kept connection: its status, headers and text, and whether the answer broke off. */
function ask(url, agent, body) {
  return new Promise((resolve) => {
    let text = '';
    let answer;
    const end = (brokeOff) =>
      resolve({ status: answer?.statusCode ?? 0, headers: answer?.headers ?? {}, text, brokeOff });
    const request = httpRequest(url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } });
    request.on('response', (response) => {
      answer = response;
      response.setEncoding('utf8');
      response.on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => end(false));
      response.on('error', () => end(true));
    });
    request.on('error', (error) => {
      text ||= error.message;
      end(true);
    });
    request.end(body);
  });
}

/** What an answer is worth: `whole`, `told` (a stream that was cut and says so), or what is wrong with it. */
function judge({ status, text, brokeOff }, isStreamed) {
  if (status !== 200) return `status ${status}: ${text.slice(0, 200)}`;
  if (brokeOff) return `the connection broke: ${text.slice(-200)}`;
  if (!isStreamed) return text.includes(JSON.stringify(ANSWER)) ? 'whole' : `not the answer: ${text.slice(0, 200)}`;
  const events = text.split('\n\n').filter((event) => event.startsWith('data: '));
  if (events.at(-1) !== 'data: [DONE]') {
    return events.at(-1)?.includes('"error"') ? 'told' : `ended clean though cut: ${text.slice(-200)}`;
  }
  const said = events.slice(0, -1).flatMap((event) => JSON.parse(event.slice(6)).choices ?? []);
  const content = said.map(({ delta }) => delta.content ?? '').join('');
  return content === ANSWER ? 'whole' : `ended clean though cut: ${content}`;
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Slope of a line through the points, by least squares. */
function slopeOf(points) {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/**
 * Asks a router of three models again and again while the backends of two of them fail in every way; which of the three
 * lives changes, and never before the next one lives. The router is a process of its own, with its own defaults.
 *
 * @param {{ requests: number, connections: number, seed: number, seconds?: number, onProgress?: (done: number) => void }}
 *   options `seconds`: go on for at least so long.
 * @returns {Promise<{ requests: number, streams: number, told: number, failures: string[], leftBehind: string[],
 *   fellBack: number, milliseconds: { firstChoice: number[], fellBack: number[] },
 *   resident: { bytes: number, perRequest: number } }>} `told`: streams that were cut after they began and said so.
 *   `failures`: every other request without a whole answer. `leftBehind`: what the router or the backends still hold at
 *   the end. `milliseconds`: p50 and p99 of whole answers. `resident`: memory at the end, and by how many bytes it grew
 *   with each request of the later half.
 */
export async function faultSoak({ requests, connections, seed, seconds = 0, onProgress }) {
  const random = seededRandom(seed);
  const backends = await Promise.all(
    Array.from({ length: MODELS.length * BACKENDS_PER_MODEL }, () => startFaultyBackend()),
  );
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-faults-'));
  writeFileSync(join(folder, 'config.yaml'), configOver(backends));
  const router = spawn(
    process.execPath,
    [
      ...[new URL('apps/cli/bin/signalbox.js', ROOT).pathname, 'serve', '--config', join(folder, 'config.yaml')],
      ...['--json', '--port', '0', '--management-port', '0', '--log-level', 'error'],
    ],
    {
      env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=128', SIGNALBOX_DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const log = [];
  router.stderr.on('data', (piece) => log.push(String(piece)));
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  try {
    const { dataPlane, management } = JSON.parse(String((await once(router.stdout, 'data'))[0]));
    const metrics = async () => (await fetch(`${management}/metrics`)).text();

    let living = 0;
    const ownersOf = (model) => backends.slice(model * BACKENDS_PER_MODEL, (model + 1) * BACKENDS_PER_MODEL);
    const rotate = () =>
      Promise.all(
        MODELS.flatMap((_, model) =>
          model === living
            ? []
            : ownersOf(model).map((backend) => backend.setFault(FAULTS[Math.floor(random() * FAULTS.length)])),
        ),
      );
    const underWay = new Set();
    /** The next model lives before the one that lives now stops; in between, who began before is let finish. */
    const passOn = async () => {
      const next = (living + 1) % MODELS.length;
      await Promise.all(ownersOf(next).map((backend) => backend.setFault(undefined)));
      living = next;
      await Promise.all(underWay);
      await rotate();
    };
    await rotate();

    const failures = [];
    const times = { firstChoice: [], fellBack: [] };
    const resident = [];
    let begun = 0;
    let done = 0;
    let streams = 0;
    let told = 0;
    let changing = Promise.resolve();
    const started = performance.now();
    const isOver = () => begun >= requests && performance.now() - started >= seconds * 1e3;
    const client = async () => {
      while (!isOver()) {
        const number = begun++;
        const isStreamed = random() < 0.5;
        const body = JSON.stringify({
          model: 'MoM',
          stream: isStreamed,
          messages: [{ role: 'user', content: 'count' }],
        });
        const startedMs = performance.now();
        const asking = ask(`${dataPlane}/v1/chat/completions`, agent, body);
        underWay.add(asking);
        const answer = await asking;
        underWay.delete(asking);
        const verdict = judge(answer, isStreamed);
        if (isStreamed) streams++;
        if (verdict === 'told') told++;
        else if (verdict !== 'whole') failures.push(`request ${number}: ${verdict}`);
        else {
          const hasFallenBack = answer.headers['x-vsr-fallback-from'] !== undefined;
          times[hasFallenBack ? 'fellBack' : 'firstChoice'].push(performance.now() - startedMs);
        }
        const count = ++done;
        if (count % Math.max(ROTATION, Math.ceil(requests / PHASES)) === 0) changing = changing.then(passOn);
        else if (count % ROTATION === 0) changing = changing.then(rotate);
        if (count % 100 === 0) {
          const bytes = Number(/^process_resident_memory_bytes (\d+)$/m.exec(await metrics())?.[1]);
          resident.push([count, bytes]);
          onProgress?.(count);
        }
      }
    };
    await Promise.all(Array.from({ length: connections }, client));
    await changing;

    const leftBehind = await settled(backends, metrics);
    for (const list of Object.values(times)) list.sort((a, b) => a - b);
    const summary = (list) => [quantile(list, 0.5), quantile(list, 0.99)];
    return {
      requests: done,
      streams,
      told,
      failures,
      leftBehind,
      fellBack: times.fellBack.length,
      milliseconds: { firstChoice: summary(times.firstChoice), fellBack: summary(times.fellBack) },
      resident: {
        bytes: resident.at(-1)?.[1] ?? 0,
        perRequest: slopeOf(resident.slice(Math.floor(resident.length / 2))),
      },
    };
  } catch (cause) {
    throw new Error(`the router did not keep up: ${cause.message}\n${log.join('')}`, { cause });
  } finally {
    agent.destroy();
    router.kill('SIGTERM');
    if (router.exitCode === null) await once(router, 'exit');
    await Promise.all(backends.map((backend) => backend.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits for the router to let go of everything; what it still holds then, in words. */
async function settled(backends, metrics) {
  const deadline = performance.now() + LONGEST_GOODBYE_MS;
  for (;;) {
    const held = [
      ...(await metrics()).matchAll(
        /^(signalbox_(?:requests_in_flight|backend_in_flight|backend_waiting)\S*) ([1-9]\d*)$/gm,
      ),
    ].map(([line]) => line);
    const open = backends.reduce((sum, backend) => sum + backend.connections(), 0);
    if (open > 0) held.push(`${open} connections to backends`);
    if (held.length === 0 || performance.now() > deadline) return held;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
