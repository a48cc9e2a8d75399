import { readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { algorithms, importConfig, signalKinds } from '@signalbox/engine';
import {
  createLogger,
  createLogRing,
  dataPlaneEndpoints,
  endpoints,
  managementRoutes,
  pluginKinds,
  protocols,
  providers,
  startServers,
} from '@signalbox/gateway';
import { startSimulator } from '@signalbox/gateway/simulator';
import { adapters, heads, referenceForms } from '@signalbox/models';
import fc from 'fast-check';
import { ConfigError, createEngine, createRouter } from 'signalbox';
import { problemsOf } from './answers.mjs';
import { dataPlaneSeeds, fuzzCase, RECENT } from './cases.mjs';
import { call, fetchFrom, mayStaySilent, throughSocket } from './ways.mjs';

const RECIPE = new URL('../../recipes/mom/config.yaml', import.meta.url);
/** How each model of the recipe is spoken to, so that every format is translated: provider, and where it lies. */
const BACKENDS = {
  'Qwen3-235B': ['anthropic', '/v1'],
  'DeepSeek-V3.2': ['deepseek', '/deepseek/v1'],
  'Kimi-K2-Thinking': ['vllm', '/v1'],
  'GLM-4.7': ['gemini', '/v1beta'],
  'gpt-oss-120b': ['bedrock', ''],
  'gpt-oss-20b': ['openai', '/v1'],
};
/** What an imported config may name. */
const vocabulary = {
  kinds: signalKinds,
  algorithms,
  plugins: pluginKinds,
  providers,
  endpoints,
  heads,
  adapters,
  forms: referenceForms,
};
/** Some of the names that come in paths. */
const HEADS_ASKED_FOR = ['x', 'MoM', 'auto', 'gpt-oss-20b', '0'];
const TOKEN = 'fuzz-token-3b1f0e';
/** What opens an endpoint, by who may call it. */
const CREDENTIALS = {
  open: [],
  read: [],
  write: [['authorization', `Bearer ${TOKEN}`]],
  page: [['sec-fetch-site', 'same-origin']],
};
const BACKEND_KEY = 'backend-key-91c7';
const AT_ONCE = 16;
/** Cases are made in batches: the generator's own bookkeeping grows with a batch. */
const BATCH = 500;
/** A request that is still open when so many others that began after it have been answered hangs. */
const PATIENCE = 5_000;
/** How long nothing may be answered before requests are sent that are known to be good. */
const STILL_MS = 500;
const PROBE = {
  endpoint: { plane: 'data', method: 'GET', path: '/health', seeds: [], queryNames: [], credentials: [] },
  way: 'socket',
  method: 'GET',
  path: '/health',
  query: '',
  headers: [],
  body: new Uint8Array(),
  wire: [],
  leaves: 'none',
};

/**
 * Every endpoint of both ports with what it takes, from the definitions: a new one is there by itself.
 *
 * @returns {import('./cases.mjs').FuzzEndpoint[]}
 */
export function fuzzEndpoints() {
  const data = dataPlaneEndpoints(protocols).map(({ method, path }) => ({
    plane: 'data',
    method,
    path,
    credentials: [],
    seeds: method === 'POST' ? dataPlaneSeeds(path) : [],
    queryNames: ['limit'],
  }));
  const management = managementRoutes.map(({ method, path, access, body, parameters = [] }) => ({
    plane: 'management',
    method,
    path,
    credentials: CREDENTIALS[access],
    seeds: Object.entries(body?.examples ?? {}).map(([contentType, example]) => ({
      contentType,
      body: typeof example === 'object' && 'replay_id' in example ? { ...example, replay_id: RECENT } : example,
    })),
    queryNames: parameters.filter((each) => each.in === 'query').map(({ name }) => name),
  }));
  return [...data, ...management];
}

/**
 * Sends changed requests to every endpoint of a router over well-behaved models: to its handlers, as web requests, and
 * as bytes over sockets.
 *
 * @param {{ requests: number, seed: number, onProgress?: (done: number) => void }} options
 * @returns {Promise<{ requests: number, overSockets: number, problems: string[],
 *   endpoints: Map<string, { served: number, refused: number }>, statuses: Map<number, number> }>} `problems`: crashes,
 *   hangs and answers that are none of their protocol, each with the request that led there.
 */
export async function fuzz({ requests, seed, onProgress }) {
  const simulator = await startSimulator({ models: 'any' });
  const problems = [];
  const logger = createLogger({ level: 'error', destination: { write: (line) => problems.push(`logged ${line}`) } });
  const configControl = idleConfigControl();
  const router = await createRouter({
    config: recipeOver(simulator.url),
    gateway: {
      managementToken: { name: 'fuzz', value: TOKEN },
      configControl,
      setup: idleSetup(configControl),
      logger,
      vocabulary,
      logRing: createLogRing(),
      weights: {
        list: () => HEADS_ASKED_FOR.map((head) => ({ head, hash: '0', bytes: 1 })),
        read: () => Buffer.from('w'),
      },
    },
  });
  const anywhere = { address: '127.0.0.1', port: 0 };
  const servers = await startServers(router.gateway, { dataPlane: anywhere, management: anywhere });
  const ports = { data: servers.dataPlane.port, management: servers.management.port };

  const endpoints = new Map();
  const statuses = new Map();
  const prototype = Object.getOwnPropertyNames(Object.prototype).length;
  let overSockets = 0;
  let answered = 0;
  const recent = new RecentIds();
  const open = new Map();
  const crashed = (cause) => problems.push(`crash: ${cause?.stack ?? cause}`);
  process.on('uncaughtException', crashed);
  process.on('unhandledRejection', crashed);

  const send = async (one) => {
    if (one.way === 'socket') {
      overSockets++;
      const answers = await throughSocket(ports, one);
      if (answers.length === 0 && !mayStaySilent(one)) throw new Error('the connection closed without an answer');
      return answers;
    }
    return one.way === 'fetch' && one.endpoint.plane === 'data'
      ? fetchFrom(router.gateway, one)
      : call(router.gateway, one);
  };
  const judge = (one, answers) => {
    const secrets = one.endpoint.path === '/api/v1/token' ? [BACKEND_KEY] : [TOKEN, BACKEND_KEY];
    for (const answer of answers) {
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      // What is wrong on the wire may be refused before it is anybody's request.
      const { endpoint } = one;
      const asked = one.way === 'socket' && one.wire.length > 0 ? { ...one, path: '' } : one;
      for (const problem of problemsOf(asked, answer, { secrets })) problems.push(`${problem}: ${shown(one)}`);
      recent.learn(one, answer);
      const key = `${endpoint.method} ${endpoint.path} (${endpoint.plane})`;
      const counts = endpoints.get(key) ?? { served: 0, refused: 0 };
      counts[answer.status < 400 ? 'served' : 'refused']++;
      endpoints.set(key, counts);
    }
  };
  /** Resolves when the request is answered and judged, or given up. */
  const run = (cased, number) =>
    new Promise((resolve) => {
      const one = { ...cased, path: recent.putInto(cased.path), body: recent.putIntoBody(cased.body) };
      open.set(number, { one, since: answered, giveUp: resolve });
      send(one)
        .then((answers) => judge(one, answers))
        .catch((cause) => problems.push(`${cause?.message ?? cause}: ${shown(one)}`))
        .then(() => {
          answered++;
          if (open.delete(number)) resolve();
          for (const [late, { one: waiting, since, giveUp }] of open) {
            if (answered - since <= PATIENCE) break;
            problems.push(`hangs: ${shown(waiting)}`);
            open.delete(late);
            giveUp();
          }
        });
    });

  const cases = draw(requests, seed);
  let begun = 0;
  const worker = async () => {
    for (let next = cases.next(); !next.done; next = cases.next()) {
      await run(next.value, begun++);
      // Many requests are answered without waiting for anything: streams get their turn in between.
      await turn();
      if (answered % BATCH === 0) onProgress?.(answered);
    }
  };
  const working = Promise.all(Array.from({ length: AT_ONCE }, worker));
  const stopProbing = whenStill(
    () => answered,
    () => run(PROBE, -1),
  );
  await working;
  stopProbing();
  if (Object.getOwnPropertyNames(Object.prototype).length !== prototype) problems.push('Object.prototype was changed');

  const metrics = await call(router.gateway, {
    ...PROBE,
    endpoint: { plane: 'management' },
    path: '/metrics',
    headers: [['host', '127.0.0.1']],
  });
  const underWay = /^signalbox_requests_in_flight (\d+)$/m.exec(String(metrics[0].body))?.[1];
  if (underWay !== '0') problems.push(`${underWay} requests are still counted as under way`);

  process.off('uncaughtException', crashed);
  process.off('unhandledRejection', crashed);
  await servers.close(1_000);
  await router.close(1_000);
  await simulator.close();
  return { requests: begun, overSockets, problems, endpoints, statuses };
}

/** Ids of what is there to be asked for, the latest of each kind. */
class RecentIds {
  #record = 'none';
  #response = 'none';
  #conversation = 'none';
  /** One with its conversation, which is not always the latest. */
  #item = ['none', 'none'];

  /** A path with ids in place of each `RECENT`. */
  putInto(path) {
    if (path.startsWith('/v1/responses/')) return path.replace(RECENT, this.#response);
    if (path.startsWith('/api/v1/backends/')) return path.replace(RECENT, 'gpt-oss-20b').replace(RECENT, 'x');
    if (!path.startsWith('/v1/conversations/')) return path.replace(RECENT, this.#record);
    const [first, second] = path.split(RECENT).length > 2 ? this.#item : [this.#conversation];
    return path.replace(RECENT, first).replace(RECENT, second);
  }

  /** A body with the latest record's id in place of `RECENT`. */
  putIntoBody(body) {
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
    // Bodies that are no text stay as they are, byte for byte.
    return bytes.includes(RECENT)
      ? Buffer.from(bytes.toString('latin1').replace(RECENT, this.#record), 'latin1')
      : body;
  }

  learn({ method, path }, { status, headers, body }) {
    const id = headers.findIndex((name) => name.toLowerCase() === 'x-vsr-replay-id');
    if (id >= 0) this.#record = headers[id + 1];
    if (status !== 200 || method === 'DELETE') return;
    const text = String(body);
    this.#response = /"id":"(resp_\w+)"/.exec(text)?.[1] ?? this.#response;
    if (method === 'POST' && path === '/v1/conversations') this.#conversation = JSON.parse(text).id;
    const [, conversation] = /^\/v1\/conversations\/(\w+)\/items$/.exec(path) ?? [];
    const [item] = conversation === undefined ? [] : JSON.parse(text).data;
    if (item !== undefined) this.#item = [conversation, encodeURIComponent(item.id)];
  }
}

/** The recipe with simulated backends, each of another format. */
function recipeOver(simulatorUrl) {
  const lines = readFileSync(RECIPE, 'utf8').split('\n');
  let model;
  return lines
    .map((line) => {
      model = /^ {4}- name: (\S+)$/.exec(line)?.[1] ?? model;
      if (!line.trimStart().startsWith('backend_refs:')) return line;
      const [provider, path] = BACKENDS[model];
      return `      backend_refs: [{ name: x, provider: ${provider}, base_url: "${simulatorUrl}${path}", api_key: "${BACKEND_KEY}" }]`;
    })
    .join('\n');
}

/** Cases from the endpoints, the same for the same seed. */
function* draw(requests, seed) {
  const drawn = fuzzCase(fuzzEndpoints(), Object.keys(BACKENDS));
  for (let done = 0; done < requests; done += BATCH) {
    yield* fc.sample(drawn, { seed: seed + done, numRuns: Math.min(BATCH, requests - done) });
  }
}

/** Acts again and again while a count stands still: requests that are stuck are told by those that are answered after. */
function whenStill(count, act) {
  let before = count();
  let isActing = false;
  const look = async () => {
    if (isActing) return;
    isActing = true;
    for (let acted = 0; count() - acted === before && acted <= PATIENCE; acted++) await act();
    before = count();
    isActing = false;
  };
  const timer = setInterval(look, STILL_MS);
  return () => clearInterval(timer);
}

/** Checks configs as a router does, and puts none in force: the fuzzer keeps its models. */
function idleConfigControl() {
  const version = { id: '1', etag: 'x', at: 0, author: 'file', reason: 'start', file: 'config.yaml' };
  // Some of the ids that come; which does not matter.
  const isKept = (id) => id.length % 2 === 0;
  const validate = async (text) => {
    try {
      const { warnings, close } = await createEngine({ config: text, environment: {}, purpose: 'serve' });
      await close();
      return warnings;
    } catch (cause) {
      if (cause instanceof ConfigError) return cause.diagnostics;
      throw cause;
    }
  };
  const take = async (text) => {
    const diagnostics = await validate(text);
    const isGood = diagnostics.every(({ severity }) => severity !== 'error');
    return isGood ? { kind: 'in_force', version, diagnostics } : { kind: 'invalid', diagnostics };
  };
  return {
    current: () => ({ text: 'version: v0.3\n', etag: version.etag }),
    status: () => ({ etag: version.etag, file: version.file, readOnly: undefined, rejected: undefined }),
    validate,
    importReference: (text) => importConfig(text, { vocabulary }),
    fetchText: async (address) =>
      isKept(address) ? { text: 'version: v0.3\n' } : { problem: 'nothing answers', hint: undefined },
    replace: async (text, expected) =>
      ['*', 'x'].includes(expected) ? take(text) : { kind: 'stale', etag: version.etag },
    rollback: async (id) => (isKept(id) ? { kind: 'in_force', version, diagnostics: [] } : { kind: 'unknown_version' }),
    versions: async () => [version],
    versionText: async (id) => (isKept(id) ? 'version: v0.3\n' : undefined),
  };
}

/** Makes drafts of what it is given, and puts none in force. */
function idleSetup(configControl) {
  const recipe = { name: 'single', summary: 'One model.', decisions: 1, models: [] };
  const state = { is_needed: true, file: 'signalbox.yaml', file_exists: false, is_simulated: true, recipes: [recipe] };
  return {
    state: async () => state,
    detect: async () => ({ servers: [], asked: [] }),
    models: async () => ({ models: [] }),
    test: async () => ({ ok: false, problem: 'nothing answers' }),
    draft: async (base) => {
      const yaml = base.yaml ?? 'version: v0.3\n';
      return base.recipe === undefined || base.recipe === recipe.name
        ? { yaml, diagnostics: await configControl.validate(yaml) }
        : { problem: 'there is no such recipe' };
    },
    // Some of the texts are taken; which does not matter.
    activate: (yaml, _overwrite, by) =>
      yaml.startsWith('version') ? configControl.rollback('11', by) : configControl.replace(yaml, '*', by),
  };
}

/** A request in one line, as far as it fits. */
function shown({ way, method, path, query, headers, body, wire, leaves }) {
  const text = Buffer.from(body).toString('utf8');
  return JSON.stringify({ way, method, path, query, headers, wire, leaves, body: text.slice(0, 600) });
}
