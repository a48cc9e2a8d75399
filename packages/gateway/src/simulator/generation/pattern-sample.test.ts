import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern, UnsupportedPattern } from './pattern-sample.ts';
import { createRandomSequence } from './random-sequence.ts';

const PATTERNS = [
  '^[A-Z]{2}\\d{4}$',
  '\\d{3}-\\d{4}',
  '(yes|no|maybe)',
  '^#[0-9a-fA-F]{6}$',
  '(?:\\d{1,3}\\.){3}\\d{1,3}',
  '[^\\s@]+@[^\\s@]+\\.com',
  '[^\\W\\d]+',
  '[\\w.-]+',
  'a?b*c+d{0}e{2,}f{1,3}?',
  '(?<year>\\d{4})-(?P<month>\\d{2})'.replace('?P<', '?<'),
  '\\$\\d+\\.\\d{2}',
  '.{3,5}',
  '\\x41\\u0042\\t',
  '[a-c-]{4}|x{3}',
  '^$',
  '[\\]\\\\]+',
];

describe('compilePattern', () => {
  test.each(PATTERNS)('makes strings that /%s/ matches whole', (pattern) => {
    const sample = compilePattern(pattern);
    const whole = new RegExp(`^(?:${pattern})$`);
    for (let seed = 0; seed < 50; seed += 1) expect(sample(createRandomSequence(seed))).toMatch(whole);
  });

  test('makes strings that random patterns of its own grammar match whole', () => {
    const atom = fc.constantFrom('a', 'Z', '\\d', '\\w', '[b-f]', '[^x]', '\\.', '.', '(?:ab|c)', '\\S');
    const turn = fc.constantFrom('', '*', '+', '?', '{2}', '{1,3}', '{2,}');
    const sequence = fc.array(
      fc.tuple(atom, turn).map(([one, count]) => one + count),
      { minLength: 1, maxLength: 5 },
    );
    const pattern = fc.array(
      sequence.map((parts) => parts.join('')),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(pattern, fc.nat(), (branches, seed) => {
        const text = compilePattern(branches.join('|'))(createRandomSequence(seed), seed % 5);
        return new RegExp(`^(?:${branches.join('|')})$`).test(text);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    '(?=a)b',
    '(a)\\1',
    '\\bword',
    'a(?!b)',
    'a^b',
    'a$b',
    '(a',
    'a)',
    '[a',
    '*a',
    'a{2}{3}',
    '\\p{L}',
    'a\\',
  ])('refuses /%s/ and says which part it does not understand', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(UnsupportedPattern);
    expect(() => compilePattern(pattern)).toThrow(`/${pattern}/ uses `);
  });

  test('refuses a sample of more than 20,000 characters in place of filling the memory', () => {
    const sample = compilePattern('((a{1000}){1000}){1000}');
    expect(() => sample(createRandomSequence(1))).toThrow(UnsupportedPattern);
    const empty = compilePattern('((){100000}){100000}');
    expect(() => empty(createRandomSequence(1))).toThrow(UnsupportedPattern);
  });
});
