import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostic, loadConfig } from '@signalbox/engine';
import { adapters, heads } from '@signalbox/models';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { vocabulary } from '../../apps/cli/src/composition/vocabulary.ts';
import { ROOT } from './source-files.ts';

const SKELETON = `version: v0.3
providers: { defaults: { default_model: small }, models: [{ name: small, pricing: { prompt_per_1m: 1, completion_per_1m: 2 } }] }
`;
const FOLDERS = ['docs', 'docs/models'];
const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`),
);
const blocks = files.flatMap((file) => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/^```yaml\n((?:global|listeners):\n.*?)^```/gms)].map(
    ([, block], index) => [file, index + 1, block!] as const,
  );
});

async function problemsOf(block: string): Promise<readonly string[]> {
  const result = await loadConfig(SKELETON + block, { vocabulary, purpose: 'simulate' });
  return result.diagnostics.map(formatDiagnostic);
}

test.each(blocks)('%s, config %d, is valid', async (_file, _number, block) => {
  expect(await problemsOf(block)).toEqual([]);
});

test('there are such configs', () => expect(blocks.length).toBeGreaterThan(3));

test.each(adapters.map((adapter) => [adapter.type, adapter] as const))(
  '%s has examples that are valid',
  async (_type, adapter) => {
    expect(adapter.summary).toMatch(/\.$/);
    const entries = Object.entries(adapter.examples);
    expect(entries.length).toBeGreaterThan(0);
    for (const [head, entry] of entries) {
      expect(adapter.serves).toContain(heads.find(({ name }) => name === head)?.port);
      expect(await problemsOf(stringify({ global: { model_catalog: { heads: { [head]: entry } } } }))).toEqual([]);
    }
  },
);
