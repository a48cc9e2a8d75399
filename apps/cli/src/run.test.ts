import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BROKEN_CONFIGS, VALID_CONFIG } from '@signalbox/engine/testing';
import { describe, expect, test } from 'vitest';
import { allCommands } from './command.ts';
import { commands } from './commands/index.ts';
import { run } from './run.ts';
import { testIo } from './testing/test-io.ts';

describe('usage', () => {
  test('--help lists every command', async () => {
    const io = testIo();
    expect(await run(['--help'], io)).toBe(0);
    const help = io.out().replaceAll(/\s+/g, ' ');
    for (const command of commands) expect(help).toContain(command.summary);
  });

  test.each(allCommands(commands).map(({ words }) => words))('%s --help shows options and examples', async (words) => {
    const io = testIo();
    expect(await run([...words.split(' '), '--help'], io)).toBe(0);
    expect(io.out()).toContain('--json');
    expect(io.out()).toContain('Examples:');
  });

  test.each([
    [['rout', 'x'], 'Did you mean route?'],
    [['validate'], "missing required argument 'file'"],
    [['validate', 'nowhere.yaml'], 'there is no file'],
    [['route', '--config', 'nowhere.yaml', 'x'], 'there is no file'],
    [['serve', '--port', '99999'], '--port takes a whole number from 0 to 65535'],
    [['simulate', '--latency-ms', 'soon'], '--latency-ms takes a whole number'],
    [['serve', '--log-level', 'loud'], 'unknown log level'],
  ])('%j is wrong usage and says so', async (argv, says) => {
    const io = testIo();
    expect(await run(argv, io)).toBe(2);
    expect(io.err()).toContain(says);
  });
});

describe('validate', () => {
  test('accepts a good config', async () => {
    const io = testIo();
    expect(await run(['validate', io.write('good.yaml', VALID_CONFIG)], io)).toBe(0);
    expect(io.out()).toContain('is valid: 5 signals in use, 3 decisions, 2 models');
  });

  test.each(BROKEN_CONFIGS.map((each) => [each.name, each] as const))(
    '%s exits 1 and prints each problem with its place',
    async (_name, broken) => {
      const io = testIo();
      const text = broken.edits.reduce((config, [from, to]) => config.replace(from, () => to), VALID_CONFIG);
      expect(await run(['validate', io.write('bad.yaml', text)], io)).toBe(1);
      const lines = io
        .err()
        .split('\n')
        .filter((line) => /^bad\.yaml:\d+:\d+ /.test(line));
      expect(lines.length).toBeGreaterThanOrEqual(broken.problems.length);
      for (const problem of broken.problems) expect(lines.some((line) => line.includes(problem.code))).toBe(true);
    },
  );

  test('--json gives the diagnostics as data', async () => {
    const io = testIo();
    expect(await run(['validate', '--json', io.write('bad.yaml', 'version: v9\n')], io)).toBe(1);
    const { valid, diagnostics } = JSON.parse(io.out());
    expect(valid).toBe(false);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'config.unknown_value', line: 1, column: 10 }),
    );
  });
});

describe('init', () => {
  test('writes a config that validates, and does not overwrite one', async () => {
    const io = testIo();
    expect(await run(['init'], io)).toBe(0);
    expect(existsSync(join(io.workingDirectory, 'signalbox.yaml'))).toBe(true);
    expect(await run(['validate', 'signalbox.yaml'], io)).toBe(0);
    expect(io.err()).toBe('');
    expect(await run(['init'], io)).toBe(2);
    expect(io.err()).toContain('--force');
    expect(await run(['init', '--force'], io)).toBe(0);
  });
});

