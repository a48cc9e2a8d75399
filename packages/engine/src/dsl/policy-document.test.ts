import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../config/diagnostic.ts';
import { loadConfig } from '../config/load-config.ts';
import { s } from '../config/schema.ts';
import { BROKEN_POLICIES, VALID_POLICY } from '../testing/broken-policies.ts';
import { testVocabulary } from '../testing/engine-from-yaml.ts';
import { isPolicyText } from './policy-document.ts';

const load = (text: string, environment = {}) =>
  loadConfig(text, { vocabulary: testVocabulary, file: 'policy.dsl', purpose: 'simulate', environment });

async function recipes(text: string, environment = {}) {
  const result = await load(text, environment);
  if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join('\n'));
  return result.value.config.recipes;
}

const HEAD = 'PROVIDERS { models: [{ name: "small" }, { name: "large" }] }\nSIGNAL language en\nSIGNAL language zh\n';
const routing = async (text: string) => (await recipes(HEAD + text))[0]!;

describe('a valid policy', () => {
  test('loads without a word', async () => {
    const result = await load(VALID_POLICY);
    expect(result.diagnostics.map(formatDiagnostic)).toEqual([]);
    expect(result.ok).toBe(true);
  });

  test('keeps the order and the parentheses of conditions', async () => {
    const { decisions } = await routing(
      'ROUTE a {\n  WHEN (language("en") AND NOT language("zh")) OR language("zh") OR (language("en") OR language("zh"))\n  MODEL "small"\n}\n',
    );
    const leaf = (name: string) => ({ type: 'language', name, predicate: undefined, onError: undefined });
    expect(decisions[0]!.rules).toEqual({
      operator: 'OR',
      conditions: [
        { operator: 'AND', conditions: [leaf('en'), { operator: 'NOT', conditions: [leaf('zh')] }] },
        leaf('zh'),
        { operator: 'OR', conditions: [leaf('en'), leaf('zh')] },
      ],
    });
  });

  test('binds AND closer than OR', async () => {
    const when = (text: string) => `ROUTE a {\n  WHEN ${text}\n  MODEL "small"\n}\n`;
    const [plain, parenthesised] = await Promise.all([
      routing(when('language("en") OR language("zh") AND language("en")')),
      routing(when('language("en") OR (language("zh") AND language("en"))')),
    ]);
    expect(plain).toEqual(parenthesised);
  });

  test('turns a decision tree into routes that exclude those before them', async () => {
    const { decisions } = await routing(`DECISION_TREE tree {
  IF language("en") { MODEL "small" }
  ELSE IF language("zh") { NAME chinese MODEL "large" }
  ELSE { MODEL "small" }
}
`);
    const leaf = (name: string) => expect.objectContaining({ type: 'language', name });
    const not = (name: string) => ({ operator: 'NOT', conditions: [leaf(name)] });
    expect(decisions.map(({ name, priority, rules }) => ({ name, priority, rules }))).toEqual([
      { name: 'tree_1', priority: 1_000_000, rules: leaf('en') },
      { name: 'chinese', priority: 999_000, rules: { operator: 'AND', conditions: [leaf('zh'), not('en')] } },
      { name: 'tree_3', priority: 998_000, rules: { operator: 'AND', conditions: [not('en'), not('zh')] } },
    ]);
  });

  test('a loop gives a route its models, each with the same options', async () => {
    const { decisions } = await routing(`ROUTE a {
  MODEL "large"
  FOR m IN ["small", "large"] { MODEL m (reasoning = true, effort = "low") }
}
ROUTE b {
  MODEL "small", "large"
  FOR each IN decision.candidates { MODEL each }
}
`);
    expect(decisions.map(({ models }) => models)).toEqual([
      [
        { model: 'large', reasoning: 'off' },
        { model: 'small', reasoning: 'on', effort: 'low' },
      ],
      [
        { model: 'small', reasoning: 'off' },
        { model: 'large', reasoning: 'off' },
      ],
    ]);
  });

  test('replaces references to the environment, and an unquoted one takes the type of its value', async () => {
    const text = `PROVIDERS { models: [{ name: "\${NAME}" }] }\nROUTE a {\n  PRIORITY \${PRIORITY}\n  MODEL "\${NAME}"\n}\n`;
    const [recipe] = await recipes(text, { NAME: '12', PRIORITY: '7' });
    expect(recipe!.decisions[0]).toMatchObject({ priority: 7, models: [{ model: '12' }] });
    const unset = await load(text);
    expect(unset.diagnostics.map(formatDiagnostic)).toContainEqual(
      expect.stringContaining(
        'policy.dsl:3:12 warning config.environment_unset  environment variable PRIORITY is not set',
      ),
    );
  });

  test('joins what a route says over a template of a plugin', async () => {
    const schema = s.record(s.string(), s.unknown()) as never;
    const note = { type: 'note', summary: 'Notes.', schema };
    const vocabulary = { ...testVocabulary, plugins: [note] };
    const text = `${HEAD}PLUGIN short note (on_error = "closed") { a: { b: 1, c: 2 }, list: [1, 2] }
ROUTE a {
  MODEL "small"
  PLUGIN short { a: { c: 3 }, list: [3] }
  PLUGIN note (on_error = "open") { a: 1 }
  PLUGIN short (on_error = "open")
}
`;
    const result = await loadConfig(text, { vocabulary, purpose: 'simulate' });
    expect(result.ok && result.value.config.recipes[0]!.decisions[0]!.plugins).toEqual([
      { type: 'note', configuration: { a: { b: 1, c: 3 }, list: [3] }, onError: 'closed' },
      { type: 'note', configuration: { a: 1 }, onError: 'open' },
      { type: 'note', configuration: { a: { b: 1, c: 2 }, list: [1, 2] }, onError: 'open' },
    ]);
  });

  test('is shown without its secrets', async () => {
    const text = VALID_POLICY.replace('endpoint: "127.0.0.1:8000"', 'endpoint: "127.0.0.1:8000", api_key: "sk-1"');
    const result = await load(text);
    expect(JSON.stringify(result.ok && result.value.shown)).not.toContain('sk-1');
  });
});

