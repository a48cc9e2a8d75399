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
 * nothing. Rate limits are open where they cannot be counted.
 *
 * @param {{ outage: 'gone' | 'hanging', seconds: number, maxWaiting?: number }} options
 * @returns {Promise<{ requests: number, during: number, refused: string[], kept: number, lost: number, longestMs: number,
 *   recoveryMs: number, problems: string[] }>} `during`: requests while the servers were away. `refused`: answers that are
 *   not 200. `kept`, `lost`: records in the store at the end, and those that the router says it lost. `recoveryMs`: from
 *   the end of the outage until all that waited was written.
 */
export async function outageSoak({ outage, seconds, maxWaiting = 10_000 }) {
  const { openPostgresDatabase, openPostgresLog, recordLog } = await import('@signalbox/gateway');
  const { startPostgresServer, startRedisServer } = await import('@signalbox/gateway/testing');
  const [backend, postgres, redis] = await Promise.all([
    startFaultyBackend(),
    startPostgresServer(),
    startRedisServer(),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-outage-'));
  writeFileSync(join(folder, 'config.yaml'), configOver(backend.port, postgres.url, redis.url, maxWaiting));
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
    let isOver = false;
    const client = async () => {
      while (!isOver) {
        requests++;
        const startedMs = performance.now();
        const problem = await ask(dataPlane);
        if (problem !== undefined) refused.push(problem);
        longestMs = Math.max(longestMs, performance.now() - startedMs);
      }
    };
    const working = Promise.all(Array.from({ length: CLIENTS }, client));
    const asked = async (more) => {
      const most = requests + more;
      while (requests < most) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await asked(100);
    const before = requests;
    for (const server of [postgres, redis]) await OUTAGES[outage].begin(server);
    const until = performance.now() + seconds * 1e3;
    while (performance.now() < until) await asked(20);
    const during = requests - before;
    for (const server of [postgres, redis]) await OUTAGES[outage].end(server);
    const endedMs = performance.now();
    await asked(100);
    isOver = true;
    await working;
    const lost = await allWritten(management);
    const recoveryMs = performance.now() - endedMs;

    const options = { url: postgres.url, schema: 'signalbox', timeoutMs: 30_000, connections: 2 };
    const database = await openPostgresDatabase(options);
    const log = await openPostgresLog(recordLog, database, { bounds: { maxEntries: 1e9, maxBytes: 1e15 } });
    const { entries, problems } = await log.check();
    await log.close();
    await database.close();
    return { requests, during, refused, kept: entries, lost, longestMs, recoveryMs, problems };
  } finally {
    router.kill('SIGKILL');
    await backend.close();
    await postgres.close();
    await redis.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function configOver(port, postgres, redis, maxWaiting) {
  return `version: v0.3
providers:
  models:
    - { name: only, backend_refs: [{ endpoint: "127.0.0.1:${port}" }] }
routing:
  decisions:
    - { name: any, modelRefs: [{ model: only }] }
global:
  services:
    router_replay: { store_backend: postgres, max_waiting: ${maxWaiting} }
    ratelimit:
      fail_open: true
      providers:
        - type: redis
          url: ${redis}
          rules: [{ name: all, requests_per_unit: 1000000, unit: day }]
  stores:
    postgres: { url: "${postgres}", timeout: ${TIMEOUT} }
`;
}

/** What is wrong with an answer; undefined where nothing is. */
async function ask(dataPlane) {
  try {
    const response = await fetch(`${dataPlane}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content: 'count' }] }),
    });
    const text = await response.text();
    return response.status === 200 ? undefined : `status ${response.status}: ${text.slice(0, 200)}`;
  } catch (cause) {
    return cause.message;
  }
}

/** Waits until a question to the store is answered, which is when all that waited before it is written; gives the loss. */
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
  return Number(/^signalbox_records_lost (\d+)$/m.exec(metrics)?.[1]);
}