describe('route', () => {
  const CONFIG = VALID_CONFIG.replace('    language:\n      - { name: en }\n', '').replace(
    '          - { type: language, name: en }\n',
    '',
  );

  test('says where a text goes, why, and what came next', async () => {
    const io = testIo();
    const code = await run(['route', 'this code has a bug', '--config', io.write('c.yaml', CONFIG)], io);
    expect(code).toBe(0);
    expect(io.out()).toMatch(/decision +code/);
    expect(io.out()).toMatch(/model +large/);
    expect(io.out()).toMatch(/reasoning +high/);
    expect(io.out()).toMatch(/why +code → large, because keyword:coding \(2, “code, bug”\)/);
    expect(io.out()).toMatch(/runner-up +rest: it matched too, but lost by priority \(0 against 100\)/);
  });

  test('names what a decision before the winner lacked', async () => {
    const io = testIo();
    await run(['route', 'hello', '--config', io.write('c.yaml', CONFIG)], io);
    expect(io.out()).toMatch(/near miss +code lacked keyword:coding/);
  });

  test('says what would have led elsewhere, or to a decision asked about', async () => {
    const io = testIo();
    const config = io.write('c.yaml', CONFIG);
    await run(['route', 'this code has a bug', '--config', config, '--why-not', 'tickets'], io);
    expect(io.out()).toMatch(/flip +It would have gone to rest had keyword:coding not matched\./);
    expect(io.out()).toMatch(/why not +It would have gone to tickets had keyword:coding not matched and \w+:\w+/);
    expect(await run(['route', 'x', '--config', config, '--why-not', 'tikets'], io)).toBe(2);
    expect(io.err()).toContain('did you mean "tickets"?');
  });

  test('reads standard input and prints JSON', async () => {
    const io = testIo({ stdin: 'ABC-12 is open\n' });
    expect(await run(['route', '--json', '--config', io.write('c.yaml', CONFIG)], io)).toBe(0);
    const { decision, model, trace } = JSON.parse(io.out());
    expect(decision).toBe('tickets');
    expect(model).toEqual({ model: 'small', reasoning: 'off' });
    expect(trace.version).toBe(1);
  });

  test('without a text it is wrong usage', async () => {
    expect(await run(['route'], testIo())).toBe(2);
  });

  test('with a broken config it exits 1', async () => {
    const io = testIo();
    expect(await run(['route', 'x', '--config', io.write('c.yaml', 'version: v9')], io)).toBe(1);
  });
});

