import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { vocabulary } from '../composition/vocabulary.ts';
import { run } from '../run.ts';
import { testIo } from '../testing/test-io.ts';

const recipe = (name: string, file: string) => join(import.meta.dirname, '../../../../recipes', name, file);
const read = (path: string) => readFileSync(path, 'utf8');

const POLICY = `PROVIDERS { models: [{ name: "small" }, { name: "large" }], defaults: { default_model: "small" } }
SIGNAL keyword maths { operator: "OR", keywords: ["integral", "equation"] }
ROUTE maths {
  WHEN keyword("maths")
  MODEL "large"
}
ROUTE rest { MODEL "small" }
TEST routes {
  "solve this equation" -> maths
  "hello" -> rest
}
RECIPE plain {
  ROUTE all { MODEL "small" }
  TEST anything { "solve this equation" -> all }
}
ENTRYPOINT { model_names: ["plain-model"], recipe: "plain" }
`;

describe.each(['mom', 'balance', 'single'])('the recipe %s', (name) => {
  test('stands for the same as a policy and as YAML', async () => {
    const configs = await Promise.all(
      ['config.yaml', 'config.dsl'].map(async (file) => {
        const result = await loadConfig(read(recipe(name, file)), { vocabulary, purpose: 'simulate' });
        if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
        return result.value;
      }),
    );
    expect(configs[1]!.config).toEqual(configs[0]!.config);
    expect(configs[1]!.shown).toEqual(configs[0]!.shown);
  });

  test('is formatted, compiles to its YAML, and comes back from it', async () => {
    const io = testIo();
    expect(await run(['fmt', '--check', recipe(name, 'config.dsl')], io)).toBe(0);
    expect(await run(['compile', recipe(name, 'config.dsl'), '-o', 'compiled.yaml'], io)).toBe(0);
    const compiled = join(io.workingDirectory, 'compiled.yaml');
    expect(parse(read(compiled))).toEqual(parse(read(recipe(name, 'config.yaml'))));
    expect(await run(['decompile', 'compiled.yaml', '-o', 'again.dsl'], io)).toBe(0);
    expect(await run(['compile', 'again.dsl', '-o', 'again.yaml'], io)).toBe(0);
    expect(read(join(io.workingDirectory, 'again.yaml'))).toBe(read(compiled));
  });
});

describe('lint', () => {
  const LINTED = POLICY.replace(
    'ROUTE rest {',
    '# Nobody asks.\nSIGNAL keyword idle { operator: "OR", keywords: ["idle"] }\nROUTE never {\n  PRIORITY -1\n  MODEL "large"\n}\nROUTE rest {',
  );

  test('with --fix takes out what has no effect, and has nothing to say of it any more', async () => {
    const io = testIo();
    const path = io.write('policy.dsl', LINTED);
    expect(await run(['lint', 'policy.dsl'], io)).toBe(1);
    expect(io.err()).toMatch(/lint\.never_wins/);
    const fixing = testIo();
    const own = fixing.write('policy.dsl', LINTED);
    expect(await run(['lint', 'policy.dsl', '--fix'], fixing)).toBe(0);
    expect(fixing.out()).toMatch(/mended config\.unused_rule.*idle[\s\S]*mended lint\.never_wins.*"never"/);
    expect(read(own)).toBe(POLICY);
    expect(read(path)).toBe(LINTED);
  });

  test('with --corpus tells what its requests never reach', async () => {
    const io = testIo();
    io.write('policy.dsl', POLICY);
    io.write('rows.jsonl', '{"text":"hello"}\n\n{"messages":[{"role":"user","content":"hi"}]}\n');
    expect(await run(['lint', 'policy.dsl', '--corpus', 'rows.jsonl'], io)).toBe(0);
    expect(io.err()).toMatch(/lint\.decision_not_taken.*"maths": none of 2 rows takes it; none matches it/);
    const other = testIo();
    other.write('policy.dsl', POLICY);
    other.write('lines.txt', 'solve this equation\nhello\n');
    expect(await run(['lint', 'policy.dsl', '--corpus', 'lines.txt'], other)).toBe(0);
    expect(other.err()).not.toMatch(/decision_not_taken.*"maths"/);
  });

  test.each([
    ['rows.jsonl', '{"text":"a"}\n{"txt":"b"}\n', /rows\.jsonl:2: expected messages, or a text under text, prompt/],
    ['rows.jsonl', '{"text":\n', /rows\.jsonl:1: .*JSON/],
    ['rows.txt', '\n\n', /rows\.txt holds no request/],
    ['probes.yaml', 'decisions: 3\n', /probes\.yaml:1/],
  ])('a corpus %s of %j is refused with its line', async (file, content, message) => {
    const io = testIo();
    io.write('policy.dsl', POLICY);
    io.write(file, content);
    expect(await run(['lint', 'policy.dsl', '--corpus', file], io)).toBe(2);
    expect(io.err()).toMatch(message);
  });
});

