import type { Report } from '@signalbox/engine/adapters';
import { expect, test } from 'vitest';
import { openaiEmbeddings } from './openai-embeddings.ts';
import { referenceForm } from './reference-form.ts';

const ENDPOINT = { base_url: 'http://a/v1', model: 'm', dimensions: 8, timeout_seconds: 2.5, max_retries: 0 };
function read(...parts: unknown[]) {
  const problems: string[] = [];
  const add = (code: string) => void problems.push(code);
  const report: Report = { error: add, warning: add };
  return { options: referenceForm.read(parts, report), problems };
}

test('gives options that the adapter takes', () => {
  const { options, problems } = read(ENDPOINT, { backend: 'openai-compatible' });
  expect(problems).toEqual([]);
  expect(openaiEmbeddings.schema.parse(options)).toMatchObject({
    base_url: 'http://a/v1',
    model: 'm',
    dimensions: 8,
    timeout: '2.5s',
  });
});

test.each([
  [[undefined, undefined], []],
  [[undefined, { backend: 'openai-compatible' }], ['config.no_endpoint']],
  [[ENDPOINT, {}], ['config.no_backend_named']],
  [[{ ...ENDPOINT, max_retries: 2 }, { backend: 'openai-compatible' }], ['config.retries_unused']],
])('%j: %j', (parts, codes) => {
  expect(read(...parts).problems).toEqual(codes);
});
