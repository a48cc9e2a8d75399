import { describe, expect, test } from 'vitest';
import { conversationTexts } from '../request/conversation-texts.ts';
import type { RequestFacts } from '../request/facts.ts';
import { aRequest, bagOfWordsEncoder, fixedClassifier, readSignal } from '../testing/index.ts';
import { domain } from './domain/domain.ts';
import { language } from './language/language.ts';
import type { RunContext } from './signal-kind.ts';
import { combinedVector, evidenceOf, type Reads } from './turn-evidence.ts';

const runOf = (facts: RequestFacts): RunContext => ({ text: conversationTexts(facts), signal: undefined });
const evidence = (facts: RequestFacts, reads?: Reads) =>
  evidenceOf(facts, runOf(facts), reads).map(({ text, weight }) => [text.raw, weight]);

const CODE = 'Refactor the parser of my compiler';
const POEM = 'Write a poem about autumn leaves';
const coding = aRequest().user(POEM).assistant('Leaves fall.').user(CODE).assistant('Done.');

describe('what a rule reads by default', () => {
  test('of a single turn it is the turn', () => {
    expect(evidence(aRequest().user('commit it').build())).toEqual([['commit it', 1]]);
  });

  test('a turn that stands for itself inherits nothing', () => {
    expect(evidence(coding.user('What is the capital of France?').build())).toEqual([
      ['What is the capital of France?', 1],
    ]);
  });

  test('a follow-up counts a quarter for each content word, the turns before it half of the next', () => {
    expect(evidence(coding.user('commit it').build())).toEqual([
      ['commit it', 0.25],
      [CODE, 0.5],
      [POEM, 0.25],
    ]);
  });

  test('follow-ups without content, and those between, leave it all to the full turns', () => {
    expect(evidence(coding.user('yes').assistant('…').user('commit it').assistant('…').user('继续').build())).toEqual([
      [CODE, 0.5],
      [POEM, 0.25],
    ]);
  });

  test('a follow-up to nothing but follow-ups is read as it is', () => {
    expect(evidence(aRequest().user('ok').assistant('?').user('go on').build())).toEqual([['go on', 1]]);
  });
});

describe('what a rule reads when it says so', () => {
  const request = coding.user('commit it').build();

  test('current_turn is the turn alone, even of a follow-up', () => {
    expect(evidence(request, 'current_turn')).toEqual([['commit it', 1]]);
  });

  test('user_turns and conversation go back with decay', () => {
    expect(evidence(request, 'user_turns')).toEqual([
      ['commit it', 1],
      [CODE, 0.5],
      [POEM, 0.25],
    ]);
    expect(evidence(request, 'conversation').slice(0, 3)).toEqual([
      ['commit it', 1],
      ['Done.', 0.5],
      [CODE, 0.25],
    ]);
  });

  test('at most six texts are read, however long the conversation', () => {
    let long = aRequest();
    for (let turn = 0; turn < 20; turn++) long = long.user(`question ${turn} about bees`).assistant(`answer ${turn}`);
    expect(evidence(long.build(), 'conversation')).toHaveLength(6);
  });
});

test('a combined vector has length 1', () => {
  const facts = coding.user('commit it').build();
  const encoder = bagOfWordsEncoder();
  const vector = combinedVector(evidenceOf(facts, runOf(facts), undefined), encoder, {}) as Float32Array;
  expect(Math.hypot(...vector)).toBeCloseTo(1);
});

describe('kinds on short follow-ups', () => {
  const subjects = fixedClassifier('test/domain', ['computer science', 'other'], (text) =>
    text.includes('parser') ? { 'computer science': 0.9, other: 0.1 } : { 'computer science': 0.1, other: 0.9 },
  );
  const rules = [
    { name: 'computer science' },
    { name: 'now', mmlu_categories: ['computer science'], reads: 'current_turn' },
  ];

  test.each(['commit it', 'yes, go on', '继续'])('%j keeps the domain of the turn before it', async (text) => {
    const request = aRequest().user(CODE).assistant('Done.').user(text).build();
    expect(await readSignal(domain, rules, request, { ports: { classifiers: { domain: subjects } } })).toMatchObject([
      { matched: true },
      { matched: false },
    ]);
  });

  test('a new subject takes over at once', async () => {
    const request = aRequest().user(CODE).assistant('Done.').user(POEM).build();
    expect(await readSignal(domain, rules, request, { ports: { classifiers: { domain: subjects } } })).toMatchObject([
      { matched: false },
      { matched: false },
    ]);
  });

  test('a follow-up shows its own language, unless it could be any', async () => {
    const languages = fixedClassifier(
      'test/language',
      ['de', 'en', 'zh'],
      (text): Record<string, number> =>
        text.includes('继续') ? { zh: 1 } : text === 'ok' ? { de: 0.3, en: 0.4, zh: 0.3 } : { de: 1 },
    );
    const read = async (text: string) => {
      const request = aRequest().user('Schreib mir bitte einen langen Brief').assistant('…').user(text).build();
      const readings = await readSignal(language, [{ name: 'de' }, { name: 'zh' }], request, {
        ports: { classifiers: { language: languages } },
      });
      return readings.map((reading) => 'matched' in reading && reading.matched);
    };
    expect(await read('继续')).toEqual([false, true]);
    expect(await read('ok')).toEqual([true, false]);
  });
});
