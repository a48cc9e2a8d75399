import { describe, expect, test } from 'vitest';
import { aRequest, fixedClassifier, readSignal, testPorts } from '../../testing/index.ts';
import { userFeedback } from './user-feedback.ts';

const LABELS = ['satisfied', 'need_clarification', 'wrong_answer', 'want_different'];
const RULES = LABELS.map((name) => ({ name }));
const ports = (wrong: number) => ({
  classifiers: {
    user_feedback: fixedClassifier('test/feedback', LABELS, (text) =>
      text.includes('wrong')
        ? { wrong_answer: wrong, want_different: (1 - wrong) / 2, need_clarification: (1 - wrong) / 2 }
        : { satisfied: 0.9, wrong_answer: 0.1 },
    ),
  },
});
const after = aRequest().user('When did Rome fall?').assistant('In 1453.').user("That's wrong").build();
const matches = async (request: typeof after, probability: number, settings = {}) =>
  (await readSignal(userFeedback, RULES, request, { ports: ports(probability), settings }))
    .filter((reading) => 'matched' in reading && reading.matched)
    .map((reading) => reading.name);

test.each([
  [0.75, ['wrong_answer']],
  [0.45, ['satisfied']],
])('after a reply a probability of %d gives %j', async (probability, expected) => {
  expect(await matches(after, probability)).toEqual(expected);
});

test.each([
  [0.75, ['wrong_answer']],
  [0.55, []],
])('alone, a probability of %d gives %j', async (probability, expected) => {
  expect(await matches(aRequest().user("That's wrong").build(), probability)).toEqual(expected);
});

describe('after a question of the assistant', () => {
  const asked = (turn: string) => aRequest().user('Book it').assistant('Is this the wrong day?').user(turn).build();

  test.each([
    [0.96, 'wrong', ['wrong_answer']],
    [0.85, 'wrong', ['satisfied']],
    [0.85, '不是 wrong', ['satisfied']],
    [0.85, 'The day is fine but the name is wrong', ['wrong_answer']],
  ])('a probability of %d for %j gives %j', async (probability, turn, expected) => {
    expect(await matches(asked(turn), probability)).toEqual(expected);
  });

  test('a question that more was said behind is none', async () => {
    const request = aRequest().user('Hi').assistant('Which day? I took Monday.').user('wrong').build();
    expect(await matches(request, 0.85)).toEqual(['wrong_answer']);
  });

  test('only the last reply counts', async () => {
    const request = aRequest()
      .user('Hi')
      .assistant('Which day?')
      .user('Monday')
      .assistant('Done.')
      .user('wrong')
      .build();
    expect(await matches(request, 0.85)).toEqual(['wrong_answer']);
  });
});

test('all thresholds can be set', async () => {
  expect(await matches(after, 0.6, { threshold: 0.65 })).toEqual(['satisfied']);
  const asked = aRequest().user('Hi').assistant('Really?').user('wrong').build();
  expect(await matches(asked, 0.85, { answer_threshold: 0.8 })).toEqual(['wrong_answer']);
  const alone = aRequest().user("That's wrong").build();
  expect(await matches(alone, 0.75, { lone_turn_threshold: 0.8 })).toEqual([]);
});

test('a tool call without text is no reply', async () => {
  const toolCalls = [{ id: '1', name: 'search', arguments: '{}' }];
  const request = aRequest().message({ role: 'assistant', toolCalls }).user("That's wrong").build();
  expect(await matches(request, 0.55)).toEqual([]);
});

test('earlier feedback counts for a rule that reads the user turns, not for one that does not', async () => {
  const request = aRequest().user("That's wrong").assistant('Sorry.').user('Go on').build();
  const rules = [{ name: 'wrong_answer' }, { name: 'wrong_answer', reads: 'user_turns' }];
  expect(await readSignal(userFeedback, rules, request, { ports: ports(1) })).toMatchObject([
    { value: expect.closeTo(0.1) },
    { value: expect.closeTo((0.1 + 0.5) / 1.5) },
  ]);
});

test('a classifier without the label cannot run the rule', () => {
  const classifiers = { user_feedback: fixedClassifier('test/half', ['satisfied'], () => ({})) };
  expect(userFeedback.unavailable!({ name: 'wrong_answer' }, testPorts({ classifiers }))).toMatch(
    /test\/half has no label "wrong_answer"/,
  );
});
