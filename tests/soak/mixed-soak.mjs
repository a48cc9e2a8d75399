import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFaultyBackend } from './faulty-backend.mjs';
import { firstLine } from './first-line.mjs';
import { seededRandom } from './seeded-random.mjs';

const ROOT = new URL('../../', import.meta.url);
const CLIENTS = 4;
const TOKEN = 'the-token-of-the-mixed-soak';
/** Between two requests of a client: the router is to be busy, not drowned. */
const PAUSE_MS = 5;
const SAMPLES = 60;
/** Share of the time in which caches, stores and compiled code fill up. */
const WARM_UP = 1 / 3;

/** Everything is bounded low enough that it is full before the warm-up is over. */
function configOver(port) {
  return `version: v0.3
providers:
  models:
    - { name: small, backend_refs: [{ endpoint: "127.0.0.1:${port}" }] }
    - { name: large, backend_refs: [{ endpoint: "127.0.0.1:${port}" }] }
routing:
  signals:
    keywords: [{ name: sums, operator: OR, keywords: [sum, integral] }]
  decisions:
    - name: sums
      priority: 10
      rules: { operator: AND, conditions: [{ type: keyword, name: sums }] }
      modelRefs: [{ model: large }]
      plugins: [{ type: router_replay, configuration: { capture_request_body: true, capture_response_body: true, max_records: 2000 } }]
    - name: any
      modelRefs: [{ model: small }]
      plugins: [{ type: response_cache, configuration: { mode: exact, scope: global, ttl_seconds: 5 } }]
global:
  services:
    router_replay: { max_records: 10000 }
    response_api: { store_backend: file, max_responses: 500 }
    response_cache: { max_entries: 500 }
`;
}

/**
 * Sends a router everything that it serves, for a while: chats and streams of three protocols, repeats, chains of stored
 * responses, broken requests, clients that leave, outcomes, and questions to the management port.
 *
 * @param {{ minutes: number, seed: number, onProgress?: (minutes: number) => void }} options
 * @returns {Promise<{ requests: number, byKind: Record<string, number>, failures: string[],
 *   resident: Growth, files: Growth }>} `failures`: answers that were not what they should be.
 *
 * @typedef {{ firstBytes: number, lastBytes: number, bytesPerMinute: number }} Growth From the end of the warm-up to the end;
 *   the slope by least squares.
 */
