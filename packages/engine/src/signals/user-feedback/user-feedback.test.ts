import { expect, test } from 'vitest';
import { aRequest, fixedClassifier, readSignal, testPorts } from '../../testing/index.ts';
import { userFeedback } from './user-feedback.ts';

const LABELS = ['satisfied', 'need_clarification', 'wrong_answer', 'want_different'];
const RULES = LABELS.map((name) => ({ name }));
const ports = (wrong: number) => ({
  classifiers: {
    user_feedback: fixedClassifier('test/feedback', LABELS, (text) =>
      text.includes('wrong')
        ? { wrong_answer: wrong, want_different: 1 - wrong }
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
  [0.6, ['satisfied']],
])('after a reply a probability of %d gives %j', async (probability, expected) => {
  expect(await matches(after, probability)).toEqual(expected);
});

test.each([
  [0.9, ['wrong_answer']],
  [0.75, []],
])('alone, a probability of %d gives %j', async (probability, expected) => {
  expect(await matches(aRequest().user("That's wrong").build(), probability)).toEqual(expected);
});

test('both thresholds can be set', async () => {
  expect(await matches(after, 0.6, { threshold: 0.55 })).toEqual(['wrong_answer']);
  const alone = aRequest().user("That's wrong").build();
  expect(await matches(alone, 0.75, { lone_turn_threshold: 0.7 })).toEqual(['wrong_answer']);
});

test('a tool call without text is no reply', async () => {
  const toolCalls = [{ id: '1', name: 'search', arguments: '{}' }];
  const request = aRequest().message({ role: 'assistant', toolCalls }).user("That's wrong").build();
  expect(await matches(request, 0.75)).toEqual([]);
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
