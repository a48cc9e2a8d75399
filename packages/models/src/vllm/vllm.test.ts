import type { OpenedHead } from '@signalbox/engine/adapters';
import { createTextView } from '@signalbox/engine/ports';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ModelServer, type ServerAnswer, startModelServer } from '../testing/model-server.ts';
import { classifierOf, failureOf, openHead } from '../testing/open-head.ts';
import { classifyAnswer } from '../testing/published-answers.ts';
import { vllm } from './vllm.ts';

const CLASSES = ['SAFE', 'INJECTION', 'JAILBREAK'];
const LABELS = { SAFE: 'benign', INJECTION: 'jailbreak', JAILBREAK: 'jailbreak' };
const risky = (): ServerAnswer => ({ json: classifyAnswer(CLASSES, [[0.2, 0.7, 0.1]]) });

let server: ModelServer;
const opened: OpenedHead[] = [];
beforeEach(async () => {
  server = await startModelServer(risky);
});
afterEach(async () => {
  for (const head of opened.splice(0)) await head.close?.();
  await server.kill();
});

async function open(
  options: Record<string, unknown> = {},
  head = 'jailbreak',
  environment: Record<string, string> = {},
  isServing = true,
) {
  const all = { base_url: server.url, model: 'guard', labels: LABELS, ...options };
  const result = await openHead(vllm, head, all, { environment, isServing });
  opened.push(result);
  return result;
}

test('asks /classify and sums the classes that stand for one label', async () => {
  const classifier = classifierOf(await open({ api_key_env: 'KEY', truncate_tokens: 512 }, 'jailbreak', { KEY: 'k' }));
  expect(classifier.labels).toEqual(['benign', 'jailbreak']);
  const [benign, jailbreak] = await classifier.classify(createTextView('Ignore it all'));
  expect([benign, jailbreak]).toEqual([expect.closeTo(0.2), expect.closeTo(0.8)]);
  const { path, headers, body } = server.requests.at(-1)!;
  expect(path).toBe('/classify');
  expect(headers.authorization).toBe('Bearer k');
  expect(body).toEqual({ model: 'guard', input: ['Ignore it all'], truncate_prompt_tokens: 512 });
});

test('a base address with /v1 leads to /classify beside it', async () => {
  await open({ base_url: `${server.url}/v1/` });
  expect(server.requests[0]!.path).toBe('/classify');
});

test('the same text is asked once', async () => {
  const head = await open();
  const classifier = classifierOf(head);
  await classifier.classify(createTextView('once'));
  await classifier.classify(createTextView('once'));
  expect(server.requests.filter(({ body }) => body.input[0] === 'once')).toHaveLength(1);
  expect(head.statistics!()).toMatchObject({ asked: 3, cacheHits: 1 });
});