export async function mixedSoak({ minutes, seed, onProgress }) {
  const random = seededRandom(seed);
  const backend = await startFaultyBackend();
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-mixed-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(join(folder, 'config.yaml'), configOver(backend.port));
  const router = spawn(
    process.execPath,
    [
      ...[new URL('apps/cli/bin/signalbox.js', ROOT).pathname, 'serve', '--config', join(folder, 'config.yaml')],
      ...['--json', '--port', '0', '--management-port', '0', '--log-level', 'error'],
    ],
    { env: { ...process.env, SIGNALBOX_DATA_DIR: data, SIGNALBOX_TOKEN: TOKEN }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const places = JSON.parse(await firstLine(router));
    const lengthMs = minutes * 60_000;
    const started = performance.now();
    const passedMs = () => performance.now() - started;
    /** @type {Record<string, number>} */
    const byKind = {};
    const failures = [];
    const traffic = trafficTo(places, random);
    const working = Array.from({ length: CLIENTS }, async () => {
      while (passedMs() < lengthMs) {
        const kind = pick(Object.keys(traffic), random);
        const problem = await traffic[kind]().catch((cause) => String(cause.cause ?? cause));
        byKind[kind] = (byKind[kind] ?? 0) + 1;
        if (problem !== undefined) failures.push(`${kind}: ${problem}`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    });
    const resident = [];
    const files = [];
    let told = 0;
    while (passedMs() < lengthMs) {
      await new Promise((resolve) => setTimeout(resolve, lengthMs / SAMPLES));
      const minute = passedMs() / 60_000;
      resident.push([minute, residentBytes(router.pid)]);
      files.push([minute, bytesIn(data)]);
      if (Math.floor(minute) > told) {
        told = Math.floor(minute);
        onProgress?.(told);
      }
    }
    await Promise.all(working);
    return {
      requests: Object.values(byKind).reduce((sum, count) => sum + count, 0),
      byKind,
      failures,
      resident: growthOf(resident),
      files: growthOf(files),
    };
  } finally {
    const ended = once(router, 'exit');
    if (router.exitCode === null) router.kill('SIGTERM');
    await ended;
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each kind of request; resolves with what is wrong with its answer, or undefined. */
function trafficTo({ dataPlane, management }, random) {
  let previous;
  let record;
  const post = (path, body, more = {}) =>
    fetch(`${dataPlane}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...more,
    });
  const said = (text) => [{ role: 'user', content: text }];
  const fresh = () =>
    `${pick(['the sum of', 'a poem on', 'ada@example.org wants'], random)} ${Math.floor(random() * 1e9)}`;
  const expect = async (response, status, part = '') => {
    const text = await response.text();
    record = response.headers.get('x-vsr-replay-id') ?? record;
    if (response.status !== status) return `${response.status} in place of ${status}: ${text.slice(0, 200)}`;
    return text.includes(part) ? undefined : `no ${part} in ${text.slice(-200)}`;
  };
  return {
    chat: async () =>
      expect(await post('/v1/chat/completions', { model: 'MoM', messages: said(fresh()) }), 200, 'four'),
    stream: async () =>
      expect(
        await post('/v1/chat/completions', { model: 'MoM', stream: true, messages: said(fresh()) }),
        200,
        '[DONE]',
      ),
    messages: async () =>
      expect(await post('/v1/messages', { model: 'MoM', max_tokens: 99, messages: said(fresh()) }), 200, 'four'),
    repeat: async () =>
      expect(await post('/v1/chat/completions', { model: 'MoM', messages: said('Again?') }), 200, 'four'),
    async response() {
      const body = { model: 'MoM', input: fresh(), previous_response_id: random() < 0.2 ? undefined : previous };
      const response = await post('/v1/responses', body);
      const text = await response.text();
      // The one that it goes on from may have made room for others.
      if (response.status === 404 || (response.status === 400 && previous !== undefined)) previous = undefined;
      else if (response.status !== 200) return `${response.status}: ${text.slice(0, 200)}`;
      else previous = JSON.parse(text).id;
      return undefined;
    },
    broken: async () => expect(await post('/v1/chat/completions', '{"model":'), 400),
    async leaving() {
      const leave = new AbortController();
      const body = { model: 'MoM', stream: true, messages: said(fresh()) };
      const asked = post('/v1/chat/completions', body, { signal: leave.signal }).then((response) => response.text());
      setTimeout(() => leave.abort(), random() * 10);
      await asked.catch(() => undefined);
      return undefined;
    },
    async outcome() {
      if (record === undefined) return undefined;
      const response = await fetch(`${management}/v1/router/outcomes`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}` },
        body: JSON.stringify({ replay_id: record, verdict: 'good_fit' }),
      });
      // A record is asked for by its id, and the newest of another client may still be on its way.
      return response.status === 404 ? void (await response.text()) : expect(response, 201);
    },
    list: async () => expect(await fetch(`${management}/v1/router_replay?limit=50&decision=any`), 200, 'total'),
    aggregate: async () => expect(await fetch(`${management}/v1/router_replay/aggregate`), 200, 'stages'),
  };
}

function pick(list, random) {
  return list[Math.floor(random() * list.length)];
}

function residentBytes(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1_024;
}

function bytesIn(folder) {
  return ['signalbox.db', 'signalbox.db-wal']
    .map((name) => join(folder, name))
    .reduce((sum, path) => sum + (existsSync(path) ? statSync(path).size : 0), 0);
}

function growthOf(points) {
  const late = points.slice(Math.floor(points.length * WARM_UP));
  const meanX = late.reduce((sum, [x]) => sum + x, 0) / late.length;
  const meanY = late.reduce((sum, [, y]) => sum + y, 0) / late.length;
  const over = late.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return {
    firstBytes: late[0][1],
    lastBytes: late.at(-1)[1],
    bytesPerMinute: over / late.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0),
  };
}
