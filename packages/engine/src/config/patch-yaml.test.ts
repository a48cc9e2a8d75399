import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { patchYaml } from './patch-yaml.ts';

const TEXT = `# Kept.
models: [{name: a,   size: 1}, { name: b }]   # odd layout
decisions:
  # The first.

  - name: one # its name
    priority: 10
    rules: { type: keyword, name: x }
  - name: two
    priority: "20"
    # Behind it.
    candidates: # small talk
      - x

last: 1
`;

test.each([
  ['a number', ['decisions', 0, 'priority'], 11, ['    priority: 10'], ['    priority: 11']],
  ['a text that needs quotes', ['decisions', 1, 'name'], 'yes: no', ['  - name: two'], ['  - name: "yes: no"']],
  ['a field more', ['decisions', 1, 'tier'], 1, [], ['    tier: 1']],
  ['a field less', ['decisions', 0, 'rules'], undefined, ['    rules: { type: keyword, name: x }'], []],
] as const)('%s changes its own lines', (_what, path, value, gone, come) => {
  const patched = patchYaml(TEXT, path, value);
  const before = TEXT.split('\n');
  const after = patched.split('\n');
  expect(after.length - before.length).toBe(come.length - gone.length);
  expect(before.filter((line) => !after.includes(line))).toEqual(gone);
  expect(after.filter((line) => !before.includes(line))).toEqual(come);
});

test('an item is changed where its name stands, and its comments stay', () => {
  const { decisions } = parse(TEXT);
  const patched = patchYaml(TEXT, ['decisions'], [{ ...decisions[1], priority: 5 }, decisions[0]]);
  expect(parse(patched).decisions).toEqual([{ ...decisions[1], priority: 5 }, decisions[0]]);
  expect(patched).toContain('- name: one # its name');
  expect(patched).toContain('models: [{name: a,   size: 1}, { name: b }]   # odd layout');
});

test('what is no YAML is refused', () => {
  expect(() => patchYaml('a: [', ['a'], 1)).toThrow('the text is not valid YAML');
});
