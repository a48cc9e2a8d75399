import { expect, test } from 'vitest';
import { setConfigValue } from './set-config-value.ts';

const CONFIG = `# ours
routing:
  signals:
    jailbreak:
      - { name: attack, threshold: 0.7 } # from taste
      # the strict one
      - name: strict
        include_history:   true
`;
const place = (name: string) => ['routing', 'signals', 'jailbreak', { name }, 'threshold'] as const;

test('a number that stands there is replaced, and nothing else moves', () => {
  expect(setConfigValue(CONFIG, place('attack'), 0.83)).toEqual({ text: CONFIG.replace('0.7', '0.83') });
});

test('where none stands, it is added and comments stay', () => {
  const result = setConfigValue(CONFIG, place('strict'), 0.9);
  expect(result).toMatchObject({ text: expect.stringContaining('threshold: 0.9') });
  for (const comment of ['# ours', '# from taste', '# the strict one']) {
    expect(result).toMatchObject({ text: expect.stringContaining(comment) });
  }
});

test('keys on the way are made', () => {
  const result = setConfigValue(CONFIG, ['global', 'model_catalog', 'modules', 'prompt_guard', 'threshold'], 0.5);
  expect(result).toMatchObject({
    text: expect.stringMatching(/global:\n {2}model_catalog:\n {4}modules:\n {6}prompt_guard:\n {8}threshold: 0\.5/),
  });
});

test('a rule that is not there, and a text that is no YAML, are problems', () => {
  expect(setConfigValue(CONFIG, place('attacks'), 0.5)).toEqual({
    problem: 'there is no "attacks" under routing.signals.jailbreak',
  });
  expect(setConfigValue('GLOBAL { a: 1 }', ['a'], 1)).toMatchObject({ problem: expect.stringContaining('a policy') });
  expect(setConfigValue('a: [', ['a'], 1)).toMatchObject({ problem: expect.stringContaining('no valid YAML') });
});
