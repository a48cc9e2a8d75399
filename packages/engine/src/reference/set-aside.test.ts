import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../config/diagnostic.ts';
import { loadConfig } from '../config/load-config.ts';
import { testVocabulary } from '../testing/engine-from-yaml.ts';

const ROUTE = `  decisions:
    - name: rest
      modelRefs: [{ model: small, weight: 2 }]
`;

function load(text: string) {
  const head = 'version: v0.3\nproviders: { defaults: { default_model: small }, models: [{ name: small }] }\n';
  return loadConfig(head + text, { vocabulary: testVocabulary, purpose: 'simulate', file: 'config.yaml' });
}
const told = async (text: string) => (await load(text)).diagnostics.map(formatDiagnostic).join('\n');

describe('a field that only the reference has', () => {
  test('is a warning at its key where neither routes nor guards change with it, and the config loads', async () => {
    const result = await load(`routing:\n${ROUTE}global:\n  stores: { memory: { enabled: true } }\n`);
    expect(result.ok).toBe(true);
    expect(result.diagnostics).toMatchObject([
      { severity: 'warning', code: 'config.not_supported', line: 6, hint: 'take it out' },
      { severity: 'warning', code: 'config.not_supported', line: 8, column: 13 },
    ]);
  });

  test('is an error where routes change', async () => {
    const learning = (enabled: boolean) =>
      `routing:\n${ROUTE}global: { router: { learning: { enabled: ${enabled} } } }\n`;
    const result = await load(learning(true));
    expect(result.ok).toBe(false);
    expect(result.diagnostics.map(formatDiagnostic).join('\n')).toMatch(
      /7:21 error config\.not_supported .*is not supported: there is no Router Learning: .*; routes would differ\n\s+hint: take it out; every request is routed by itself; `signalbox import` writes a config without it/,
    );
    expect((await load(learning(false))).ok).toBe(true);
  });

  test('is one of several listeners, of which the first is served', async () => {
    const result = await load('listeners: [{ port: 1 }, { port: 2 }, { port: 3 }]\n');
    expect(result.diagnostics).toMatchObject([
      { severity: 'warning', column: 26 },
      { severity: 'warning', column: 39 },
    ]);
    expect(result.ok && result.value.config.listener.port).toBe(1);
  });

  test('is found in recipes too', async () => {
    const recipe = `recipes:\n  - name: other\n    routing:\n      decisions: [{ name: d, modelRefs: [{ model: small }], adaptations: { mode: apply } }]\nentrypoints: [{ model_names: [x], recipe: other }]\n`;
    expect(await told(recipe)).toMatch(
      /6:61 error config\.not_supported {2}recipes\[0\]\.routing\.decisions\[0\]\.adaptations/,
    );
  });

  test('is no excuse for typing errors beside it', async () => {
    expect(await told(`routing:\n${ROUTE}global: { stores: {}, rooter: {} }\n`)).toMatch(
      /unknown key "rooter"\n\s+hint: did you mean "router"\?/,
    );
  });
});

test('a recipe called default is the routing where nothing stands at the top, and a second one of it is an error', async () => {
  const recipe = `recipes:\n  - name: default\n    routing:\n    ${ROUTE.replaceAll('\n', '\n    ')}`;
  const result = await load(recipe);
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(result.ok && result.value.config.recipes.map(({ name, decisions }) => [name, decisions.length])).toEqual([
    ['default', 1],
  ]);
  expect(await told(`routing:\n${ROUTE}${recipe}`)).toMatch(/"default" is the name of the top-level routing/);
});

test('a whole value that looks like a reference without braces is told', async () => {
  const text = 'entrypoints: [{ model_names: [$MODEL_NAME], recipe: default }]\n';
  expect(await told(`routing:\n${ROUTE}${text}`)).toMatch(
    /7:31 warning config\.unbraced_reference .*\n\s+hint: write \$\{MODEL_NAME\} for the environment variable/,
  );
});
