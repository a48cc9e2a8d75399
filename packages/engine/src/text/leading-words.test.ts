import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadingWords } from './leading-words.ts';
import { compileLinearRegex, compileLinearRegexSet } from './linear-regex.ts';
import { createTextView } from './text-view.ts';

test.each([
  ['(schreib|dicht).{0,25}gedicht', ['schreib', 'dicht']],
  ['(écri[vst]|rédige) un', ['écriv', 'écris', 'écrit', 'rédige']],
  ['(?:詩|俳句).{0,12}書いて', ['詩', '俳句']],
  ['(cont[ae]\\b|denk dir|conte-me)', ['conta', 'conte', 'denk dir', 'conte-me']],
  ['(a|b)x|c', ['a', 'b', 'c']],
  ['((?:a|bc)d|e)f', ['a', 'bc', 'e']],
  ['deploy(ment)?', ['deploy']],
  ['colou?r', ['colo']],
  ['(a+)+b', ['a']],
  ['x[ab]{2}', ['x']],
  ['👍👎?', ['👍']],
] as const)('%s begins with %j', (pattern, words) => {
  expect(leadingWords(pattern)).toEqual(words);
});

test.each([
  '(a|b)?c',
  '(a|b)*c',
  '(a|b){0,2}c',
  '(a|)x',
  '(a|\\bb)c',
  '(?i)a',
  '(?P<name>a)',
  '[^b]c',
  '[a-z]c',
  '\\d+',
  '.a',
  '👍?',
  '',
  '[abcdefghi][abcdefghi][abcdefghi]|[^a]',
])('%s has no beginning that could be tried first', (pattern) => {
  expect(leadingWords(pattern)).toBeUndefined();
});

test('whoever asks first for the beginning finds what the pattern finds', () => {
  const word = fc.stringMatching(/^[abAB ßςсK]{1,3}$/);
  const pattern = fc
    .tuple(
      fc.array(word, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '.{0,2}c', '[bc]', '?c', '|c', '|[bΣ]c', '+'),
    )
    .map(([words, rest]) => `(${words.join('|')})${rest}`);
  const text = fc.stringMatching(/^[abcABC ßẞSΣσксСᲃ]{0,12}$/);
  fc.assert(
    fc.property(
      fc.array(pattern, { minLength: 1, maxLength: 3 }),
      text,
      fc.boolean(),
      (patterns, value, caseSensitive) => {
        const set = compileLinearRegexSet(patterns.map((each) => ({ pattern: each, caseSensitive })));
        const view = createTextView(value);
        const alone = patterns.map((each) => Number(compileLinearRegex(each, { caseSensitive }).test(view.plain)));
        expect([...set.find(view)]).toEqual(alone);
      },
    ),
    { numRuns: 2_000 },
  );
});
