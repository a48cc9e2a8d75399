import { describe, expect, test } from 'vitest';
import { BROKEN_CONFIGS, VALID_CONFIG } from '../testing/broken-configs.ts';
import { testVocabulary } from '../testing/engine-from-yaml.ts';
import type { Vocabulary } from './canonical-schema.ts';
import { formatDiagnostic } from './diagnostic.ts';
import { loadConfig } from './load-config.ts';
import { s } from './schema.ts';

const vocabulary: Vocabulary = {
  ...testVocabulary,
  plugins: [
    {
      type: 'fast_response',
      summary: 'Answers.',
      schema: s.strictObject({ message: s.string() }) as never,
      guards: true,
    },
  ],
};
const load = (text: string, environment = {}) => loadConfig(text, { vocabulary, file: 'config.yaml', environment });

function placeOf(text: string, snippet: string): string {
  const offset = text.indexOf(snippet);
  if (offset === -1) throw new Error(`the text does not contain ${snippet}`);
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
}

describe('a valid config', () => {
  test('loads without a word', async () => {
    const result = await load(VALID_CONFIG);
    expect(result.diagnostics.map(formatDiagnostic)).toEqual([]);
    expect(result.ok).toBe(true);
  });

  test('is translated with its defaults filled in', async () => {
    const result = await load(VALID_CONFIG);
    if (!result.ok) throw new Error('invalid');
    const { config } = result.value;
    expect(config.listener).toEqual({
      address: '127.0.0.1',
      port: 8899,
      timeoutMs: 30_000,
      maxBodyBytes: 16_777_216,
      maxHeaderBytes: 16_384,
      headerTimeoutMs: 15_000,
      receiveTimeoutMs: 60_000,
      sendTimeoutMs: 60_000,
      tls: undefined,
    });
    expect(config.entryPoints).toEqual([
      { modelName: 'MoM', recipe: 'default' },
      { modelName: 'auto', recipe: 'default' },
    ]);
    expect(config.models[0]?.backends[0]).toMatchObject({
      baseUrl: 'http://127.0.0.1:8000/v1',
      chatPath: undefined,
      weight: 2,
    });
    expect(config.models[1]?.backends[0]?.headers).toEqual({ authorization: 'Bearer sk-inline' });
    expect(config.recipes[0]!.decisions[0]?.models[0]).toEqual({ model: 'large', reasoning: 'on', effort: 'high' });
    expect(config.recipes[0]!.decisions[2]?.rules).toEqual({ operator: 'AND', conditions: [] });
  });

  test('is shown without its secrets, references as written', async () => {
    const text = VALID_CONFIG.replace('endpoint: 127.0.0.1:8000', `endpoint: 127.0.0.1:8000, api_key: "$\{KEY}"`);
    const result = await load(text, { KEY: 'sk-from-environment' });
    if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join('\n'));
    const shown = JSON.stringify(result.value.shown);
    expect(shown).not.toContain('sk-inline');
    expect(shown).not.toContain('sk-from-environment');
    expect(shown).toMatch(/\$\{KEY\}/);
  });

  test('takes environment references with defaults, typed as written', async () => {
    const text = VALID_CONFIG.replace(
      'listeners:\n  - { name: main, address: 127.0.0.1, port: 8899, timeout: 30s }',
      `listeners:\n  - port: $\{ROUTER_PORT:-8898}`,
    );
    const unset = await load(text);
    const set = await load(text, { ROUTER_PORT: '9000' });
    expect(unset.ok && unset.value.config.listener.port).toBe(8898);
    expect(set.ok && set.value.config.listener.port).toBe(9000);
  });

  test.each([
    ['http://host:1234', undefined, 'http://host:1234/v1', undefined],
    ['https://host/v1/', undefined, 'https://host/v1', undefined],
    ['https://host/v1', '/v1/chat/completions', 'https://host/v1', '/chat/completions'],
    ['https://host/openai', '/deployments/x/chat', 'https://host/openai', '/deployments/x/chat'],
  ])('address %s with chat path %s has the base %s and the path %s', async (base, path, expectedBase, expectedPath) => {
    const backend = path === undefined ? `base_url: ${base}` : `base_url: ${base}, chat_path: ${path}`;
    const result = await load(VALID_CONFIG.replace('endpoint: 127.0.0.1:8000', backend));
    if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join('\n'));
    expect(result.value.config.models[0]?.backends[0]).toMatchObject({ baseUrl: expectedBase, chatPath: expectedPath });
  });

  test('a guarding plugin makes its decision match when unknown', async () => {
    const text = VALID_CONFIG.replace(
      '    - name: rest\n',
      '    - name: rest\n      plugins: [{ type: fast_response, configuration: { message: no } }]\n',
    );
    const result = await load(text);
    expect(result.ok && result.value.config.recipes[0]!.decisions.map((decision) => decision.onUnknown)).toEqual([
      'no_match',
      'no_match',
      'match',
    ]);
  });
});

