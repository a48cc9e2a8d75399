import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importConfig, loadConfig } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import { vocabulary } from '../../apps/cli/src/composition/vocabulary.ts';
import { importReport } from '../../apps/cli/src/report/import-report.ts';
import { run } from '../../apps/cli/src/run.ts';
import { testIo } from '../../apps/cli/src/testing/test-io.ts';

const FOLDER = join(import.meta.dirname, 'fixtures');
const themes = readdirSync(FOLDER).toSorted();
const sourceOf = (theme: string) => join(FOLDER, theme, 'config.yaml');

/** What a config names beside itself: relative paths start from its folder. */
function copyFiles(theme: string, folder: string): void {
  cpSync(join(FOLDER, theme), folder, { recursive: true, filter: (path) => !path.endsWith('.yaml') });
}

test('there is a config for each theme of the reference’s recipes, and one in each flat layout', () => {
  const expected = [
    'accuracy',
    'agent',
    'balance',
    'built-in',
    'categories',
    'feedback',
    'flat',
    'knowledge',
    'multi-objective',
    'privacy',
  ];
  expect(themes).toEqual(expected);
});

describe.each(themes)('%s', (theme) => {
  const readOwn = (name: string) => readFileSync(join(FOLDER, theme, name), 'utf8');
  const load = (text: string) =>
    loadConfig(text, { vocabulary, file: `${theme}/config.yaml`, purpose: 'simulate', readFile: readOwn });
  const imported = () => importConfig(readOwn('config.yaml'), { vocabulary, file: `${theme}/config.yaml`, load });

  test('says of every field what became of it, and writes the config that it says', async () => {
    const result = await imported();
    const report = importReport(result, { file: `${theme}/config.yaml`, all: true });
    await expect(report).toMatchFileSnapshot(join(FOLDER, theme, 'report.txt'));
    await expect(result.text).toMatchFileSnapshot(join(FOLDER, theme, 'imported.yaml'));
    for (const row of result.rows) {
      expect(row.line, `${row.path} has a line`).toBeGreaterThan(0);
      if (row.status !== 'kept') expect(row.reason, row.path).toBeTruthy();
      if (row.status === 'not_supported') expect(['error', 'warning']).toContain(row.severity);
    }
  });

  test('means the same when it is imported a second time', async () => {
    const { text, loads } = await imported();
    const again = await importConfig(text!, { vocabulary, load });
    expect(again.loads).toBe(loads);
    expect(again.rows.filter(({ status }) => status !== 'kept')).toEqual([]);
  });

  test('read as it is, nothing that import leaves out is passed over in silence', async () => {
    const { layout, rows } = await imported();
    if (layout !== 'v0.3') return;
    const { ok, diagnostics } = await load(readOwn('config.yaml'));
    const left = rows.filter(({ status, severity, path }) => {
      // Where a config has errors, warnings about what it can read wait until these are mended.
      const waits = !ok && severity === 'warning' && /\.plugins\[|model_catalog/.test(path);
      return status === 'not_supported' && !waits;
    });
    for (const { path, line, severity } of left) {
      const told = diagnostics.filter((diagnostic) => diagnostic.line === line).map((each) => each.severity);
      expect(told, `${path} (line ${line})`).toContainEqual(severity === 'error' ? 'error' : expect.any(String));
    }
  });

  test('routes as its probes say, and lint finds no error', async () => {
    const io = testIo();
    const config = join(io.workingDirectory, 'imported.yaml');
    copyFiles(theme, io.workingDirectory);
    await run(['import', sourceOf(theme), '--output', config], io);
    const probes = join(FOLDER, theme, 'probes.yaml');
    const evaluated = testIo();
    expect(await run(['eval', probes, '--config', config], evaluated), evaluated.out()).toBe(0);
    const linted = testIo();
    expect(await run(['lint', config], linted), linted.err()).toBe(0);
  });
});

/** Findings that tell what the reference's semantics, which an imported config keeps, do. */
test.each([
  ['balance', ['embedding.soft_matching', 'lint.partition_default']],
  ['agent', ['conversation.always']],
  ['accuracy', ['context.only_empty']],
  ['feedback', ['config.mixed_tiers', 'preference.always_one']],
  ['multi-objective', ['lint.always_certain']],
])('lint of %s tells what surprises', async (theme, codes) => {
  const io = testIo();
  const config = join(io.workingDirectory, 'imported.yaml');
  await run(['import', sourceOf(theme), '--output', config], io);
  const linted = testIo();
  await run(['lint', config, '--json'], linted);
  const found = (JSON.parse(linted.out()) as { diagnostics: { code: string }[] }).diagnostics.map(({ code }) => code);
  for (const code of codes) expect(found).toContain(code);
});

test('the page about moving over shows what its walk through prints', async () => {
  const file = 'tests/import/fixtures/privacy/config.yaml';
  const page = readFileSync(join(import.meta.dirname, '../../docs/coming-from-vllm-sr.md'), 'utf8');
  const result = await importConfig(readFileSync(sourceOf('privacy'), 'utf8'), { vocabulary, file });
  expect(page).toContain(importReport(result, { file, all: false }).trimEnd().split('\n').at(-1));
});
