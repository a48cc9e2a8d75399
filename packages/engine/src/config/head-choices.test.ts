import { describe, expect, test } from 'vitest';
import type { CatalogForm } from '../adapters/adapter.ts';
import { testVocabulary } from '../testing/engine-from-yaml.ts';
import type { Vocabulary } from './canonical-schema.ts';
import { formatDiagnostic } from './diagnostic.ts';
import { loadConfig } from './load-config.ts';
import { s } from './schema.ts';

/** Shares `embedding_config` with the settings of a signal kind. */
const form: CatalogForm = {
  parts: [
    { path: ['embeddings', 'semantic', 'server'], schema: s.strictObject({ host: s.string() }) as never },
    {
      path: ['embeddings', 'semantic', 'embedding_config'],
      schema: s.strictObject({ remote: s.boolean().optional() }) as never,
    },
  ],
  read({ part }, report) {
    const server = part(['embeddings', 'semantic', 'server']);
    const config = part(['embeddings', 'semantic', 'embedding_config']);
    const isRemote = (config as { remote?: boolean } | undefined)?.remote === true;
    if (isRemote && server === undefined) {
      report.error(
        'config.no_server',
        ['embeddings', 'semantic', 'embedding_config', 'remote'],
        'needs a server',
        'add it',
      );
    }
    if (!isRemote || server === undefined) return [];
    const options = { address: (server as { host: string }).host };
    return [{ head: 'encoder', adapter: 'wire', options, path: ['embeddings', 'semantic', 'server'] }];
  },
};
const vocabulary: Vocabulary = {
  ...testVocabulary,
  heads: [{ name: 'encoder', port: 'encoder', summary: 'Vectors.' }],
  adapters: [
    {
      type: 'wire',
      summary: 'Asks a server.',
      schema: s.strictObject({ address: s.string(), patience: s.int().default(3) }) as never,
      serves: ['encoder'],
    },
  ],
  forms: [form],
};

async function load(catalog: string) {
  const text = `version: v0.3
providers: { defaults: { default_model: small }, models: [{ name: small }] }
routing:
  signals: { embeddings: [{ name: e, threshold: 0.5, candidates: [x] }] }
  decisions: [{ name: d, rules: { operator: OR, conditions: [{ type: embedding, name: e }] }, modelRefs: [{ model: small }] }]
global:
  model_catalog:
    ${catalog}
`;
  const result = await loadConfig(text, { vocabulary, purpose: 'simulate', file: 'config.yaml' });
  const problems = result.diagnostics.map(formatDiagnostic).join('\n');
  return { config: result.ok ? result.value.config : undefined, problems };
}

describe('a layout beside heads', () => {
  test('is read to a choice, and leaves the keys of a signal kind in the same place to it', async () => {
    const { config, problems } = await load(
      'embeddings: { semantic: { embedding_config: { remote: true, top_k: 2 }, server: { host: a } } }',
    );
    expect(problems).toBe('');
    expect(config?.heads).toEqual([
      {
        head: 'encoder',
        adapter: 'wire',
        options: { address: 'a', patience: 3 },
        path: ['global', 'model_catalog', 'embeddings', 'semantic', 'server'],
        isTranslated: true,
      },
    ]);
    expect(config?.recipes[0]?.signals[0]?.settings).toMatchObject({ top_k: 2 });
  });

  test('that chooses nothing is no choice', async () => {
    expect((await load('embeddings: { semantic: { embedding_config: { top_k: 2 } } }')).config?.heads).toEqual([]);
  });

  test.each([
    [
      'embeddings: { semantic: { embedding_config: { remote: true } } }',
      /config\.yaml:8:59 error config\.no_server.*needs a server/,
    ],
    [
      'embeddings: { semantic: { embedding_config: { remoto: true } } }',
      /unknown key "remoto"\s+hint: did you mean "remote"\? keys here: top_k, .*remote/,
    ],
    ['embeddings: { semantic: { server: { hosts: a } } }', /config\.missing_key.*semantic\.server\.host/],
    [
      '{ heads: { encoder: { adapter: wire, address: b } }, embeddings: { semantic: { embedding_config: { remote: true }, server: { host: a } } } }',
      /config\.head_chosen_twice.*semantic\.server: the head "encoder" has a model already\s+hint: keep this or global\.model_catalog\.heads\.encoder/,
    ],
  ])('%s is an error with its place', async (catalog, message) => {
    expect((await load(catalog)).problems).toMatch(message);
  });
});
