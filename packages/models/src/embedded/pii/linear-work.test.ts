import { expect, test } from 'vitest';
import { tagText } from './pii-tagger.ts';

const UNITS = 200_000;
const fill = (pattern: string, length: number) => pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);

/** Texts that make one detector or another begin as often as can be. */
const FLOODS = [
  '1',
  '12',
  '1 ',
  '1-',
  '1.',
  '(1) ',
  '1/',
  '123 ',
  '1234 ',
  '4111 1111 ',
  '1990 ',
  '1/1/90 ',
  '138 0013 8000 ',
  '13800138000 ',
  '@',
  'a@',
  'a@a.',
  '@1',
  'a',
  'A',
  'é',
  '你',
  '.',
  ':',
  '::',
  'a:',
  '=',
  'a=',
  '://',
  'a://',
  'a://b:c@',
  '-',
  'sk-',
  'sk-a1',
  'ghp_',
  'eyJ',
  'eyJhbGciOiJ9.',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN ',
  'aa-',
  'aa:',
  '0c80.',
  'at ',
  ' at a dot ',
  'a at ',
  '[at]',
  'DE89 ',
  'DE89',
  'GB29 NWBK 6016 1331 9268 19 ',
  'AB 12 ',
  'password: ',
  'password: a1',
  'token=',
  'passport 1234567 ',
  'phone 1234567 ',
  'born 1990-1-1 ',
  '0x',
  '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa ',
  'bc1qw508d6 ',
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed ',
  '１',
  '\u200b',
  '1\u200b',
  '\u0301',
  '👩\u200d👩\u200d👧 ',
  '𝟙',
  '\ud835',
];

const MEGABYTES = ['1', '1 ', '@', 'a', '.', 'é', '１'].map((pattern) => [pattern, 1_000_000] as const);

test.each([...FLOODS.map((pattern) => [pattern, UNITS] as const), ...MEGABYTES])(
  'reads %j in linear work, %d units of it',
  (pattern, units) => {
    const half = tagText(fill(pattern, units / 2));
    const whole = tagText(fill(pattern, units));
    expect(whole.steps).toBeLessThan(half.steps * 2.1 + 1_000);
    // No unit is looked at more often than the windows and contexts around it reach.
    expect(whole.steps).toBeLessThan(units * 100);
  },
);

test('plain prose is looked at about twice: to fold it and to find the words', () => {
  const prose = 'The reader wants to know why a choice was made, not only what it does. ';
  expect(tagText(fill(prose, 20_000)).steps).toBeLessThan(20_000 * 2.2);
});
