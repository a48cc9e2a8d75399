import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostic, loadConfig } from '@signalbox/engine';
import { pluginKinds, ResponseCache, silentLogger } from '@signalbox/gateway';
import { adapters, heads, loadEmbeddedModels } from '@signalbox/models';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { vocabulary } from '../../apps/cli/src/composition/vocabulary.ts';
import { ROOT } from './source-files.ts';

const SKELETON = `version: v0.3
providers: { defaults: { default_model: small }, models: [{ name: small, pricing: { prompt_per_1m: 1, completion_per_1m: 2 } }] }
`;
const ports = loadEmbeddedModels();
const cache = new ResponseCache();
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

const pluginBlocks = [
  ...readFileSync(join(ROOT, 'docs/plugins.md'), 'utf8').matchAll(/^```yaml\n(routing:\n.*?)^```/gms),
].map(([, block], index) => [index + 1, block!] as const);

async function problemsOf(block: string): Promise<readonly string[]> {
  const result = await loadConfig(SKELETON + block, { vocabulary, purpose: 'simulate' });
  return result.diagnostics.map(formatDiagnostic);
}

test.each(blocks)('%s, config %d, is valid', async (_file, _number, block) => {
  expect(await problemsOf(block)).toEqual([]);
});

test.each(pluginBlocks)('docs/plugins.md, config %d, is valid, and its plugins can run', async (_number, block) => {
  const result = await loadConfig(SKELETON + block, { vocabulary, purpose: 'simulate' });
  expect(result.diagnostics.map(formatDiagnostic)).toEqual([]);
  if (!result.ok) return;
  const services = { logger: silentLogger, ports, cache, random: Math.random };
  const uses = result.value.config.recipes.flatMap(({ decisions }) => decisions.flatMap(({ plugins }) => plugins));
  expect(uses.length).toBeGreaterThan(0);
  for (const { type, configuration } of uses) {
    expect(pluginKinds.find((kind) => kind.type === type)!.compile(configuration, services)).toBeTypeOf('object');
  }
});

test('every plugin stands in docs/plugins.md', () => {
  const shown = pluginBlocks.map(([, block]) => block).join('');
  for (const { type, isInline } of pluginKinds) {
    expect(shown).toContain(isInline === true ? `\n      ${type}: ` : `type: ${type}`);
  }
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
