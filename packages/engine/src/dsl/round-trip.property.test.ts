import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalSchema, type Vocabulary } from '../config/canonical-schema.ts';
import { formatDiagnostic } from '../config/diagnostic.ts';
import { parseConfigText } from '../config/document.ts';
import { loadConfig } from '../config/load-config.ts';
import { s } from '../config/schema.ts';
import { signalKinds } from '../signals/index.ts';
import { testVocabulary } from '../testing/engine-from-yaml.ts';
import { randomData } from '../testing/random-data.ts';
import { configTree } from './config-tree.ts';
import { compilePolicy, decompileConfig, formatPolicy } from './convert-config.ts';
import { parsePolicyText } from './policy-document.ts';
import { printPolicy } from './print-policy.ts';

const vocabulary: Vocabulary = {
  ...testVocabulary,
  plugins: [
    {
      type: 'note',
      summary: 'Notes.',
      schema: s.strictObject({
        message: s.string().optional(),
        options: s.record(s.string(), s.number()).optional(),
      }) as never,
    },
  ],
};
const kinds = vocabulary.kinds;

type Data = Record<string, unknown>;

/** Names that the data has in places where the schema asks for one text that is not empty. */
const named = (data: unknown): unknown => {
  if (Array.isArray(data)) return data.map(named);
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, value === '' && NAMES.has(key) ? 'unnamed' : named(value)]),
  );
};
const NAMES = new Set(['name', 'type', 'model']);

/** Without lists and mappings that a policy has no block for because nothing is in them. */
function withoutEmpty({ routing = {}, recipes, listeners, entrypoints, ...rest }: Data): Data {
  const filled = (value: unknown) => Array.isArray(value) && value.length > 0;
  const profile = ({ signals = {}, projections = {}, decisions, modelCards, ...own }: Data): Data => {
    const keep = (lists: Data) => Object.fromEntries(Object.entries(lists).filter(([, list]) => filled(list)));
    const [rules, steps] = [keep(signals as Data), keep(projections as Data)];
    return {
      ...own,
      ...(filled(modelCards) ? { modelCards } : {}),
      ...(Object.keys(rules).length > 0 ? { signals: rules } : {}),
      ...(Object.keys(steps).length > 0 ? { projections: steps } : {}),
      ...(filled(decisions) ? { decisions: (decisions as Data[]).map(decisionWithoutEmpty) } : {}),
    };
  };
  return {
    ...rest,
    routing: profile(routing as Data),
    ...(filled(listeners) ? { listeners } : {}),
    ...(filled(recipes)
      ? { recipes: (recipes as Data[]).map((each) => ({ ...each, routing: profile(each.routing as Data) })) }
      : {}),
    ...(filled(entrypoints) ? { entrypoints } : {}),
  };
}

function decisionWithoutEmpty({ modelRefs, candidateIterations, plugins, emits, ...rest }: Data): Data {
  const lists = Object.entries({ modelRefs, candidateIterations, plugins, emits }).filter(
    ([, list]) => Array.isArray(list) && list.length > 0,
  );
  return { ...rest, ...Object.fromEntries(lists) };
}

const configs = randomData(canonicalSchema(vocabulary), new Set(['type'])).map(named) as fc.Arbitrary<Data>;
/** A NOT has one part; with more or none there is nothing to write. */
const oneInNot = (data: unknown): unknown => {
  if (Array.isArray(data)) return data.map(oneInNot);
  if (data === null || typeof data !== 'object') return data;
  const copy = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, oneInNot(value)])) as Data;
  if (copy.operator !== 'NOT' || !Array.isArray(copy.conditions)) return copy;
  return { ...copy, conditions: [copy.conditions[0] ?? { type: 'language', name: 'en' }] };
};

const read = (text: string) => parsePolicyText(text, { kinds, environment: {}, missingEnvironment: 'warning' });