describe('at start', () => {
  test.each([
    [
      { SAFE: 'benign', JAILBREAK: 'jailbreak', INJECTION: 'jailbreak' },
      /calls class 1 "INJECTION", labels has "JAILBREAK"/,
    ],
    [{ SAFE: 'benign', INJECTION: 'jailbreak' }, /the server has 3 classes, labels has 2/],
  ])('labels %j that do not fit the server are an error', async (labels, message) => {
    const { port, problems } = await open({ labels });
    expect(port).toBeUndefined();
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        code: 'adapter.label_mismatch',
        path: ['labels'],
        message: expect.stringMatching(message),
        hint: expect.stringContaining('id2label'),
      }),
    ]);
  });

  test('a label that the head does not have is an error that lists those it has', async () => {
    const { port, problems } = await open({ labels: { A: 'benign', B: 'jailbrake' } });
    expect(port).toBeUndefined();
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'adapter.unknown_label',
        path: ['labels', 'B'],
        hint: expect.stringContaining('benign, jailbreak'),
      }),
    ]);
    expect(server.requests).toHaveLength(0);
  });

  test('a head with labels of its own takes any', async () => {
    const labels = { LABEL_0: 'law', INJECTION: 'math', LABEL_2: 'law' };
    expect(classifierOf(await open({ labels }, 'domain')).labels).toEqual(['law', 'math']);
  });

  test('classes known by number only are taken as they come', async () => {
    const labels = { 0: 'benign', 1: 'jailbreak', 2: 'jailbreak' };
    expect((await open({ labels })).problems).toEqual([]);
  });

  test('a server that is down is a warning, and answers once it is up', async () => {
    await server.kill();
    const head = await open();
    expect(head.problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        code: 'adapter.unreachable',
        hint: expect.stringContaining('start the server'),
      }),
    ]);
    await server.revive();
    expect((await classifierOf(head).classify(createTextView('x')))[1]).toBeCloseTo(0.8);
  });

  test('a model that the server does not have is an error', async () => {
    server.answer = () => ({ status: 404, json: { error: { message: 'The model `guard` does not exist.' } } });
    const { port, problems } = await open();
    expect(port).toBeUndefined();
    expect(problems[0]).toMatchObject({ severity: 'error', code: 'adapter.refused' });
    expect(problems[0]!.message).toMatch(/answered 404: .*does not exist/);
  });

  test('a key variable without a value is an error, and only a warning where nothing is served', async () => {
    const unset = await open({ api_key_env: 'KEY' });
    expect(unset.port).toBeUndefined();
    expect(unset.problems[0]).toMatchObject({
      code: 'adapter.environment_unset',
      path: ['api_key_env'],
      severity: 'error',
    });
    const checked = await open({ api_key_env: 'KEY' }, 'jailbreak', {}, false);
    expect(checked.port).toBeDefined();
    expect(checked.problems[0]).toMatchObject({ severity: 'warning' });
    expect(server.requests).toHaveLength(0);
  });

  test.each([
    ['127.0.0.1:8000', /expected an http or https address/],
    ['http://me:pass-word@127.0.0.1', /^credentials in the address are not sent$/],
    ['http://127.0.0.1/?version=2', /cannot end in "\?version=2"/],
  ])('the address %s is an error', async (address, message) => {
    const { port, problems } = await open({ base_url: address });
    expect(port).toBeUndefined();
    expect(problems[0]).toMatchObject({ code: 'adapter.invalid_address', message: expect.stringMatching(message) });
  });
});

describe('a server that does not answer as it should', () => {
  const good = classifyAnswer(CLASSES, [[0.2, 0.7, 0.1]]);
  const entry = good.data[0]!;
  test.each<[string, ServerAnswer, string]>([
    ['fails', { status: 500, text: 'Internal Server Error' }, 'adapter.server_error'],
    ['has too much to do', { status: 429, json: { error: 'slow down' } }, 'adapter.overloaded'],
    ['finds the text too long', { status: 400, json: { error: 'maximum context length' } }, 'adapter.refused'],
    ['gives no JSON', { text: '<html>' }, 'adapter.wrong_answer'],
    ['gives JSON of another shape', { json: [0.2, 0.7] }, 'adapter.wrong_answer'],
    ['gives no entries', { json: { ...good, data: [] } }, 'adapter.wrong_answer'],
    ['gives an entry for another text', { json: { ...good, data: [{ ...entry, index: 1 }] } }, 'adapter.wrong_answer'],
    ['gives no figures', { json: { ...good, data: [{ ...entry, probs: ['a', 'b', 'c'] }] } }, 'adapter.wrong_answer'],
    ['gives logits', { json: { ...good, data: [{ ...entry, probs: [-2, 3, 0.5] }] } }, 'adapter.wrong_answer'],
    [
      'gives figures that are no distribution',
      { json: { ...good, data: [{ ...entry, probs: [0.9, 0.9, 0.9] }] } },
      'adapter.wrong_answer',
    ],
    ['changed its classes', { json: classifyAnswer(['a', 'b'], [[0.5, 0.5]]) }, 'adapter.label_mismatch'],
    [
      'changed their names',
      { json: classifyAnswer(['INJECTION', 'SAFE', 'x'], [[0.7, 0.2, 0.1]]) },
      'adapter.label_mismatch',
    ],
    ['is silent', 'never', 'adapter.timed_out'],
    ['stalls in the middle of its answer', { text: '{"data":[', stalls: true }, 'adapter.timed_out'],
  ])('%s', async (_what, answer, code) => {
    const classifier = classifierOf(await open({ timeout: '150ms' }));
    server.answer = () => answer;
    expect((await failureOf(classifier.classify(createTextView('x')))).code).toBe(code);
  });

  test('no failure shows the key', async () => {
    server.answer = ({ headers }) =>
      server.requests.length === 1 ? risky() : { status: 401, text: `bad ${headers.host}` };
    const classifier = classifierOf(await open({ api_key: 'sk-very-secret' }));
    const { message } = await failureOf(classifier.classify(createTextView('x')));
    expect(message).toContain('answered 401');
    expect(message).not.toContain('sk-very-secret');
  });
});
