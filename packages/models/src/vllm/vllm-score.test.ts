import type { OpenedHead } from '@signalbox/engine/adapters';
import { createTextView } from '@signalbox/engine/ports';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ModelServer, type ServerAnswer, startModelServer } from '../testing/model-server.ts';
import { failureOf, openHead, pairOf } from '../testing/open-head.ts';
import { scoreAnswer } from '../testing/published-answers.ts';
import { vllmScore } from './vllm-score.ts';

const PREMISE = createTextView('The bridge was closed in 1998.');
const HYPOTHESIS = createTextView('Nobody crosses the bridge.');

let server: ModelServer;
const opened: OpenedHead[] = [];
beforeEach(async () => {
  server = await startModelServer(() => ({ json: scoreAnswer([0.75]) }));
});
afterEach(async () => {
  for (const head of opened.splice(0)) await head.close?.();
  await server.kill();
});

async function open(options: Record<string, unknown> = {}, isServing = true) {
  const all = { base_url: server.url, model: 'cross', ...options };
  const result = await openHead(vllmScore, 'entailment', all, { isServing });
  opened.push(result);
  return result;
}

test('asks /score with the premise first; the score is one outcome and the rest another', async () => {
  const pair = pairOf(await open({ base_url: `${server.url}/v1`, truncate_tokens: 256 }));
  expect(await pair.compare(PREMISE, HYPOTHESIS)).toEqual({ entail: 0.75, neutral: 0.25, contradict: 0 });
  expect(server.requests.at(-1)).toMatchObject({
    path: '/score',
    body: { model: 'cross', text_1: PREMISE.raw, text_2: HYPOTHESIS.raw, truncate_prompt_tokens: 256 },
  });
});

test('what score and rest mean is the config’s', async () => {
  const pair = pairOf(await open({ score_means: 'contradict', rest_means: 'entail' }));
  expect(await pair.compare(PREMISE, HYPOTHESIS)).toEqual({ entail: 0.25, neutral: 0, contradict: 0.75 });
});

test('the same two texts are asked once; the other way round they are another question', async () => {
  const head = await open();
  const pair = pairOf(head);
  await pair.compare(PREMISE, HYPOTHESIS);
  await pair.compare(PREMISE, HYPOTHESIS);
  await pair.compare(HYPOTHESIS, PREMISE);
  expect(head.statistics!()).toMatchObject({ asked: 4, cacheHits: 1 });
});

test('a score and a rest that mean the same are an error', async () => {
  const { port, problems } = await open({ score_means: 'neutral' });
  expect(port).toBeUndefined();
  expect(problems).toMatchObject([
    { severity: 'error', path: ['rest_means'], hint: expect.stringContaining('entail, contradict') },
  ]);
  expect(server.requests).toHaveLength(0);
});

test('a server that gives logits is an error at start', async () => {
  server.answer = () => ({ json: scoreAnswer([7.15]) });
  const { port, problems } = await open();
  expect(port).toBeUndefined();
  expect(problems).toMatchObject([
    { severity: 'error', code: 'adapter.wrong_answer', message: expect.stringContaining('7.15') },
  ]);
});

test('a server that is down is a warning, and its head is unknown until it answers', async () => {
  await server.kill();
  const head = await open();
  expect(head.problems).toMatchObject([{ severity: 'warning', code: 'adapter.unreachable' }]);
  expect((await failureOf(pairOf(head).compare(PREMISE, HYPOTHESIS))).code).toBe('adapter.unreachable');
  await server.revive();
  expect(await pairOf(head).compare(PREMISE, HYPOTHESIS)).toMatchObject({ entail: 0.75 });
  expect(head.statistics!().failures).toEqual(new Map([['adapter.unreachable', 2]]));
});

test.each<[string, ServerAnswer, string]>([
  ['fails', { status: 500, text: 'Internal Server Error' }, 'adapter.server_error'],
  ['serves no model with one output', { status: 404, json: { detail: 'Not Found' } }, 'adapter.refused'],
  ['gives no score', { json: scoreAnswer([null]) }, 'adapter.wrong_answer'],
  ['gives a cosine', { json: scoreAnswer([-0.2]) }, 'adapter.wrong_answer'],
  ['gives a score for another pair too', { json: scoreAnswer([0.1, 0.2]) }, 'adapter.wrong_answer'],
  ['is silent', 'never', 'adapter.timed_out'],
])('a server that %s leaves the head unknown', async (_what, answer, code) => {
  const pair = pairOf(await open({ timeout: '150ms' }));
  server.answer = () => answer;
  expect((await failureOf(pair.compare(PREMISE, HYPOTHESIS))).code).toBe(code);
});
