import { describe, expect, test } from 'vitest';
import { compileRelevanceIndex, hasTerms, stemOf } from './relevance-index.ts';
import { createTextView } from './text-view.ts';

const score = (documents: string[], text: string) => [
  ...compileRelevanceIndex([documents]).score(createTextView(text)),
];

describe('scores', () => {
  const documents = ['credit card number', 'bank account number', '银行账户'];

  test('are 0 where no telling word is shared', () => {
    expect(score(documents, 'the weather and the of')).toEqual([0, 0, 0]);
  });

  test('are higher for a rare word than for one that most documents have', () => {
    const [common] = score(documents, 'a number');
    const [rare] = score(documents, 'a card');
    expect(rare!).toBeGreaterThan(common!);
    expect(common!).toBeGreaterThan(0);
  });

  test('add up over shared words in any order and inflection', () => {
    const [card, bank] = score(documents, 'numbers of my credited cards');
    expect(card!).toBeGreaterThan(bank!);
    expect(card!).toBeCloseTo(score(documents, 'card credit number')[0]!);
  });

  test('see neighbouring characters in scripts without spaces', () => {
    expect(score(documents, '我的银行账户被锁')[2]!).toBeGreaterThan(score(documents, '银色的汽车')[2]!);
  });

  test('do not rise with repetition', () => {
    expect(score(documents, 'card card card')).toEqual(score(documents, 'card'));
  });
});

test('collections are scored by their own statistics, one after the other', () => {
  const alone = compileRelevanceIndex([['red car']]).score(createTextView('red'));
  const both = compileRelevanceIndex([['blue sky', 'red sky'], ['red car']]).score(createTextView('red'));
  expect(both).toHaveLength(3);
  expect(both[2]).toBeCloseTo(alone[0]!);
});

test.each([
  ['codes', 'cod'],
  ['coding', 'cod'],
  ['code', 'cod'],
  ['running', 'run'],
  ['queries', 'query'],
  ['classes', 'class'],
  ['class', 'class'],
  ['status', 'status'],
  ['red', 'red'],
  ['string', 'string'],
])('the stem of %s is %s', (word, stem) => {
  expect(stemOf(word)).toBe(stem);
});

test('a document of stopwords has nothing to be found by', () => {
  expect(hasTerms('how to do it')).toBe(false);
  expect(hasTerms('how to pay')).toBe(true);
});