describe('fmt', () => {
  test('writes the file anew, or with --check only says so', async () => {
    const io = testIo();
    const path = io.write('policy.dsl', `MODEL   a\n${POLICY}`);
    expect(await run(['fmt', '--check', 'policy.dsl'], io)).toBe(1);
    expect(read(path)).toContain('MODEL   a');
    expect(await run(['fmt', 'policy.dsl'], io)).toBe(0);
    expect(read(path)).toMatch(/^MODEL a\n/);
    expect(await run(['fmt', '--check', 'policy.dsl'], io)).toBe(0);
  });

  test('leaves a file that it cannot read as it is', async () => {
    const io = testIo();
    const path = io.write('policy.dsl', 'ROUTE x {');
    expect(await run(['fmt', 'policy.dsl', '--json'], io)).toBe(1);
    expect(JSON.parse(io.out()).diagnostics).toContainEqual(
      expect.objectContaining({ code: 'dsl.unclosed_block', file: 'policy.dsl', line: 1, column: 1 }),
    );
    expect(read(path)).toBe('ROUTE x {');
  });
});

describe('compile and decompile', () => {
  test('a policy without models takes them from --base', async () => {
    const io = testIo();
    io.write(
      'base.yaml',
      'version: v0.3\nproviders: { models: [{ name: "$' + '{MODEL}" }] }\nrouting: { strategy: confidence }\n',
    );
    io.write('policy.dsl', 'SIGNAL language en\nROUTE all {\n  WHEN language("en")\n  MODEL "$' + '{MODEL}"\n}\n');
    expect(await run(['compile', 'policy.dsl'], io)).toBe(1);
    expect(io.err()).toContain('providers: is missing');
    expect(await run(['compile', 'policy.dsl', '--base', 'base.yaml'], io)).toBe(0);
    expect(parse(io.out())).toEqual({
      version: 'v0.3',
      providers: { models: [{ name: '$' + '{MODEL}' }] },
      routing: {
        signals: { language: [{ name: 'en' }] },
        decisions: [{ name: 'all', rules: { type: 'language', name: 'en' }, modelRefs: [{ model: '$' + '{MODEL}' }] }],
      },
    });
  });

  test('problems are placed in the policy', async () => {
    const io = testIo();
    io.write('policy.dsl', POLICY.replace('keyword("maths")', 'keyword("math")'));
    expect(await run(['compile', 'policy.dsl'], io)).toBe(1);
    expect(io.err()).toContain('policy.dsl:4:16 error config.unknown_signal');
    expect(io.err()).toContain('did you mean "maths"?');
  });

  test('a config with problems is not decompiled', async () => {
    const io = testIo();
    io.write('config.yaml', 'version: v0.3\nproviders: { modls: [] }\n');
    expect(await run(['decompile', 'config.yaml'], io)).toBe(1);
    expect(io.err()).toContain('config.yaml:2:14 error config.unknown_key');
    expect(io.out()).toBe('');
  });

  test('--json gives the text and the diagnostics', async () => {
    const io = testIo();
    io.write('policy.dsl', POLICY);
    expect(await run(['compile', 'policy.dsl', '--json'], io)).toBe(0);
    const { valid, text, diagnostics } = JSON.parse(io.out());
    expect(valid).toBe(true);
    expect(parse(text).routing.decisions).toHaveLength(2);
    expect(diagnostics).toEqual([]);
  });
});

