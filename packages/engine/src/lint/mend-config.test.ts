import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../config/diagnostic.ts';
import { loadConfig } from '../config/load-config.ts';
import { signalKinds } from '../signals/index.ts';
import { testVocabulary } from '../testing/engine-from-yaml.ts';
import { testPorts } from '../testing/test-ports.ts';
import { lintConfig } from './lint-config.ts';
import { mendConfig } from './mend-config.ts';
import { removeEntry } from './remove-entry.ts';

async function mend(text: string) {
  const diagnose = async (each: string) => {
    const loaded = await loadConfig(each, { vocabulary: testVocabulary, purpose: 'simulate' });
    const found = loaded.ok ? lintConfig(loaded.value, { kinds: signalKinds, ports: testPorts() }) : [];
    return { isValid: loaded.ok, diagnostics: [...loaded.diagnostics, ...found] };
  };
  const before = await diagnose(text);
  if (!before.isValid) throw new Error(before.diagnostics.map(formatDiagnostic).join('\n'));
  const result = await mendConfig(text, { kinds: signalKinds, diagnose });
  const again = await mendConfig(result.text, { kinds: signalKinds, diagnose });
  expect(again.mended).toEqual([]);
  expect(again.text).toBe(result.text);
  return { text: result.text, codes: result.mended.map(({ code }) => code), left: result.diagnostics };
}

const YAML = `# Who may read this.
version: v0.3
providers:
  defaults: { default_model: small }
  models: [{ name: small }, { name: large }]
routing:
  signals:
    # Words of the trade.
    keywords:
      - name: code # kept
        operator: OR
        keywords: [code]

      # Nobody asks for this.
      # Not any more.
      - name: idle
        operator: OR
        keywords:
          - idle
      - { name: late, operator: OR, keywords: [late] }
    language: [{ name: en }, { name: fr }, { name: zh }]
  decisions:
    - name: programs
      priority: 3
      rules: { type: keyword, name: code }
      modelRefs: [{ model: large, reasoning_effort: high }]
    - name: shadowed # by programs
      priority: 2
      rules: { operator: AND, conditions: [{ type: keyword, name: code }, { type: keyword, name: late }] }
      modelRefs: [{ model: small }]

    # The rest.
    - name: rest
      priority: 1
      rules: { operator: OR, conditions: [{ type: language, name: zh }] }
      modelRefs: [{ model: small }]
    - name: all
      modelRefs: [{ model: small }]
`;

test('what has no effect goes from YAML, and what that leaves unused; all else stays as it is', async () => {
  const { text, codes, left } = await mend(YAML);
  expect(text).toBe(`# Who may read this.
version: v0.3
providers:
  defaults: { default_model: small }
  models: [{ name: small }, { name: large }]
routing:
  signals:
    # Words of the trade.
    keywords:
      - name: code # kept
        operator: OR
        keywords: [code]

    language: [{ name: zh }]
  decisions:
    - name: programs
      priority: 3
      rules: { type: keyword, name: code }
      modelRefs: [{ model: large }]

    # The rest.
    - name: rest
      priority: 1
      rules: { operator: OR, conditions: [{ type: language, name: zh }] }
      modelRefs: [{ model: small }]
    - name: all
      modelRefs: [{ model: small }]
`);
  expect(codes.toSorted()).toEqual([
    'config.effort_unused',
    'config.unused_rule',
    'config.unused_rule',
    'config.unused_rule',
    'config.unused_rule',
    'lint.never_wins',
  ]);
  expect(left).toEqual([]);
});

const POLICY = `# Who may read this.
PROVIDERS { models: [{ name: "small" }, { name: "large" }], defaults: { default_model: "small" } }

SIGNAL keyword code { operator: "OR", keywords: ["code"] } # kept

# Nobody asks for this.
SIGNAL keyword idle {
  operator: "OR"
  keywords: ["idle"]
}
SIGNAL language en

ROUTE programs {
  PRIORITY 3
  WHEN keyword("code")
  MODEL "large" (effort = "high"), "small" (reasoning = true, effort = "low")
}

# Whatever it matches, programs takes.
ROUTE shadowed {
  PRIORITY 2
  WHEN keyword("code") AND NOT language("en")
  MODEL "small"
}

ROUTE rest { MODEL "small" }
`;

test('the same of a policy', async () => {
  const { text, left } = await mend(POLICY);
  expect(text).toBe(`# Who may read this.
PROVIDERS { models: [{ name: "small" }, { name: "large" }], defaults: { default_model: "small" } }

SIGNAL keyword code { operator: "OR", keywords: ["code"] } # kept

ROUTE programs {
  PRIORITY 3
  WHEN keyword("code")
  MODEL "large", "small" (reasoning = true, effort = "low")
}

ROUTE rest { MODEL "small" }
`);
  expect(left).toEqual([]);
});

test('what the config would not be valid without stays, and so does a branch of a tree', async () => {
  const tree = `${POLICY}DECISION_TREE t {
  IF keyword("code") AND NOT keyword("code") { MODEL "small" }
  ELSE { MODEL "large" }
}
`;
  const { text, left } = await mend(tree);
  expect(text).toContain('IF keyword("code") AND NOT keyword("code")');
  expect(left.map(({ code }) => code)).toContain('lint.never_matches');
  const only = YAML.slice(0, YAML.indexOf('    - name: shadowed')).replace(
    'type: keyword, name: code',
    'operator: AND, conditions: [{ type: language, name: en }, { type: language, name: fr }]',
  );
  expect((await mend(only)).text).not.toContain('decisions:');
});

describe('an entry that cannot be cut out in place', () => {
  test.each([
    ['a: &x { b: 1 }\nc: *x\n', ['c', 'b']],
    ['- - 1\n  - 2\n', [0, 0]],
    ['a: [1, 2', ['a', 0]],
    ['a: 1\n', ['b']],
  ])('%j at %j is left alone', (text, path) => {
    expect(removeEntry(text, path, signalKinds)).toBeUndefined();
  });

  test.each([
    ['a: [1, 2, 3]\n', ['a', 1], 'a: [1, 3]\n'],
    ['a: [1, 2]\n', ['a', 1], 'a: [1]\n'],
    ['a: [ 1 ]\nb: 2\n', ['a', 0], 'b: 2\n'],
    ['a: { b: 1, c: 2 }\n', ['a', 'b'], 'a: { c: 2 }\n'],
    ['a:\n  - x: |\n      text\n      more\n  - y: 1\n', ['a', 0], 'a:\n  - y: 1\n'],
    ['a:\n  - 1\n  - 2 # two\n  # three\n  - 3\nb: 1', ['a', 1], 'a:\n  - 1\n  # three\n  - 3\nb: 1'],
    ['a:\n  - 1\nb: 2', ['b'], 'a:\n  - 1\n'],
  ])('%j without %j is %j', (text, path, expected) => {
    expect(removeEntry(text, path, signalKinds)).toBe(expected);
  });
});