describe('candidates and notes of a decision', () => {
  const withRest = (fields: string) =>
    load(VALID_CONFIG.replace('    - name: rest\n', `    - name: rest\n      ${fields}\n`));

  test('loops add their models to those that are listed', async () => {
    const result = await withRest(
      'candidateIterations: [{ variable: m, source: models, models: [{ model: small }, { model: large, use_reasoning: true }] }]',
    );
    if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join('\n'));
    expect(result.value.config.recipes[0]!.decisions.at(-1)!.models).toMatchObject([
      { model: 'small' },
      { model: 'large', reasoning: 'on' },
    ]);
  });

  test('annotations are kept, within bounds', async () => {
    const result = await withRest('annotations: { owner: ada, costs: { team: 7 } }');
    expect(result.ok && result.value.config.recipes[0]!.decisions.at(-1)!.annotations).toEqual({
      owner: 'ada',
      costs: { team: 7 },
    });
    for (const many of [{ text: 'x'.repeat(5000) }, Object.fromEntries(Array.from({ length: 33 }, (_, i) => [i, i]))]) {
      const refused = await withRest(`annotations: ${JSON.stringify(many)}`);
      expect(refused.diagnostics.map(formatDiagnostic).join('\n')).toMatch(/config\.annotations.*at most 32/);
    }
  });

  test('without any model it is refused', async () => {
    const text = VALID_CONFIG.replace(
      '    - name: rest\n      modelRefs:\n        - { model: small }',
      '    - name: rest',
    );
    expect(text).not.toBe(VALID_CONFIG);
    expect((await load(text)).diagnostics.map(formatDiagnostic).join('\n')).toMatch(
      /missing_key.*expected a list of models/,
    );
  });
});

describe('a broken config', () => {
  test.each(BROKEN_CONFIGS.map((each) => [each.name, each] as const))(
    '%s: every problem has its place and a hint',
    async (_name, broken) => {
      let text = VALID_CONFIG;
      for (const [from, to] of broken.edits) {
        expect(text.split(from).length, `"${from}" must occur once`).toBe(2);
        text = text.replace(from, () => to);
      }
      const result = await load(text);
      expect(result.ok).toBe(false);
      const errors = result.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
      const found = errors.map((diagnostic) => `${diagnostic.line}:${diagnostic.column} ${diagnostic.code}`);
      expect(found.sort()).toEqual(
        broken.problems.map((problem) => `${placeOf(text, problem.at)} ${problem.code}`).sort(),
      );
      for (const problem of broken.problems) {
        const said = errors
          .filter((diagnostic) => `${diagnostic.line}:${diagnostic.column}` === placeOf(text, problem.at))
          .map(formatDiagnostic)
          .join('\n');
        for (const part of problem.says) expect(said).toContain(part);
      }
    },
  );

  test.each(['', '   \n# only a comment\n', 'null', '[]', '42', 'just text'])(
    'text %j is refused with a hint',
    async (text) => {
      const result = await load(text);
      expect(result.ok).toBe(false);
      expect(result.diagnostics.length).toBeGreaterThan(0);
    },
  );

  test('a list as a key is a diagnostic, and nothing is printed', async () => {
    const printed: string[] = [];
    const emit = process.emitWarning;
    process.emitWarning = (warning) => void printed.push(String(warning));
    try {
      const { ok, diagnostics } = await load('version: v0.3\n[a]: b\n');
      expect(ok).toBe(false);
      expect(diagnostics.map(({ code }) => code)).toContain('config.unknown_key');
    } finally {
      process.emitWarning = emit;
    }
    expect(printed).toEqual([]);
  });

  test('a thousandfold alias expansion is refused, not expanded', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((c, i) => `${c}: &${c} [${`*${'abcdefgh'[i]},`.repeat(9)}]`),
    ].join('\n');
    const result = await load(bomb);
    expect(result.ok).toBe(false);
    expect(result.diagnostics[0]?.code).toBe('config.syntax');
  });
});

describe('warnings', () => {
  test('name rules that nothing reads, mixed tiers, efforts without reasoning, and a missing default', async () => {
    const text = VALID_CONFIG.replace('          - { type: structure, name: steps }\n', '')
      .replace('    - name: tickets\n', '    - name: tickets\n      tier: 1\n')
      .replace('use_reasoning: true, reasoning_effort', 'use_reasoning: false, reasoning_effort');
    const result = await load(text);
    expect(result.ok).toBe(true);
    expect(result.diagnostics.map((diagnostic) => diagnostic.code).sort()).toEqual([
      'config.effort_unused',
      'config.mixed_tiers',
      'config.unused_rule',
    ]);
  });

  test('name reliability settings that can have no effect', async () => {
    const text = VALID_CONFIG.replace(
      '    - name: large\n',
      '    - name: large\n      reliability: { health_check_interval: 5s, hedge_after: 1s }\n',
    ).replace(
      '    default_model: small\n',
      '    default_model: small\n    reliability: { health_check_timeout: 1s }\n',
    );
    const result = await load(text);
    expect(result.ok).toBe(true);
    expect(result.diagnostics.map(({ code, path }) => `${code} ${path.at(-1)}`).sort()).toEqual([
      'config.health_check_unused health_check_interval',
      'config.health_check_unused health_check_timeout',
      'config.hedge_unused hedge_after',
    ]);
  });
});
