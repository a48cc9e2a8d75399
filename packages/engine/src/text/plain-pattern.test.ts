import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { isPlainPattern } from './plain-pattern.ts';

test.each([
  'urgent',
  '\\bfix(?:es|ed)?\\b',
  '(écri[vst]|rédige).{0,25}\\b(une?|des)\\s+(\\p{L}+,\\s+)?(poèmes?|contes?)\\b',
  '[A-Z]{2,5}-\\d+',
  '[^a-z\\s]+?x*?',
  '(詩|俳句).{0,12}(書いて|作って)',
  '^\\$\\d{1,3}$',
])('%s needs no trying', (pattern) => {
  expect(isPlainPattern(pattern)).toBe(true);
});

test.each([
  'a(',
  'a)',
  'a**',
  '*a',
  '(?=a)',
  '(?P<n>a)',
  '\\1',
  '[z-a]',
  '[',
  'a{3,2}',
  'a{1001}',
  '(a{30}){30}',
  '\\p{Nothing}',
  '\\',
  '\ud800',
])('%s has to be tried', (pattern) => {
  expect(isPlainPattern(pattern)).toBe(false);
});

test('whatever needs no trying compiles', () => {
  const pieces = [
    'a',
    'é',
    '中',
    '😀',
    '.',
    '|',
    '(',
    '(?:',
    '(?',
    ')',
    '[',
    ']',
    '^',
    '-',
    '$',
    '\\',
    '\\d',
    '\\b',
    '\\p{L}',
  ];
  const more = [
    '\\pL',
    '{',
    '}',
    '2',
    ',',
    '{2}',
    '{2,}',
    '{1,2}',
    '*',
    '+',
    '?',
    '[a-c]',
    '[^\\s]',
    '[\\d-]',
    '&&',
    '[[:alpha:]]',
  ];
  const pattern = fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 12 }).map((parts) => parts.join(''));
  let plain = 0;
  fc.assert(
    fc.property(pattern, (written) => {
      if (!isPlainPattern(written)) return;
      plain++;
      RE2JS.compile(written, RE2JS.CASE_INSENSITIVE);
    }),
    { numRuns: 20_000 },
  );
  expect(plain).toBeGreaterThan(500);
});
