import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../config/diagnostic.ts';
import { loadConfig } from '../config/load-config.ts';
import { signalKinds } from '../signals/index.ts';
import { testVocabulary } from '../testing/engine-from-yaml.ts';
import { fixedClassifier, testPorts } from '../testing/test-ports.ts';
import { lintConfig } from './lint-config.ts';

const HEAD = `PROVIDERS { models: [{ name: "small" }, { name: "large" }], defaults: { default_model: "small" } }
MODEL large { safety_tier: 3 }
SIGNAL keyword code { operator: "OR", keywords: ["code"] }
SIGNAL keyword urgent { operator: "OR", keywords: ["urgent"] }
SIGNAL language en
SIGNAL language zh
SIGNAL structure steps { feature: { type: "count", source: { type: "regex", pattern: "[0-9]" } } }
`;

const REST = `
ROUTE rest {
  PRIORITY -1
  MODEL "small"
}
`;

/** What lint says of a policy, each as `line code message`. */
async function lint(policy: string, ports = testPorts()) {
  const loaded = await loadConfig(HEAD + policy, {
    vocabulary: testVocabulary,
    file: 'policy.dsl',
    purpose: 'simulate',
  });
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(formatDiagnostic).join('\n'));
  const found = lintConfig(loaded.value, { kinds: signalKinds, ports, file: 'policy.dsl' });
  return found.map(({ severity, code, message, line }) => ({
    severity,
    code,
    message,
    line: line! - HEAD.split('\n').length + 1,
  }));
}

const route = (name: string, priority: number, when: string, more = '') =>
  `ROUTE ${name} {\n  PRIORITY ${priority}\n  WHEN ${when}\n  MODEL "small"${more}\n}\n`;

describe('decisions', () => {
  test('one that matches nothing is told with the parts that exclude each other', async () => {
    const [found] = await lint(
      route('a', 2, 'keyword("code") AND language("en") AND NOT keyword("urgent") AND language("zh")') + REST,
    );
    expect(found).toEqual({
      severity: 'error',
      code: 'lint.never_matches',
      message: 'decision "a" can never match: parts 2 and 4 of its AND exclude each other',
      line: 1,
    });
  });

  test('one that others always go before is told with those that are enough for that', async () => {
    const policy =
      route('one', 5, 'keyword("code") AND language("en")') +
      route('other', 4, 'keyword("code") AND NOT language("en")', '\n  on_unknown: "match"') +
      route('beside', 3, 'keyword("urgent")') +
      route('late', 2, 'keyword("code") AND keyword("urgent")') +
      REST;
    const found = await lint(policy);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ severity: 'error', code: 'lint.never_wins', line: 17 });
    expect(found[0]!.message).toContain(
      'whenever it matches (e.g. keyword:code, keyword:urgent and nothing else), "beside" does too, and goes before it',
    );
  });

  test('unknown is not false: a NOT before it does not take what is unknown', async () => {
    const policy = route('one', 5, 'language("en")') + route('other', 4, 'NOT language("en")') + REST;
    expect(await lint(policy)).toEqual([]);
    expect(await lint(policy.replace('PRIORITY 4', 'PRIORITY 4\n  on_unknown: "match"'))).toMatchObject([
      { code: 'lint.never_wins', message: expect.stringContaining('one of "one", "other" does too') },
    ]);
  });

  test('two of one priority that match together are told with a request', async () => {
    const found = await lint(route('a', 2, 'keyword("code")') + route('b', 2, 'language("en")') + REST);
    expect(found).toMatchObject([{ severity: 'warning', code: 'lint.tie', line: 7 }]);
    expect(found[0]!.message).toContain('keyword:code, language:en and nothing else');
    expect(await lint(route('a', 2, 'language("zh")') + route('b', 2, 'language("en")') + REST)).toEqual([]);
  });

  test('what only the default answers is told with a request', async () => {
    expect(await lint(route('a', 2, 'NOT keyword("code") OR language("en")'))).toMatchObject([
      { code: 'lint.default_only', message: expect.stringContaining('keyword:code and nothing else') },
    ]);
  });

  test('one of a lower safety_tier that takes what a guarded one would have had', async () => {
    const guarded = (priority: number) =>
      `ROUTE guarded {\n  PRIORITY ${priority}\n  safety_tier: 3\n  WHEN keyword("urgent")\n  MODEL "large"\n}\n`;
    const found = await lint(route('quick', 5, 'language("en")') + guarded(4) + REST);
    expect(found).toMatchObject([{ code: 'lint.guard_bypassed', line: 1 }]);
    expect(found[0]!.message).toContain('language:en, keyword:urgent and nothing else');
    expect(await lint(guarded(6) + route('quick', 5, 'language("en")') + REST)).toEqual([]);
  });

  test('bounds on one number are known to exclude and to imply each other', async () => {
    const found = await lint(
      route('many', 5, 'structure("steps", gte = 3)') +
        route('very_many', 4, 'structure("steps", gt = 5)') +
        route('none', 3, 'structure("steps", lt = 1) AND structure("steps", gte = 3)') +
        REST,
    );
    expect(found.map(({ code, line }) => `${line} ${code}`)).toEqual(['6 lint.never_wins', '11 lint.never_matches']);
    expect(found[0]!.message).toContain('structure:steps > 5');
  });

  test('a tier goes before every priority', async () => {
    const tiered = (name: string, tier: number, when: string) =>
      route(name, 9 - tier, when).replace('  WHEN', `  TIER ${tier}\n  WHEN`);
    const found = await lint(
      tiered('late', 2, 'keyword("code")') +
        tiered('early', 1, 'keyword("code")') +
        REST.replace('PRIORITY -1', 'TIER 3'),
    );
    expect(found).toMatchObject([{ code: 'lint.never_wins', line: 1, message: expect.stringContaining('"early"') }]);
  });
});

