import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFaultyBackend } from './faulty-backend.mjs';
import { firstLine } from './first-line.mjs';

const ROOT = new URL('../../', import.meta.url);
const CLIENTS = 8;
const TIMEOUT = '2s';
/** For what waits at the end of an outage to be written. */
const LONGEST_RECOVERY_MS = 60_000;

/** What happens to both servers, and how it ends. */
const OUTAGES = {
  gone: { begin: (server) => server.kill(), end: (server) => server.restart() },
  hanging: { begin: async (server) => server.pause(), end: async (server) => server.resume() },
};

/**
 * Asks a router without pause while its PostgreSQL and its Redis are gone, and again while they take connections and answer
 * nothing. Rate limits are open where they cannot be counted. Half of the requests have been answered before and are turns of
 * a session: answers and sessions are in Redis, or with `passing: 'postgres'` in PostgreSQL.
 *
 * @param {{ outage: 'gone' | 'hanging', seconds: number, maxWaiting?: number, passing?: 'postgres' | 'redis' }} options
 * @returns {Promise<{ requests: number, during: number, refused: string[], kept: number, lost: number, longestMs: number,
 *   recoveryMs: number, problems: string[], hitsDuring: number, failures: number, isShared: boolean }>} `during`: requests
 *   while the servers were away. `refused`: answers that are not 200. `kept`, `lost`: records in the store at the end, and
 *   those that the router says it lost. `recoveryMs`: from the end of the outage until all that waited was written.
 *   `hitsDuring`: kept answers that were given meanwhile. `failures`: of reading and writing answers and sessions, as
 *   counted. `isShared`: an answer from after the outage is in the store.
 */
