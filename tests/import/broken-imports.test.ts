import { importConfig } from '@signalbox/engine';
import { expect, test } from 'vitest';
import { vocabulary } from '../../apps/cli/src/composition/vocabulary.ts';
import { BROKEN_IMPORTS, type BrokenImport, VALID } from './broken-imports.ts';

function textOf({ base, edit }: BrokenImport): string {
  if (typeof base === 'object') return base.text;
  const [from, to] = edit!;
  expect(VALID[base].split(from), `"${from}" stands once in the valid text`).toHaveLength(2);
  return VALID[base].replace(from, () => to);
}

test.each(Object.entries(VALID))('the valid %s text is imported without an error', async (_name, text) => {
  const { loads, rows, diagnostics } = await importConfig(text, { vocabulary });
  expect(loads).toBe(true);
  expect([...rows, ...diagnostics].filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('aliases that stand for more than a config holds are refused', async () => {
  const large = `version: v0.3\nx: &x [${'a, '.repeat(2000)}b]\nrouting: { decisions: [${'*x, '.repeat(200)}] }\n`;
  const { layout, diagnostics } = await importConfig(large, { vocabulary });
  expect({ layout, diagnostics }).toMatchObject({ layout: undefined, diagnostics: [{ code: 'import.too_large' }] });
});

test('aliases and merge keys are written out', async () => {
  const text = `version: v0.3
common: &common { backend_refs: [{ endpoint: "small:8000" }] }
providers:
  defaults: { default_model: small }
  models: [{ <<: *common, name: small }, { name: large, <<: *common }]
routing: { decisions: [] }
`;
  const result = await importConfig(text, { vocabulary });
  expect(result.loads).toBe(true);
  expect(result.text!.match(/endpoint: "small:8000"/g)).toHaveLength(2);
  expect(result.text).not.toMatch(/[&*]common|<</);
});

test('there are fifty of them', () => expect(BROKEN_IMPORTS.length).toBeGreaterThanOrEqual(50));

test.each(BROKEN_IMPORTS.map((broken) => [broken.name, broken] as const))(
  '%s: the error says place, found, expected and remedy',
  async (_name, broken) => {
    const text = textOf(broken);
    const { rows, diagnostics } = await importConfig(text, { vocabulary, file: 'vllm-sr.yaml' });
    const errors = [...rows.map(({ reason, ...row }) => ({ ...row, message: reason ?? '' })), ...diagnostics].filter(
      ({ severity }) => severity === 'error',
    );
    const found = errors.find(({ message }) => broken.says.test(message));
    expect(found, JSON.stringify(errors, null, 1)).toBeDefined();
    expect(found!.line).toBeGreaterThan(0);
    if (broken.at !== undefined) expect(text.split('\n')[found!.line! - 1]).toContain(broken.at);
    for (const { line, hint, message } of errors) {
      expect(line, message).toBeGreaterThan(0);
      expect(hint, message).toBeTruthy();
    }
    expect(found!.hint).toMatch(broken.hint);
  },
);
