import { describe, expect, test } from 'vitest';
import { readSignal } from '../../testing/index.ts';
import type { Reading } from '../reading.ts';
import { keyword } from './keyword.ts';

const read = async (rule: Record<string, unknown>, text: string) =>
  (await readSignal(keyword, [{ name: 'k', operator: 'OR', ...rule }], text))[0] as Reading;
const matches = async (rule: Record<string, unknown>, text: string) => (await read(rule, text)).matched;

describe('literal keywords', () => {
  test.each([
    ['code', 'fix my code', true],
    ['code', 'decode this', false],
    ['code', 'CODE!', true],
    ['code', 'code_review', false],
    ['c++', 'is c++ fast?', true],
    ['data base', 'a data\n  base', true],
    ['résumé', 'my RÉSUMÉ', true],
    ["that's wrong", 'That’s wrong', true],
    ['bug', 'a b\u200bug', true],
    ['bug', 'ｂｕｇ', true],
    ['代码', '请帮我看代码吧', true],
    ['bug', '这个bug怎么修', true],
    ['ไทย', 'ภาษาไทยง่าย', true],
  ])('%j in %j: %s', async (word, text, expected) => {
    expect(await matches({ keywords: [word] }, text)).toBe(expected);
  });

  test('case counts when asked to', async () => {
    expect(await matches({ keywords: ['SQL'], case_sensitive: true }, 'sql')).toBe(false);
    expect(await matches({ keywords: ['SQL'], case_sensitive: true }, 'SQL')).toBe(true);
  });

  test.each([
    ['OR', 'red', true],
    ['AND', 'red', false],
    ['AND', 'red and blue', true],
    ['NOR', 'green', true],
    ['NOR', 'red', false],
  ])('%s over red and blue in %j: %s', async (operator, text, expected) => {
    expect(await matches({ operator, keywords: ['red', 'blue'] }, text)).toBe(expected);
  });

  test('says what it found and how many', async () => {
    expect(await read({ keywords: ['red', 'blue', 'green'] }, 'blue, red, blue')).toMatchObject({
      value: 2,
      confidence: 1,
      evidence: 'red, blue',
    });
  });

  test('finds keywords that are parts of each other', async () => {
    const rules = [
      { name: 'short', operator: 'OR', keywords: ['new'] },
      { name: 'long', operator: 'OR', keywords: ['new york city'] },
      { name: 'inner', operator: 'OR', keywords: ['york'] },
    ];
    const readings = (await readSignal(keyword, rules, 'to new york city')) as Reading[];
    expect(readings.map((reading) => reading.matched)).toEqual([true, true, true]);
  });
});

describe('patterns', () => {
  test.each([
    ['\\bfoo\\d+', 'see FOO12', true],
    ['\\bfoo\\d+', 'foo', false],
    ['^ticket', 'a ticket', false],
  ])('%s in %j: %s', async (pattern, text, expected) => {
    expect(await matches({ method: 'regex', keywords: [pattern] }, text)).toBe(expected);
  });

  test('a pattern that explodes under backtracking reads a long text in linear work', async () => {
    // (a+)+$ takes a backtracking engine longer than the age of the universe on this text.
    expect(await matches({ method: 'regex', keywords: ['(a+)+$'] }, `${'a'.repeat(100_000)}!`)).toBe(false);
  });
});
