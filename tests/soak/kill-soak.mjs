import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFaultyBackend } from './faulty-backend.mjs';
import { firstLine } from './first-line.mjs';
import { seededRandom } from './seeded-random.mjs';

const ROOT = new URL('../../', import.meta.url);
const CLIENTS = 8;
const TOKEN = 'the-token-of-the-kill-soak';
const ALL = { maxEntries: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };
/** Requests of a round before the kill, at least; at most three times as many. */
const FEWEST_REQUESTS = 100;

/**
 * Kills a router with SIGKILL in the middle of its work, again and again, over one store, and looks after each time whether
 * all that had been acknowledged is there: an outcome by its 201, a stored response by its end, a record by having been in a list. With PostgreSQL every
 * other round ends the server too, as a crash would.
 *
 * @param {{ driver: 'embedded' | 'postgres', rounds: number, seed: number, onProgress?: (round: number) => void }} options
 * @returns {Promise<{ requests: number, records: number, outcomes: number, responses: number, kept: number, problems: string[] }>}
 *   `records`, `outcomes` and `responses`: those that were acknowledged. `kept`: records in the store at the end. `problems`: what is missing, is
 *   there twice, or is wrong with the store; empty where all is well.
 */
export async function killSoak({ driver, rounds, seed, onProgress }) {
  const random = seededRandom(seed);
  const backend = await startFaultyBackend();
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-kill-'));
  const store = driver === 'postgres' ? await serverStore() : await fileStore(folder);
  writeFileSync(join(folder, 'config.yaml'), configOver(backend.port, store.config));
  /** Lifecycle of each acknowledged record, as it was seen last. */
  const records = new Map();
  const outcomes = new Map();
  /** Acknowledged responses, with what each goes on from. */
  const responses = new Map();
  const problems = [];
  let requests = 0;
  let kept = 0;
  try {
    for (let round = 1; round <= rounds; round++) {
      const router = await startRouter(folder);
      const most = requests + FEWEST_REQUESTS + Math.floor(random() * 2 * FEWEST_REQUESTS);
      const isOver = () => requests >= most;
      const working = Promise.all([
        ...Array.from({ length: CLIENTS }, async (_, client) => {
          while (!isOver()) {
            const number = ++requests;
            const id = await ask(router, number % 2 === 0);
            if (id !== undefined && number % 3 === 0) await say(router, id, `${round}-${client}-${number}`, outcomes);
          }
        }),
        (async () => {
          while (!isOver()) await look(router, records);
        })(),
        (async () => {
          // A chain per round, every other answer a stream.
          let previous;
          for (let turn = 1; !isOver(); turn++) previous = await respond(router, previous, turn % 2 === 0, responses);
        })(),
      ]).catch((cause) => problems.push(`round ${round}: ${cause.message}`));
      await waitUntil(isOver);
      // Clients still have requests under way.
      const ended = once(router.process, 'exit');
      router.process.kill('SIGKILL');
      await Promise.all([ended, working]);
      if (round % 2 === 0) await store.crash();
      const found = await store.read();
      kept = found.records.size;
      problems.push(...found.problems.map((problem) => `round ${round}: ${problem}`));
      for (const [id, lifecycle] of records) {
        const there = found.records.get(id);
        if (there === undefined) problems.push(`round ${round}: record ${id} was acknowledged and is not there`);
        else if (lifecycle === 'completed' && there !== 'completed')
          problems.push(`round ${round}: record ${id} was completed and is ${there}`);
      }
      for (const [id, said] of outcomes) {
        if (found.outcomes.get(id) !== said)
          problems.push(`round ${round}: outcome ${id} was acknowledged and is not there`);
      }
      for (const [id, previous] of responses) {
        const there = found.responses.get(id);
        if (there === undefined) problems.push(`round ${round}: response ${id} was acknowledged and is not there`);
        else if (there !== previous) problems.push(`round ${round}: response ${id} follows ${there}, not ${previous}`);
      }
      onProgress?.(round);
    }
    return {
      requests,
      records: records.size,
      outcomes: outcomes.size,
      responses: responses.size,
      kept,
      problems,
    };
  } finally {
    await backend.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function configOver(port, store) {
  return [
    'version: v0.3',
    'providers:',
    '  models:',
    `    - { name: only, backend_refs: [{ endpoint: "127.0.0.1:${port}" }] }`,
    'routing:',
    '  decisions:',
    '    - { name: any, modelRefs: [{ model: only }] }',
    ...store,
    '',
  ].join('\n');
}

async function fileStore(folder) {
  const gateway = await import('@signalbox/gateway');
  const { openEmbeddedLog, outcomeLog, recordLog } = gateway;
  mkdirSync(join(folder, 'data'));
  const path = join(folder, 'data', 'signalbox.db');
  return {
    config: ['global:', '  services: { response_api: { store_backend: file } }'],
    async read() {
      const open = (definition) => openEmbeddedLog(definition, { path, bounds: ALL });
      const database = await gateway.openEmbeddedDatabase({ path });
      try {
        return await readAll(open, await gateway.openSqlResponses(database), recordLog, outcomeLog);
      } finally {
        await database.close();
      }
    },
    crash: async () => {},
    close: async () => {},
  };
}

async function serverStore() {
  const gateway = await import('@signalbox/gateway');
  const { openPostgresDatabase, openPostgresLog, outcomeLog, recordLog } = gateway;
  const { startPostgresServer } = await import('@signalbox/gateway/testing');
  const server = await startPostgresServer();
  return {
    config: [
      'global:',
      '  services: { router_replay: { store_backend: postgres }, response_api: { store_backend: postgres } }',
      `  stores: { postgres: { url: "${server.url}" } }`,
    ],
    async read() {
      const options = { url: server.url, schema: 'signalbox', timeoutMs: 30_000, connections: 2 };
      const database = await openPostgresDatabase(options);
      try {
        const open = (definition) => openPostgresLog(definition, database, { bounds: ALL });
        return await readAll(open, await gateway.openSqlResponses(database), recordLog, outcomeLog);
      } finally {
        await database.close();
      }
    },
    crash: () => server.restart(),
    close: () => server.close(),
  };
}

/** All that a store holds, and what is wrong with it. */
async function readAll(open, store, recordLog, outcomeLog) {
  const read = async (definition, keep) => {
    const log = await open(definition);
    const found = new Map();
    const problems = [...(await log.check()).problems];
    for await (const entry of log.all()) {
      if (found.has(entry.id)) problems.push(`${entry.id} is there twice`);
      found.set(entry.id, keep(entry));
    }
    await log.close();
    return { found, problems };
  };
  const records = await read(recordLog, ({ lifecycle }) => lifecycle);
  const outcomes = await read(outcomeLog, ({ reason }) => reason);
  const responses = await readResponses(store);
  return {
    records: records.found,
    outcomes: outcomes.found,
    responses: responses.found,
    problems: [...records.problems, ...outcomes.problems, ...responses.problems],
  };
}

/** What each stored response follows, by id. */
async function readResponses(store) {
  const found = new Map();
  const problems = [];
  for await (const { document } of store.all()) {
    if (found.has(document.id)) problems.push(`response ${document.id} is there twice`);
    found.set(document.id, document.parent);
  }
  const { documents } = await store.statistics();
  if (documents !== found.size) problems.push(`${documents} responses are counted, and ${found.size} are there`);
  return { found, problems };
}

async function startRouter(folder) {
  const router = spawn(
    process.execPath,
    [
      ...[new URL('apps/cli/bin/signalbox.js', ROOT).pathname, 'serve', '--config', join(folder, 'config.yaml')],
      ...['--json', '--port', '0', '--management-port', '0', '--log-level', 'error'],
    ],
    {
      env: { ...process.env, SIGNALBOX_DATA_DIR: join(folder, 'data'), SIGNALBOX_TOKEN: TOKEN },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return { process: router, ...JSON.parse(await firstLine(router)) };
}

/** The id of a request's record; undefined where the router was killed meanwhile. */
async function ask({ dataPlane }, isStreamed) {
  try {
    const response = await fetch(`${dataPlane}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'MoM', stream: isStreamed, messages: [{ role: 'user', content: 'count' }] }),
    });
    await response.text();
    return response.headers.get('x-vsr-replay-id') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Stores a response that goes on from another; gives the id of the next one to go on from. */
async function respond({ dataPlane }, previous, isStreamed, responses) {
  try {
    const response = await fetch(`${dataPlane}/v1/responses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'MoM', stream: isStreamed, input: 'count', previous_response_id: previous }),
    });
    const text = await response.text();
    const id = isStreamed ? idOfEnd(text) : response.ok ? JSON.parse(text).id : undefined;
    if (id === undefined || response.headers.has('x-vsr-store-warning')) return previous;
    responses.set(id, previous ?? null);
    return id;
  } catch {
    // The router was killed meanwhile.
    return previous;
  }
}

/** Only a stream that came to its good end was acknowledged. */
function idOfEnd(text) {
  const end = text.split('\n').find((line) => line.startsWith('data: ') && line.includes('"response.completed"'));
  return end === undefined ? undefined : JSON.parse(end.slice('data: '.length)).response.id;
}

async function say({ management }, record, key, outcomes) {
  const said = `said in ${key}`;
  const response = await fetch(`${management}/v1/router/outcomes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'idempotency-key': key },
    body: JSON.stringify({ replay_id: record, verdict: 'good_fit', reason: said }),
  }).catch(() => undefined);
  if (response === undefined) return;
  if (response.status !== 201) throw new Error(`an outcome was answered ${response.status}: ${await response.text()}`);
  outcomes.set(key, said);
}

async function look({ management }, records) {
  const response = await fetch(`${management}/v1/router_replay?limit=100`).catch(() => undefined);
  // What was cut off was not acknowledged.
  const list = await response?.json().catch(() => undefined);
  for (const { id, lifecycle_state: lifecycle } of list?.data ?? []) records.set(id, lifecycle);
}

async function waitUntil(isOver) {
  while (!isOver()) await new Promise((resolve) => setTimeout(resolve, 5));
}
