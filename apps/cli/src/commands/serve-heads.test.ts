import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../run.ts';
import { type TestIo, testIo } from '../testing/test-io.ts';

const CLASSES = ['law', 'math'];
type Mode = 'good' | 'failing' | 'talking nonsense' | 'silent';

/** A classification server as vLLM publishes it: what has a digit is maths. */
let mode: Mode;
let classifier: Server;
let port: number;
function classify(texts: readonly string[], response: ServerResponse): void {
  if (mode === 'silent') return;
  if (mode === 'failing') {
    response.writeHead(500).end('CUDA out of memory');
    return;
  }
  const data = texts.map((text, index) => {
    const share = /\d/.test(text) ? 0.9 : 0.1;
    return { index, label: CLASSES[share > 0.5 ? 1 : 0], probs: [1 - share, share], num_classes: 2 };
  });
  response.end(mode === 'good' ? JSON.stringify({ object: 'list', data }) : '{"data":"soon"}');
}
function createClassifier(): Server {
  return createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => classify(JSON.parse(body).input, response));
  });
}
const listen = (at: number) => new Promise<void>((resolve) => classifier.listen(at, '127.0.0.1', resolve));
async function kill(): Promise<void> {
  const closed = new Promise((resolve) => classifier.close(resolve));
  classifier.closeAllConnections();
  await closed;
}

const config = (options = '') => `version: v0.3
providers:
  defaults: { default_model: small }
  models: [{ name: small }, { name: large }]
routing:
  signals: { domains: [{ name: math }] }
  decisions:
    - { name: sums, rules: { operator: OR, conditions: [{ type: domain, name: math }] }, modelRefs: [{ model: large }] }
global:
  model_catalog:
    heads:
      domain:
        adapter: vllm
        base_url: http://127.0.0.1:${port}
        model: subjects
        labels: { law: law, math: math }
        timeout: 300ms
        breaker_pause: 50ms
        cache_entries: 0
        max_waiting: 1000
        ${options}
`;

