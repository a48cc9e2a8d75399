import { expect, test } from 'vitest';
import { providers } from '../providers/index.ts';
import { findLocalServers } from './find-local-servers.ts';

/** What each server answers, as its own pages and source say. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  'http://127.0.0.1:8000/version': { version: '0.11.2' },
  'http://127.0.0.1:8000/v1/models': { data: [{ id: 'openai/gpt-oss-20b', owned_by: 'vllm' }] },
  'http://127.0.0.1:11434/api/tags': { models: [{ name: 'llama3.2:3b' }] },
  'http://127.0.0.1:1234/api/v0/models': {
    data: [
      { id: 'gemma-3-12b', type: 'vlm' },
      { id: 'nomic-embed', type: 'embeddings' },
    ],
  },
  'http://127.0.0.1:8080/v1/models': { data: [{ id: 'phi-4.gguf', owned_by: 'llamacpp' }] },
  'http://127.0.0.1:30000/v1/models': { data: [{ id: 'qwen3', owned_by: 'sglang' }] },
};

async function find(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const search = await findLocalServers(providers, async (url) => {
    asked.push(url);
    return answers[url];
  });
  return { ...search, urls: asked, found: search.servers.map(({ provider, models }) => [provider, ...models]) };
}

test('servers on this machine are known by what only they answer', async () => {
  const { found, servers } = await find(ANSWERS);
  expect(found.toSorted()).toEqual([
    ['llama-cpp', 'phi-4.gguf'],
    ['lm-studio', 'gemma-3-12b'],
    ['ollama', 'llama3.2:3b'],
    ['sglang', 'qwen3'],
    ['vllm', 'openai/gpt-oss-20b'],
  ]);
  expect(servers.find(({ provider }) => provider === 'vllm')).toMatchObject({
    baseUrl: 'http://127.0.0.1:8000/v1',
    version: '0.11.2',
  });
});

test('only loopback is asked', async () => {
  const { urls, asked } = await find({});
  expect(urls.length).toBeGreaterThanOrEqual(asked.length);
  expect(urls.every((url) => new URL(url).hostname === '127.0.0.1')).toBe(true);
});

test('another server that lists models is taken for one that speaks OpenAI; what lists none for nothing', async () => {
  const { found } = await find({
    'http://127.0.0.1:8000/v1/models': { data: [{ id: 'own', owned_by: 'me' }] },
    'http://127.0.0.1:8080/v1/models': { status: 'a web server of something else' },
    'http://127.0.0.1:8080/': 'text',
  });
  expect(found).toEqual([['openai', 'own']]);
});