export async function outageSoak({ outage, seconds, maxWaiting = 10_000, passing = 'redis' }) {
  const gateway = await import('@signalbox/gateway');
  const { openPostgresDatabase, openPostgresLog, recordLog } = gateway;
  const { startPostgresServer, startRedisServer } = await import('@signalbox/gateway/testing');
  const [backend, postgres, redis] = await Promise.all([
    startFaultyBackend(),
    startPostgresServer(),
    startRedisServer(),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-outage-'));
  writeFileSync(join(folder, 'config.yaml'), configOver(backend.port, postgres.url, redis.url, maxWaiting, passing));
  const router = spawn(
    process.execPath,
    [
      ...[new URL('apps/cli/bin/signalbox.js', ROOT).pathname, 'serve', '--config', join(folder, 'config.yaml')],
      ...['--json', '--port', '0', '--management-port', '0', '--log-level', 'error'],
    ],
    { env: { ...process.env, SIGNALBOX_DATA_DIR: folder }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const { dataPlane, management } = JSON.parse(await firstLine(router));
    const refused = [];
    let requests = 0;
    let longestMs = 0;
    let hits = 0;
    let isOver = false;
    const client = async () => {
      while (!isOver) {
        const number = ++requests;
        const startedMs = performance.now();
        const { problem, isHit } = await ask(dataPlane, number % 2 === 0 ? 'count' : `count ${number}`);
        if (problem !== undefined) refused.push(problem);
        if (isHit) hits++;
        longestMs = Math.max(longestMs, performance.now() - startedMs);
      }
    };
    const working = Promise.all(Array.from({ length: CLIENTS }, client));
    const asked = async (more) => {
      const most = requests + more;
      while (requests < most) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await asked(100);
    const [before, hitsBefore] = [requests, hits];
    for (const server of [postgres, redis]) await OUTAGES[outage].begin(server);
    const until = performance.now() + seconds * 1e3;
    while (performance.now() < until) await asked(20);
    const [during, hitsDuring] = [requests - before, hits - hitsBefore];
    for (const server of [postgres, redis]) await OUTAGES[outage].end(server);
    const endedMs = performance.now();
    await asked(100);
    isOver = true;
    await working;
    const { lost, failures } = await allWritten(management);
    const recoveryMs = performance.now() - endedMs;

    const options = { url: postgres.url, schema: 'signalbox', timeoutMs: 30_000, connections: 2 };
    const database = await openPostgresDatabase(options);
    const log = await openPostgresLog(recordLog, database, { bounds: { maxEntries: 1e9, maxBytes: 1e15 } });
    const { entries, problems } = await log.check();
    await log.close();
    const connection = gateway.openRedis({ url: redis.url, timeoutMs: 5_000, onError: () => {} });
    const store =
      passing === 'redis'
        ? gateway.createRedisCache(connection, { keyPrefix: 'signalbox', ownsConnection: false })
        : await gateway.openPostgresCache(database, { schema: 'signalbox', ownsDatabase: false });
    const isShared = await keptAgain(dataPlane, store);
    await store.close();
    await connection.close();
    await database.close();
    const answers = { hitsDuring, failures, isShared };
    return { requests, during, refused, kept: entries, lost, longestMs, recoveryMs, problems, ...answers };
  } finally {
    router.kill('SIGKILL');
    await backend.close();
    await postgres.close();
    await redis.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function configOver(port, postgres, redis, maxWaiting, passing) {
  return `version: v0.3
providers:
  models:
    - { name: only, backend_refs: [{ endpoint: "127.0.0.1:${port}" }] }
routing:
  decisions:
    - name: any
      modelRefs: [{ model: only }]
      emits: [{ kind: retention, retention: { keep_current_model: true } }]
      plugins: [{ type: response_cache, configuration: { scope: global, mode: exact, screening: { enabled: false } } }]
global:
  services:
    router_replay: { store_backend: postgres, max_waiting: ${maxWaiting} }
    response_cache: { store_backend: ${passing} }
    sessions: { store_backend: ${passing} }
    ratelimit:
      fail_open: true
      providers:
        - type: redis
          url: ${redis}
          rules: [{ name: all, requests_per_unit: 1000000, unit: day }]
  stores:
    postgres: { url: "${postgres}", timeout: ${TIMEOUT} }
    redis: { url: "${redis}" }
`;
}

/** What is wrong with an answer, undefined where nothing is, and whether it was a kept one. */
async function ask(dataPlane, content) {
  try {
    const response = await fetch(`${dataPlane}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-session-id': 'one' },
      body: JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content }] }),
    });
    const text = await response.text();
    const isHit = response.headers.get('x-vsr-cache-hit') === 'true';
    return { problem: response.status === 200 ? undefined : `status ${response.status}: ${text.slice(0, 200)}`, isHit };
  } catch (cause) {
    return { problem: cause.message, isHit: false };
  }
}

/** Asks something new until one of the answers is in the store. */
async function keptAgain(dataPlane, store) {
  const until = performance.now() + LONGEST_RECOVERY_MS;
  for (let number = 0; performance.now() < until; number++) {
    const { total } = await store.list({}, { limit: 1, offset: 0 });
    await ask(dataPlane, `after the outage ${number}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    if ((await store.list({}, { limit: 1, offset: 0 })).total > total) return true;
  }
  return false;
}

/** Waits until a question to the store is answered, which is when all that waited before it is written; gives what was lost and what failed. */
async function allWritten(management) {
  const until = performance.now() + LONGEST_RECOVERY_MS;
  for (;;) {
    const response = await fetch(`${management}/v1/router_replay/aggregate`);
    await response.text();
    if (response.status === 200) break;
    if (performance.now() > until) throw new Error(`the store does not recover: status ${response.status}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const metrics = await (await fetch(`${management}/metrics`)).text();
  const sum = (name) =>
    [...metrics.matchAll(new RegExp(`^${name}(?:{[^}]*})? (\\d+)$`, 'gm'))].reduce(
      (all, [, value]) => all + Number(value),
      0,
    );
  const failures = ['cache_store_failures_total', 'sessions_unread_total', 'sessions_lost'];
  return {
    lost: sum('signalbox_records_lost'),
    failures: failures.reduce((all, name) => all + sum(`signalbox_${name}`), 0),
  };
}