describe('projections', () => {
  const bands = (outputs: string) =>
    `PROJECTION score load { inputs: [{ type: "keyword", name: "code", weight: 0.5 }, { type: "language", name: "en", weight: -0.25 }] }
PROJECTION mapping levels { source: "load", outputs: [${outputs}] }
`;
  const uses = (...names: string[]) =>
    names.map((name, index) => route(name, index, `projection("${name}")`)).join('') + REST;

  test('a band beyond what the weights allow never comes, nor does a decision on it', async () => {
    const found = await lint(
      bands('{ name: "low", lt: 0.2 }, { name: "middle", gte: 0.2, lte: 0.5 }, { name: "high", gt: 0.5 }') +
        uses('low', 'middle', 'high'),
    );
    expect(found.map(({ code, line }) => `${line} ${code}`)).toEqual(['2 lint.band_never', '13 lint.never_matches']);
    expect(found[0]!.message).toContain('its score is between -0.25 and 0.5, and bands before it go first');
  });

  test('bands of one score exclude each other, and together leave nothing out', async () => {
    const policy = bands('{ name: "low", lt: 0.2 }, { name: "rest", gte: 0.2 }');
    expect(await lint(policy + route('both', 2, 'projection("low") AND projection("rest")') + REST)).toMatchObject([
      { code: 'lint.never_matches' },
    ]);
    expect(
      await lint(
        policy + route('either', 2, 'projection("low") OR projection("rest")', '\n  on_unknown: "match"') + REST,
      ),
    ).toMatchObject([{ code: 'lint.never_wins', message: expect.stringContaining('"rest" can never win') }]);
  });
});

test('a partition’s default matches beside rules that are not its members', async () => {
  const partition = 'PROJECTION partition p { type: "language", members: ["en", "zh"], default: "en" }\n';
  const both = route('both', 5, 'language("en") AND language("fr")');
  const policy = `SIGNAL language fr\n${both}${route('rest_of_it', 4, 'language("zh")')}${REST}`;
  expect(await lint(policy)).toMatchObject([{ code: 'lint.never_matches' }]);
  expect(await lint(partition + policy)).toMatchObject([{ code: 'lint.partition_default' }]);
});

describe('signals', () => {
  test('a NOT over what a remote model says, directly or through a band', async () => {
    const remote = fixedClassifier('remote', ['math', 'other'], () => ({ math: 0.9 }), { cost: 'costly' });
    const ports = testPorts({ classifiers: { domain: remote } });
    const policy = `SIGNAL domain math
PROJECTION score s { inputs: [{ type: "domain", name: "math", weight: 1 }] }
PROJECTION mapping m { source: "s", outputs: [{ name: "yes", gte: 0.5 }, { name: "no", lt: 0.5 }] }
`;
    const found = await lint(
      policy +
        route('a', 5, 'keyword("code") AND NOT domain("math")') +
        route('b', 4, 'NOT projection("yes") AND keyword("urgent")') +
        route('c', 3, 'NOT domain("math", on_error = "match") AND language("en")') +
        REST,
      ports,
    );
    expect(found.map(({ code, line }) => `${line} ${code}`)).toEqual([
      '6 lint.not_over_unknown',
      '11 lint.not_over_unknown',
    ]);
    expect(found[1]!.message).toContain(
      'NOT projection:yes is unknown while the model behind domain:math does not answer',
    );
  });

  test('a pattern that matches inside other words', async () => {
    const found = await lint(
      `SIGNAL keyword pets { operator: "OR", method: "regex", keywords: ["cat", '\\bdog\\b', "[a-z]+fish"] }\n${route('a', 5, 'keyword("pets")')}${REST}`,
    );
    expect(found).toMatchObject([{ code: 'lint.inside_words', line: 1 }]);
    expect(found[0]!.message).toContain('"cat" also matches inside longer words');
  });
});

test('recipes are looked at one by one', async () => {
  const found = await lint(`${REST}
RECIPE other {
  SIGNAL language en
  ROUTE never {
    WHEN language("en") AND NOT language("en")
    MODEL "small"
  }
}
ENTRYPOINT { model_names: ["x"], recipe: "other" }
`);
  expect(found.map(({ code, line }) => `${line} ${code}`)).toEqual(['9 lint.never_matches', '9 lint.default_only']);
});
