import { describe, expect, test } from 'vitest';
import { parseRecord } from '../json/json-record.ts';
import { ChunkCollector } from './collect-chunks.ts';
import { completionChunks } from './completion-chunks.ts';

function collected(events: readonly string[]) {
  const collector = new ChunkCollector();
  for (const data of events) collector.add(data);
  return collector.completion();
}

const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };

function aCompletion(message: object, more: object = { finish_reason: 'stop' }) {
  const choices = [{ index: 0, message: { role: 'assistant', content: null, ...message }, logprobs: null, ...more }];
  return { object: 'chat.completion', model: 'large', choices, usage };
}

describe('a completion as chunks', () => {
  test.each([
    [
      'a text',
      aCompletion({
        content: 'Cats sleep  for\nsixteen hours; 🐈‍⬛ some 二十個小時都在睡覺而且還不夠，牠們還想再睡更久一點。',
      }),
    ],
    ['one long word', aCompletion({ content: '😀'.repeat(99) })],
    ['a thought', aCompletion({ content: 'Yes.', reasoning_content: 'Let me think about it for a while.' })],
    [
      'signed thinking',
      aCompletion({ content: 'Yes.', thinking_blocks: [{ type: 'thinking', thinking: 'x', signature: 's' }] }),
    ],
    ['a refusal', aCompletion({ refusal: 'I cannot.' })],
    [
      'calls of tools',
      aCompletion(
        { tool_calls: [{ id: 'a', type: 'function', function: { name: 'look', arguments: '{"x":1}' } }] },
        { finish_reason: 'tool_calls' },
      ),
    ],
    ['a stop sequence', aCompletion({ content: 'x' }, { finish_reason: 'stop', stop_reason: 'END' })],
  ])('say the same: %s', (_what, completion) => {
    expect(collected(completionChunks(completion, true))).toEqual(completion);
  });

  test('come in pieces, without usage where nobody asked', () => {
    const chunks = completionChunks(aCompletion({ content: 'word '.repeat(50) }), false);
    expect(chunks.length).toBeGreaterThan(10);
    expect(chunks.some((data) => data.includes('"usage"'))).toBe(false);
    expect(chunks.at(-1)).toBe('[DONE]');
    expect(parseRecord(chunks[0]!)).toMatchObject({ object: 'chat.completion.chunk', model: 'large' });
  });
});

describe('chunks that are not put together', () => {
  const good = completionChunks(aCompletion({ content: 'x' }), true);
  test.each([
    ['a stream without a finish', [good[0]!, '[DONE]']],
    ['an error among them', [...good.slice(0, 1), '{"error":{"message":"x"}}', ...good.slice(1)]],
    ['a second choice', [...good.slice(0, 1), '{"choices":[{"index":1,"delta":{"content":"y"}}]}', ...good.slice(1)]],
    [
      'a part of an unknown kind',
      [...good.slice(0, 1), '{"choices":[{"index":0,"delta":{"audio":{}}}]}', ...good.slice(1)],
    ],
    ['no JSON', ['{', ...good]],
  ])('%s', (_what, events) => {
    expect(collected(events)).toBeUndefined();
  });
});