describe('a config of any shape that the schema has', () => {
  test('is the same after it was written as a policy and read again', () => {
    fc.assert(
      fc.property(configs.map(oneInNot) as fc.Arbitrary<Data>, (config) => {
        const text = printPolicy(configTree(config, kinds));
        const document = read(text);
        expect(document.diagnostics.filter(({ severity }) => severity === 'error').map(formatDiagnostic)).toEqual([]);
        expect(document.written).toEqual(withoutEmpty(config));
      }),
      { numRuns: 80 },
    );
  });

  test('is written in the formatter’s own layout', () => {
    fc.assert(
      fc.property(configs.map(oneInNot) as fc.Arbitrary<Data>, (config) => {
        const text = printPolicy(configTree(config, kinds));
        const formatted = formatPolicy(text);
        expect(formatted.ok && formatted.text).toBe(text);
      }),
      { numRuns: 40 },
    );
  });
});

/** What the examples need of `global.model_catalog`. */
function settingsOfExamples(): Data {
  const catalog: Data = {};
  for (const { settings } of signalKinds) {
    if (settings?.example === undefined) continue;
    let level = catalog;
    for (const step of settings.path.slice(0, -1)) {
      level[step] ??= {};
      level = level[step] as Data;
    }
    level[settings.path.at(-1)!] = settings.example;
  }
  return catalog;
}

test('loops stay loops, and what no loop can say stays a field', async () => {
  const policy = `PROVIDERS { models: [{ name: "small" }, { name: "large" }] }
ROUTE a { FOR m IN ["small", "large"] { MODEL m (reasoning = true) } }
ROUTE b {
  candidateIterations: [{ variable: "m", source: "models", models: [{ model: "small", use_reasoning: true }, { model: "large" }] }]
}
ROUTE c {
  MODEL "small"
  FOR m IN decision.candidates { MODEL m }
}
`;
  const yaml = await compilePolicy(policy, { vocabulary });
  if (!yaml.ok) throw new Error(yaml.diagnostics.map(formatDiagnostic).join('\n'));
  const back = await decompileConfig(yaml.text, { vocabulary });
  if (!back.ok) throw new Error(back.diagnostics.map(formatDiagnostic).join('\n'));
  expect(back.text).toMatch(/FOR m IN \["small", "large"\] \{ MODEL m \(reasoning = true\) \}/);
  expect(back.text).toMatch(/candidateIterations: \[/);
  expect(back.text).toMatch(/FOR m IN decision\.candidates \{ MODEL m \}/);
  expect(read(back.text).written).toEqual(read(policy).written);
  const formatted = formatPolicy(back.text);
  expect(formatted.ok && formatted.text).toBe(back.text);
});

describe('examples of every kind', () => {
  const yaml = JSON.stringify({
    version: 'v0.3',
    providers: { models: [{ name: 'small' }, { name: 'large' }] },
    routing: {
      signals: Object.fromEntries(
        signalKinds.map((kind) => [
          kind.configKey,
          kind.examples.filter((rule) => kind.gate?.(rule) === undefined && (kind.modelsOf?.(rule) ?? []).length === 0),
        ]),
      ),
      decisions: [{ name: 'rest', modelRefs: [{ model: 'small' }] }],
    },
    global: { model_catalog: settingsOfExamples() },
  });

  test('load as the same config through a policy, and through YAML again', async () => {
    const direct = await loadConfig(yaml, { vocabulary, purpose: 'simulate' });
    if (!direct.ok) throw new Error(direct.diagnostics.map(formatDiagnostic).join('\n'));
    const policy = await decompileConfig(yaml, { vocabulary });
    if (!policy.ok) throw new Error('not decompiled');
    const loaded = await loadConfig(policy.text, { vocabulary, purpose: 'simulate' });
    expect(loaded.ok && loaded.value.config).toEqual(direct.value.config);
    const back = await compilePolicy(policy.text, { vocabulary });
    if (!back.ok) throw new Error('not compiled');
    const options = { environment: {}, missingEnvironment: 'error' } as const;
    expect(parseConfigText(back.text, options).data).toEqual(withoutEmpty(JSON.parse(yaml)));
  });
});
