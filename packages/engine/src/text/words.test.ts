import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KnownWords } from './known-words.ts';
import { distinctWords, splitWords, WORD_BREAK, wordsInOrder } from './words.ts';

function sequenceOf(text: string): (string | null)[] {
  const words = splitWords(text);
  return Array.from({ length: words.length }, (_, position) => {
    const word = words.at(position);
    return word === WORD_BREAK ? null : words.wordAt(word);
  });
}

test.each([
  ['', [null]],
  ['one two one', ['one', 'two', 'one', null]],
  ["it's well-known, yes", ['it', 's', 'well', 'known', null, 'yes', null]],
  ['fix 这个 bug_1', ['fix', null, 'bug_1', null]],
  ['… привет!', [null, 'привет', null]],
])('%j is %j', (text, sequence) => {
  expect(sequenceOf(text)).toEqual(sequence);
});

test('words are found as a pattern finds them, whatever their order and number', () => {
  const word = fc.stringMatching(/^[a-e]{1,3}$/);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 300 }), (list) => {
      const words = splitWords(list.join(' '));
      expect(wordsInOrder(words)).toEqual(list);
      expect(distinctWords(words)).toEqual([...new Set(list)]);
    }),
  );
});

test('words of a long text, of more than is kept room for, and of the short one after it', () => {
  const list = Array.from({ length: 40_000 }, (_, i) => `w${i % 30_000}`);
  expect(wordsInOrder(splitWords(list.join(' ')))).toEqual(list);
  expect(sequenceOf('b a b')).toEqual(['b', 'a', 'b', null]);
});

test('what is known of a word stays right when more words come than are kept', () => {
  let derived = 0;
  const known = new KnownWords((word) => {
    derived++;
    return word.length;
  });
  const ask = (from: number, to: number) => {
    const words = splitWords(Array.from({ length: to - from }, (_, i) => `${'x'.repeat(i % 90)}${from + i}`).join(' '));
    for (let word = 0; word < words.count; word++) expect(known.of(words, word)).toBe(words.wordAt(word).length);
  };
  ask(0, 50);
  const once = derived;
  ask(0, 50);
  expect(derived).toBe(once);
  for (let from = 0; from < 20_000; from += 1_000) ask(from, from + 1_000);
  ask(0, 1_000);
});
