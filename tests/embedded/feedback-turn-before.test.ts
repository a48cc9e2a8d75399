import { aRequest, readSignal } from '@signalbox/engine/testing';
import { loadEmbeddedModels } from '@signalbox/models';
import { expect, test } from 'vitest';
import { userFeedback } from '../../packages/engine/src/signals/user-feedback/user-feedback.ts';

const { classifiers } = loadEmbeddedModels();
const RULES = ['satisfied', 'need_clarification', 'wrong_answer', 'want_different'].map((name) => ({ name }));

/** Turns whose meaning hangs on the assistant's turn before. */
const CASES = [
  { before: 'I can book the 10:15 train. Shall I go ahead?', text: 'no', label: 'satisfied' },
  { before: 'Your table is reserved for seven. Do you also need parking?', text: 'No thanks', label: 'satisfied' },
  { before: 'Which size would you like, small or large?', text: 'nope, medium', label: 'satisfied' },
  { before: 'Before I start: have you installed Node already?', text: 'not yet', label: 'satisfied' },
  { before: 'Do you want the summary in English?', text: 'no, in Spanish', label: 'satisfied' },
  { before: 'Are you allergic to anything?', text: 'I am not sure', label: 'satisfied' },
  { before: 'Is the warning light red?', text: "No, it isn't", label: 'satisfied' },
  {
    before: 'Does the error show up on other machines as well?',
    text: 'no it does not work there',
    label: 'satisfied',
  },
  { before: '需要我帮您预订吗？', text: '不用了', label: 'satisfied' },
  { before: '您之前用过这个软件吗？', text: '没有', label: 'satisfied' },
  { before: '这次出差要带家人吗？', text: '不是，我一个人', label: 'satisfied' },
  { before: '请问屏幕上显示的是红灯吗？', text: '不对，是绿灯', label: 'satisfied' },
  { before: 'The capital of Australia is Sydney.', text: 'no', label: 'wrong_answer' },
  { before: 'There are 365 days in a leap year.', text: 'nope', label: 'wrong_answer' },
  {
    before: 'The Nile is the longest river. Does that answer your question?',
    text: 'No, you misread it',
    label: 'wrong_answer',
  },
  { before: '17 times 6 is 112. Anything else?', text: "that's wrong, it is 102", label: 'wrong_answer' },
  {
    before: 'Is there anything else that you would like to know?',
    text: 'Yes, your first figure is incorrect',
    label: 'wrong_answer',
  },
  { before: '水的沸点是九十度。', text: '不对', label: 'wrong_answer' },
  { before: '北京的区号是021。还有其他问题吗？', text: '你说错了，是010', label: 'wrong_answer' },
  { before: '一周有八天。', text: '不是', label: 'wrong_answer' },
  {
    before: 'A semaphore guards a shared resource. Is that clear?',
    text: 'not really, explain it with an example',
    label: 'need_clarification',
  },
  { before: 'Entropy measures disorder.', text: 'what?', label: 'need_clarification' },
  { before: 'Here is a slogan. Do you like it?', text: 'no, give me another one', label: 'want_different' },
  { before: '标题写好了，满意吗？', text: '不太满意，换一个', label: 'want_different' },
];

async function saidOf(turn: string, before: string): Promise<string | undefined> {
  const request = aRequest().user('Hello').assistant(before).user(turn).build();
  const readings = await readSignal(userFeedback, RULES, request, { ports: { classifiers } });
  return readings.find((reading) => 'matched' in reading && reading.matched)?.name;
}

test('what a turn says hangs on the turn before, in three cases of four at least', async () => {
  const missed: string[] = [];
  for (const { before, text, label } of CASES) {
    const said = await saidOf(text, before);
    if (said !== label) missed.push(`${before} – ${text}: ${said}, not ${label}`);
  }
  expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(CASES.length / 4);
});

test.each([
  ['I can book the 10:15 train. Shall I go ahead?', 'satisfied'],
  ['The capital of Australia is Sydney.', 'wrong_answer'],
])('a bare no after %j is %s', async (before, expected) => {
  expect(await saidOf('no', before)).toBe(expected);
});