describe('a policy in place of a config', () => {
  test('is what the other commands load', async () => {
    const io = testIo();
    io.write('policy.dsl', POLICY);
    expect(await run(['validate', 'policy.dsl'], io)).toBe(0);
    expect(await run(['route', '--config', 'policy.dsl', '--json', 'an equation'], io)).toBe(0);
    expect(io.out()).toContain('"decision": "maths"');
  });

  test('runs its tests', async () => {
    const io = testIo();
    io.write('policy.dsl', POLICY);
    expect(await run(['eval', 'policy.dsl', '--json'], io)).toBe(0);
    const { probes } = JSON.parse(io.out());
    expect(probes.map(({ id, got }: { id: string; got: object }) => ({ id, ...got }))).toMatchObject([
      { id: 'routes/1', decision: 'maths', recipe: 'default' },
      { id: 'routes/2', decision: 'rest', recipe: 'default' },
      { id: 'anything/1', decision: 'all', recipe: 'plain' },
    ]);
  });

  test('fails with a test that fails, and says so where there is none', async () => {
    const io = testIo();
    io.write('policy.dsl', POLICY.replace('"hello" -> rest', '"hello" -> maths'));
    expect(await run(['eval', 'policy.dsl'], io)).toBe(1);
    expect(io.out()).toContain('decision: expected maths, got rest');
    io.write('bare.dsl', POLICY.replaceAll(/^ *TEST[^}]*}\n/gm, ''));
    expect(await run(['eval', 'bare.dsl'], io)).toBe(1);
    expect(io.err()).toContain('bare.dsl:1:1 error dsl.no_tests');
  });
});

describe('lint', () => {
  test('exits 1 with what can never happen, in YAML as in a policy', async () => {
    const io = testIo();
    io.write('policy.dsl', POLICY.replace('WHEN keyword("maths")', 'WHEN keyword("maths") AND NOT keyword("maths")'));
    expect(await run(['lint', 'policy.dsl'], io)).toBe(1);
    expect(io.err()).toContain('policy.dsl:3:1 error lint.never_matches');
    expect(await run(['compile', 'policy.dsl', '-o', 'config.yaml'], io)).toBe(0);
    expect(await run(['lint', 'config.yaml', '--json'], io)).toBe(1);
    const { diagnostics } = JSON.parse(io.out().slice(io.out().indexOf('{')));
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'lint.never_matches', file: 'config.yaml', path: ['routing', 'decisions', 0] }),
    );
  });

  test('exits 0 where there are warnings only, or nothing to say', async () => {
    const io = testIo();
    io.write(
      'policy.dsl',
      POLICY.replace('ROUTE rest { MODEL "small" }', 'ROUTE rest {\n  PRIORITY -1\n  MODEL "small"\n}'),
    );
    expect(await run(['lint', 'policy.dsl'], io)).toBe(0);
    expect(io.out()).toContain('policy.dsl: nothing to say');
    io.write('tie.dsl', POLICY);
    expect(await run(['lint', 'tie.dsl'], io)).toBe(0);
    expect(io.err()).toContain('warning lint.tie');
  });

  test('does not look at a config that is not valid', async () => {
    const io = testIo();
    io.write('policy.dsl', 'ROUTE x {');
    expect(await run(['lint', 'policy.dsl'], io)).toBe(1);
    expect(io.out()).toContain('is not valid, and is not linted');
  });
});
