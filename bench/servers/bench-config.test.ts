import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createBenchConfig } from './bench-config.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const recipe = `
providers:
  models:
    - name: large
      reasoning_family: qwen3
      backend_refs: [{ endpoint: 10.0.0.5:8000, api_key_env: SOME_KEY, weight: 3 }, { base_url: https://example.com/v1 }]
    - name: small
routing:
  decisions: [{ name: chat }]
`;

test('points every model at the one address and leaves the routing alone', () => {
  const file = join(folder, 'config.yaml');
  writeFileSync(file, recipe);
  const config = parse(createBenchConfig(file, 'http://127.0.0.1:4000/v1'));
  const backend = { name: 'mock', base_url: 'http://127.0.0.1:4000/v1', provider: 'openai' };
  expect(config.providers.models).toEqual([
    { name: 'large', reasoning_family: 'qwen3', backend_refs: [backend] },
    { name: 'small', backend_refs: [backend] },
  ]);
  expect(config.routing).toEqual({ decisions: [{ name: 'chat' }] });
});

test('says what it expected of a file that is no router config', () => {
  const file = join(folder, 'other.yaml');
  writeFileSync(file, 'hello: world\n');
  expect(() => createBenchConfig(file, 'http://127.0.0.1:1/v1')).toThrow(/list of models under providers.models/);
});