describe('a broken policy', () => {
  test.each(BROKEN_POLICIES.map((each) => [each.from, each.to, each] as const))(
    '%j written as %j is told with its place and what to do',
    async (_from, _to, { from, to, problems }) => {
      expect(VALID_POLICY.split(from)).toHaveLength(2);
      const result = await load(VALID_POLICY.replace(from, () => to));
      const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ code, line, column }) => `${line}:${column} ${code}`)).toEqual(
        problems.map(({ code, at }) => `${at} ${code}`),
      );
      expect(result.ok).toBe(false);
      for (const [index, { says }] of problems.entries()) {
        const { message, hint } = errors[index]!;
        for (const part of says) expect(`${message}\n${hint}`).toContain(part);
      }
    },
  );

  test('is told about in every block at once', async () => {
    const text = VALID_POLICY.replace('"code", "bug"', '"code" "bug"')
      .replace('PRIORITY 90', 'PRIORITY "90"')
      .replace('strategy: "priority"', 'strategy: 1');
    const { diagnostics } = await load(text);
    expect(diagnostics.map(({ code, line }) => `${line} ${code}`)).toEqual([
      '14 dsl.syntax',
      '31 config.unknown_value',
      '40 dsl.wrong_type',
    ]);
  });

  test('is told about where it nests without end, and does not end the process', async () => {
    const { diagnostics } = await load(`GLOBAL { a: ${'['.repeat(10_000)} }`);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'dsl.too_deep', line: 1 }));
    const deep = await load(`ROUTE a { WHEN ${'('.repeat(10_000)} }`);
    expect(deep.diagnostics).toContainEqual(expect.objectContaining({ code: 'dsl.too_deep', line: 1 }));
  });
});

test.each([
  ['# comment\n\nROUTING { }', undefined, true],
  ['SIGNAL keyword x', undefined, true],
  ['GLOBAL{', undefined, true],
  ['version: v0.3', undefined, false],
  ['# SIGNAL keyword x\nversion: v0.3', undefined, false],
  ['SIGNAL: 1', undefined, false],
  ['{ "version": "v0.3" }', undefined, false],
  ['', 'policy.dsl', true],
  ['', 'config.yaml', false],
])('%j in the file %s is a policy: %s', (text, file, expected) => {
  expect(isPolicyText(text, file)).toBe(expected);
});
