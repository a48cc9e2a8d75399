import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadingWords } from './leading-words.ts';
import { compileLinearRegex, compileLinearRegexSet } from './linear-regex.ts';

test.each([
  ['(schreib|dicht).{0,25}gedicht', 'SCHREIB'],
  ['(écri[vst]|rédige) un', 'écris'],
  ['(?:詩|俳句).{0,12}書いて', '詩'],
])('%s begins with %s', (pattern, word) => {
  expect(leadingWords(pattern, false)!.test(`… ${word} …`)).toBe(true);
  expect(leadingWords(pattern, false)!.test('something else')).toBe(false);
});

test.each([
  '(a|b)?c',
  '(a|b)*c',
  '(a|b){0,2}c',
  '(a|b)x|c',
  'a(b|c)',
  '(a+)b',
  '(a|\\bb)c',
  '(?i)a',
  '(a.)b',
  '(a|[^b])c',
])('%s has no beginning that could be tried first', (pattern) => {
  expect(leadingWords(pattern, false)).toBeUndefined();
});

test('whoever asks first for the beginning finds what the pattern finds', () => {
  const word = fc.stringMatching(/^[abAB ß]{1,3}$/);
  const pattern = fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '.{0,2}c', '[bc]', '?c', '|c', '+'))
    .map(([words, rest]) => `(${words.join('|')})${rest}`);
  const text = fc.stringMatching(/^[abcABC ßS]{0,12}$/);
  fc.assert(
    fc.property(
      fc.array(pattern, { minLength: 1, maxLength: 3 }),
      text,
      fc.boolean(),
      (patterns, value, caseSensitive) => {
        const set = compileLinearRegexSet(patterns.map((each) => ({ pattern: each, caseSensitive })));
        const alone = patterns.map((each) => Number(compileLinearRegex(each, { caseSensitive }).test(value)));
        expect([...set.find(value)]).toEqual(alone);
      },
    ),
    { numRuns: 2_000 },
  );
});