describe('eval', () => {
  const PROBES = `
decisions:
  - id: code
    expected_alias: large
    reasoning: high
    variants: [{ id: bug, query: my code has a bug }]
  - id: tickets
    variants:
      - { id: good, messages: [{ role: user, content: "see ABC-1" }] }
      - { id: bad, query: nothing to see }
`;

  test('prints a table, explains what failed, counts, and exits 1', async () => {
    const io = testIo();
    io.write('config.yaml', VALID_CONFIG);
    expect(await run(['eval', io.write('probes.yaml', PROBES)], io)).toBe(1);
    expect(io.out()).toMatch(/FAIL tickets\/bad: decision: expected tickets, got rest/);
    expect(io.out()).toMatch(/expected tickets lacked keyword:ticket/);
    expect(io.out().trimEnd().split('\n').at(-1)).toBe('2 passed, 1 failed');
  });

  test('--json gives every probe with its trace', async () => {
    const io = testIo();
    io.write('config.yaml', VALID_CONFIG);
    expect(await run(['eval', '--json', io.write('probes.yaml', PROBES)], io)).toBe(1);
    const report = JSON.parse(io.out());
    expect([report.passed, report.failed]).toEqual([2, 1]);
    expect(report.probes[2]).toMatchObject({ id: 'tickets/bad', passed: false, got: { decision: 'rest' } });
    expect(report.probes[2].trace.decisions).toHaveLength(3);
  });

  test.each([
    ['decisions: []', 'at least 1 entry'],
    ['decisions: [{ id: a, variants: [{ id: v }] }]', 'either query or messages'],
    ['decisions: [{ id: a, variants: [{ id: v, query: x, repaet: 3 }] }]', 'did you mean "repeat"?'],
    ['decisions: [{ id: a, variants: [{ id: v, query: x, image_fixture: cat }] }]', 'unknown image "cat"'],
    ['decisions: [{ id: a, variants: [{ id: v, query: x }, { id: v, query: y }] }]', 'duplicate probe'],
  ])('the probe file %j is refused', async (text, says) => {
    const io = testIo();
    expect(await run(['eval', io.write('probes.yaml', text)], io)).toBe(1);
    expect(io.err()).toContain(says);
  });

  test('knows the whole format: long texts, images, tools, signals, algorithm, plugins, recipe', async () => {
    const io = testIo();
    io.write('config.yaml', VALID_CONFIG);
    const probes = `
schema_version: v1
fixtures: { images: { cat: "https://h/cat.png" } }
decisions:
  - id: long
    expected_decision: tickets
    expected_algorithm: static
    expected_recipe: default
    expected_signals: { context: long }
    forbidden_signals: { keywords: [coding], keyword: ticket }
    variants:
      - { id: repeated, query: word, repeat: 9000 }
      - { id: padded, query: hello, padding: { text: word, repeat: 9000 } }
      - { id: generated, query: hello, generated_text: { text: word, repeat: 9000 }, image_fixture: cat, tools: [] }
  - id: wrong
    expected_decision: rest
    expected_algorithm: escalation
    expected_plugins: [fast_response]
    expected_signals: { keywords: ticket }
    forbidden_signals: { language: en }
    variants: [{ id: all, query: nothing to see here }]
`;
    expect(await run(['eval', '--json', io.write('probes.yaml', probes)], io)).toBe(1);
    const report = JSON.parse(io.out());
    expect(report.probes.slice(0, 3).map(({ differences }: { differences: string[] }) => differences)).toEqual([
      [],
      [],
      [],
    ]);
    expect(report.probes[3].differences).toEqual([
      'algorithm: expected escalation, got static',
      'plugin fast_response is not used',
      'keywords:ticket did not match',
      'language:en matched',
    ]);
  });

  test('accepts what the file asks for, and says what is short of it', async () => {
    const io = testIo();
    io.write('config.yaml', VALID_CONFIG);
    const accepting = `${PROBES}\nacceptance: { min_probe_pass_rate: 60 }\n`;
    expect(await run(['eval', io.write('probes.yaml', accepting)], io)).toBe(0);
    expect(io.out().trimEnd().split('\n').at(-1)).toBe('2 passed, 1 failed');
    const covered = `${accepting}coverage: { required_request_shapes: [tools], min_tag_counts: { zh: 1 }, min_plugin_assertion_percent: 10 }\n`;
    const strict = testIo();
    strict.write('config.yaml', VALID_CONFIG);
    expect(await run(['eval', strict.write('probes.yaml', covered)], strict)).toBe(1);
    expect(strict.out()).toContain('no probe has the shape tools');
    expect(strict.out()).toContain('0 probes have the tag zh, 1 asked');
    expect(strict.out()).toContain('0.0 % of the probes assert a plugin, 10 % asked');
  });

  test('writes JUnit and Markdown, and counts the routes that changed words flip', async () => {
    const io = testIo();
    io.write('config.yaml', VALID_CONFIG);
    const file = io.write('probes.yaml', PROBES);
    const argv = ['eval', file, '--junit', 'j.xml', '--markdown', 'm.md', '--perturb', 'typos,filler'];
    expect(await run(argv, io)).toBe(1);
    const xml = readFileSync(join(io.workingDirectory, 'j.xml'), 'utf8');
    expect(xml).toContain('<testsuites tests="3" failures="1">');
    expect(xml).toContain('<failure message="decision: expected tickets, got rest">');
    const page = readFileSync(join(io.workingDirectory, 'm.md'), 'utf8');
    expect(page).toContain('| tickets | 1/2 | rest 1 |');
    expect(page).toMatch(/\| all \| filler \| 9 \| 0 \| 0\.0 % \|/);
    expect(io.out()).toMatch(/all +typos/);
    expect(await run(['eval', file, '--perturb', 'tyops'], io)).toBe(2);
    expect(io.err()).toContain('did you mean "typos"?');
  });

  test('--watch runs again when a file changes', async () => {
    const io = testIo();
    const config = io.write('config.yaml', VALID_CONFIG);
    const done = run(['eval', io.write('probes.yaml', PROBES), '--watch'], io);
    await io.printed(/waiting for changes/, 'err');
    expect(io.out()).toContain('2 passed, 1 failed');
    writeFileSync(config, VALID_CONFIG.replace('[code, bug]', '[nothing]'));
    await io.printed(/1 passed, 2 failed/);
    io.stop();
    expect(await done).toBe(1);
  });
});

describe('recipes', () => {
  test('mom passes its own probes', async () => {
    const io = testIo();
    const code = await run(['eval', join(import.meta.dirname, '../../../recipes/mom/probes.yaml')], io);
    expect(io.out().trimEnd().split('\n').at(-1)).toBe('15 passed, 0 failed');
    expect(code).toBe(0);
  });

  test('a suite of more than a screenful is summed up by decision', async () => {
    const io = testIo();
    const config = join(import.meta.dirname, '../../../recipes/mom/config.yaml');
    await run(['eval', join(import.meta.dirname, '../../../recipes/mom/heldout.yaml'), '--config', config], io);
    expect(io.out()).toMatch(/expected decision +passed +went to/);
    expect(io.out()).toMatch(/math_problems +\d+\/20/);
  });

  test('mom on one ROCm server routes by the same rules', async () => {
    const read = (name: string) => readFileSync(join(import.meta.dirname, '../../../recipes/mom', name), 'utf8');
    const routing = (text: string) => text.slice(text.indexOf('\nrouting:\n'));
    expect(routing(read('rocm.yaml'))).toBe(routing(read('config.yaml')));
    expect(await run(['validate', join(import.meta.dirname, '../../../recipes/mom/rocm.yaml')], testIo())).toBe(0);
  });
});