interface Addresses {
  readonly dataPlane: string;
  readonly management: string;
}
let io: TestIo;
let done: Promise<number>;
async function start(text: string, argv: readonly string[] = ['--simulate']): Promise<Addresses> {
  io = testIo();
  io.write('config.yaml', text);
  done = run(['serve', '--port', '0', '--management-port', '0', '--json', '--config', 'config.yaml', ...argv], io);
  await Promise.race([io.printed(/\n/), done]);
  return JSON.parse(io.out()) as Addresses;
}
async function ask(urls: Addresses, content: string) {
  const response = await fetch(`${urls.dataPlane}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content }] }),
  });
  await response.text();
  return {
    status: response.status,
    decision: response.headers.get('x-vsr-selected-decision'),
    id: response.headers.get('x-vsr-replay-id'),
  };
}
const metricsOf = async (urls: Addresses) => (await fetch(`${urls.management}/metrics`)).text();
const traceOf = async (urls: Addresses, id: string | null) =>
  JSON.stringify(await (await fetch(`${urls.management}/v1/router_replay/${id}`)).json());

beforeEach(async () => {
  mode = 'good';
  classifier = createClassifier();
  await listen(0);
  port = (classifier.address() as AddressInfo).port;
});
afterEach(async () => {
  io.stop();
  await done;
  await kill();
});

test('a head is served by the server that the config names', async () => {
  const urls = await start(config());
  expect(await ask(urls, 'What is 2 + 2?')).toMatchObject({ status: 200, decision: 'sums' });
  expect((await ask(urls, 'What is a contract?')).decision).not.toBe('sums');
  const metrics = await metricsOf(urls);
  expect(metrics).toContain('signalbox_head_questions_total{head="domain",adapter="vllm"} 2');
  expect(metrics).toContain('signalbox_head_breaker_state{head="domain",adapter="vllm"} 0');
  const classified = await fetch(`${urls.management}/api/v1/classify/intent`, {
    method: 'POST',
    body: JSON.stringify({ text: 'What is 2 + 2?' }),
  });
  expect(await classified.json()).toMatchObject({
    classification: { category: 'math', confidence: expect.closeTo(0.9) },
  });
});

test('a reload keeps a head that stays as it was, and takes one that changed', async () => {
  const urls = await start(config());
  await ask(urls, 'What is 2 + 2?');
  io.write('config.yaml', config().replace('name: sums', 'name: totals'));
  await io.printed(/is in force/, 'err');
  expect((await ask(urls, 'What is 2 + 3?')).decision).toBe('totals');
  expect(await metricsOf(urls)).toContain('signalbox_head_questions_total{head="domain",adapter="vllm"} 2');

  io.write('config.yaml', config().replace('{ law: law, math: math }', '{ law: math, math: law }'));
  await io.printed(/is in force.*is in force/s, 'err');
  expect((await ask(urls, 'What is a contract?')).decision).toBe('sums');
  expect(await metricsOf(urls)).toContain('signalbox_head_questions_total{head="domain",adapter="vllm"} 1');
});

describe('under load no request fails', () => {
  test.each<[string, Mode | 'killed', RegExp]>([
    ['killed', 'killed', /adapter\.(unreachable|paused)/],
    ['failing', 'failing', /adapter\.(server_error|paused)/],
    ['silent', 'silent', /adapter\.(timed_out|busy|paused)/],
    ['talking nonsense', 'talking nonsense', /adapter\.(wrong_answer|paused)/],
  ])('while its server is %s, and it comes back by itself', async (_name, trouble, code) => {
    const urls = await start(config());
    const burst = (count: number) =>
      Promise.all(Array.from({ length: count }, (_, index) => ask(urls, `What is ${index} + 1?`)));

    const before = burst(20);
    if (trouble === 'killed') await kill();
    else mode = trouble;
    const answers = [...(await before), ...(await burst(40))];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));

    const last = await ask(urls, 'What is 3 + 3?');
    expect(last).toMatchObject({ status: 200 });
    expect(last.decision).not.toBe('sums');
    const trace = await traceOf(urls, last.id);
    expect(trace).toContain('"failed"');
    expect(trace).toMatch(code);
    const metrics = await metricsOf(urls);
    expect(metrics).toMatch(/signalbox_head_failures_total\{head="domain",adapter="vllm",code="adapter\.\w+"\} [1-9]/);
    expect(metrics).toMatch(
      /signalbox_head_failures_total\{head="domain",adapter="vllm",code="adapter\.paused"\} [1-9]/,
    );
    expect(metrics).toMatch(/signalbox_signal_failures_total\{signal_type="domain",signal_name="math",code="adapter/);
    expect(metrics).toMatch(/signalbox_head_breaker_state\{head="domain",adapter="vllm"\} [12]/);

    mode = 'good';
    if (trouble === 'killed') {
      classifier = createClassifier();
      await listen(port);
    }
    await expect.poll(async () => (await ask(urls, 'What is 4 + 4?')).decision, { timeout: 10_000 }).toBe('sums');
    expect(await metricsOf(urls)).toContain('signalbox_head_breaker_state{head="domain",adapter="vllm"} 0');
  });
});

test('a router starts while the server is down, and says so', async () => {
  await kill();
  const served = config().replace(
    'models: [{ name: small }, { name: large }]',
    `models: [{ name: small, backend_refs: [{ endpoint: '127.0.0.1:1' }] }, { name: large, backend_refs: [{ endpoint: '127.0.0.1:1' }] }]`,
  );
  const urls = await start(served, []);
  expect(urls.dataPlane).toMatch(/^http/);
  expect(io.err()).toMatch(/config\.yaml:\d+:\d+ warning adapter\.unreachable.*ECONNREFUSED/);
  classifier = createClassifier();
  await listen(port);
});

test('labels that do not fit the server keep the router from starting, with the place and the remedy', async () => {
  const served = config()
    .replace('{ law: law, math: math }', '{ math: math, law: law }')
    .replace(
      'models: [{ name: small }, { name: large }]',
      `models: [{ name: small, backend_refs: [{ endpoint: '127.0.0.1:1' }] }, { name: large, backend_refs: [{ endpoint: '127.0.0.1:1' }] }]`,
    );
  io = testIo();
  io.write('config.yaml', served);
  done = run(['serve', '--port', '0', '--management-port', '0', '--config', 'config.yaml'], io);
  expect(await done).toBe(1);
  expect(io.err()).toMatch(
    /config\.yaml:16:17 error adapter\.label_mismatch.*calls class 0 "law", labels has "math" there\s+hint: .*id2label/,
  );
});
