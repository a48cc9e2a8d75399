import { expect, test } from 'vitest';
import { ownChunks, ownCompletion } from './own-answer.ts';

const ANSWER = { content: 'No "é"', model: 'MoM', id: '7', createdSeconds: 5 };

test('an own answer is a chat completion', () => {
  expect(ownCompletion(ANSWER)).toMatchObject({
    id: 'chatcmpl-7',
    object: 'chat.completion',
    created: 5,
    model: 'MoM',
    choices: [{ index: 0, message: { role: 'assistant', content: 'No "é"' }, finish_reason: 'stop' }],
    usage: { total_tokens: 0 },
  });
});

test('or a whole stream, with usage only when asked', () => {
  const events = ownChunks(ANSWER, false);
  expect(events.at(-1)).toBe('[DONE]');
  const chunks = events.slice(0, -1).map((data) => JSON.parse(data));
  expect(chunks.map(({ choices }) => choices[0].delta.content ?? '').join('')).toBe('No "é"');
  expect(chunks[0].choices[0].delta.role).toBe('assistant');
  expect(chunks.at(-1).choices[0].finish_reason).toBe('stop');
  expect(events.some((data) => data.includes('usage'))).toBe(false);
  expect(JSON.parse(ownChunks(ANSWER, true).at(-2)!)).toMatchObject({ choices: [], usage: { total_tokens: 0 } });
});
