import type { OpenedHead } from '@signalbox/engine/adapters';
import { createTextView } from '@signalbox/engine/ports';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ModelServer, type ServerAnswer, startModelServer } from '../testing/model-server.ts';
import { encoderOf, failureOf, openHead } from '../testing/open-head.ts';
import { embeddingsAnswer, poolingAnswer } from '../testing/published-answers.ts';
import { openaiEmbeddings } from './openai-embeddings.ts';

/** A text's length and the code of its first character. */
const vectorOf = (text: string) => [text.length, text.charCodeAt(0)];
const unit = (text: string) => {
  const [a, b] = vectorOf(text) as [number, number];
  return [expect.closeTo(a / Math.hypot(a, b), 5), expect.closeTo(b / Math.hypot(a, b), 5)];
};
const base64 = (vector: readonly number[]) => Buffer.from(Float32Array.from(vector).buffer).toString('base64');
const views = (...texts: string[]) => texts.map(createTextView);

let server: ModelServer;
const opened: OpenedHead[] = [];
beforeEach(async () => {
  server = await startModelServer(({ body }) => ({ json: embeddingsAnswer(body.input.map(vectorOf)) }));
});
afterEach(async () => {
  for (const head of opened.splice(0)) await head.close?.();
  await server.kill();
});
async function open(options: Record<string, unknown> = {}, isServing = false) {
  const all = { base_url: `${server.url}/v1`, model: 'small', dimensions: 2, ...options };
  const head = await openHead(openaiEmbeddings, 'encoder', all, { isServing });
  opened.push(head);
  return head;
}

test('asks /embeddings and gives unit vectors in the order of the texts', async () => {
  const encoder = encoderOf(await open());
  const vectors = await encoder.encode(views('one', 'seven'));
  expect(vectors.map((vector) => [...vector])).toEqual([unit('one'), unit('seven')]);
  expect(server.requests.map(({ path, body }) => [path, body])).toEqual([
    ['/v1/embeddings', { model: 'small', input: ['one', 'seven'], encoding_format: 'float' }],
  ]);
  expect(encoder).toMatchObject({ id: 'openai_embeddings/encoder', cost: 'costly', dimensions: 2 });
});

test('entries in another order are put right', async () => {
  server.answer = ({ body }) => {
    const answer = embeddingsAnswer(body.input.map(vectorOf));
    return { json: { ...answer, data: answer.data.toReversed() } };
  };
  const vectors = await encoderOf(await open()).encode(views('one', 'seven'));
  expect(vectors.map((vector) => [...vector])).toEqual([unit('one'), unit('seven')]);
});

test('many texts go in batches, known ones not at all', async () => {
  const encoder = encoderOf(await open({ batch_size: 2 }));
  await encoder.encode(views('a', 'b', 'c'));
  const vectors = await encoder.encode(views('c', 'd', 'a'));
  expect(vectors.map((vector) => [...vector])).toEqual([unit('c'), unit('d'), unit('a')]);
  expect(server.requests.map(({ body }) => body.input)).toEqual([['a', 'b'], ['c'], ['d']]);
});

test('a text without content is not sent; its vector is zero', async () => {
  const encoder = encoderOf(await open());
  const [empty, full] = await encoder.encode(views(' \n', 'one'));
  expect([...empty!]).toEqual([0, 0]);
  expect([...full!]).toEqual(unit('one'));
  await encoder.encode(views(''));
  expect(server.requests.map(({ body }) => body.input)).toEqual([['one']]);
});

test('vectors in base64 are understood, and asked for where the config says so', async () => {
  server.answer = ({ body }) => ({ json: embeddingsAnswer(body.input.map((text: string) => base64(vectorOf(text)))) });
  const encoder = encoderOf(await open({ encoding_format: 'base64', send_dimensions: true }));
  const [vector] = await encoder.encode(views('one'));
  expect([...vector!]).toEqual(unit('one'));
  expect(server.requests[0]!.body).toMatchObject({ encoding_format: 'base64', dimensions: 2 });
});

test('/pooling stands beside /v1', async () => {
  server.answer = ({ body }) => ({ json: poolingAnswer(body.input.map(vectorOf)) });
  const [vector] = await encoderOf(await open({ endpoint: 'pooling' })).encode(views('one'));
  expect([...vector!]).toEqual(unit('one'));
  expect(server.requests[0]!.path).toBe('/pooling');
});

test('vectors of another length are an error at start', async () => {
  const { port, problems } = await open({ dimensions: 3 }, true);
  expect(port).toBeUndefined();
  expect(problems).toEqual([
    expect.objectContaining({
      severity: 'error',
      code: 'adapter.wrong_dimensions',
      path: ['dimensions'],
      message: 'the server gives vectors of 2 dimensions, the config says 3',
    }),
  ]);
});

describe('a server that does not answer as it should', () => {
  test.each<[string, ServerAnswer, string]>([
    ['gives too few vectors', { json: embeddingsAnswer([]) }, 'adapter.wrong_answer'],
    ['gives words', { json: embeddingsAnswer([['a', 'b'] as never]) }, 'adapter.wrong_answer'],
    ['gives a vector of zeros', { json: embeddingsAnswer([[0, 0]]) }, 'adapter.wrong_answer'],
    ['gives half a number', { json: embeddingsAnswer(['AAA=']) }, 'adapter.wrong_answer'],
    ['gives what is not finite', { json: embeddingsAnswer([base64([Number.NaN, 1])]) }, 'adapter.wrong_answer'],
    ['gives another length', { json: embeddingsAnswer([[1, 2, 3]]) }, 'adapter.wrong_dimensions'],
    ['fails', { status: 503, text: 'loading' }, 'adapter.server_error'],
    ['is silent', 'never', 'adapter.timed_out'],
  ])('%s', async (_what, answer, code) => {
    const encoder = encoderOf(await open({ timeout: '150ms' }));
    server.answer = () => answer;
    expect((await failureOf(encoder.encode(views('x')))).code).toBe(code);
  });
});
