import { describe, expect, test } from 'vitest';
import { aBackend, aModel } from '../../testing/gateway-fixture.ts';
import { aCall, encoded } from '../../testing/provider-fixture.ts';
import { mistral } from './mistral.ts';

const codec = mistral.compile(aBackend('https://api.mistral.ai/v1'), aModel('large'));
const WISH = { includeUsage: true, createdSeconds: 7 };

test('a request keeps to the service’s rules', () => {
  const call = { id: 'toolu_01', type: 'function', function: { name: 'f', arguments: '{}' } };
  const { json, leftOut } = encoded(
    codec,
    aCall({
      model: 'MoM',
      seed: 4,
      max_completion_tokens: 9,
      logit_bias: {},
      stream: true,
      stream_options: { include_usage: true },
      tool_choice: 'required',
      messages: [
        { role: 'developer', content: 'brief' },
        { role: 'user', content: 'a' },
        { role: 'assistant', content: '', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'toolu_01', content: 'x' },
        { role: 'user', content: 'b' },
      ],
    }),
  );
  const messages = json.messages as { role: string; tool_call_id?: string; tool_calls?: { id: string }[] }[];
  expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'assistant', 'user']);
  expect(messages[2]!.tool_calls![0]!.id).toMatch(/^[a-zA-Z0-9]{9}$/);
  expect(messages[3]!.tool_call_id).toBe(messages[2]!.tool_calls![0]!.id);
  expect(json).toMatchObject({ random_seed: 4, max_tokens: 9, tool_choice: 'any' });
  expect(leftOut).toEqual(['logit_bias']);
});

describe('thoughts among the parts', () => {
  const parts = [
    { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
    { type: 'text', text: 'Hi' },
  ];

  test('of an answer stand beside its text', () => {
    const json = { id: '1', choices: [{ index: 0, message: { role: 'assistant', content: parts } }] };
    expect(codec.translation!.reply(json, WISH)).toEqual({
      id: '1',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi', reasoning_content: 'hm' } }],
    });
  });

  test('of a stream too, and usage comes in a chunk of its own', () => {
    const decoder = codec.translation!.stream(WISH);
    const chunk = {
      id: '1',
      choices: [{ index: 0, delta: { content: parts }, finish_reason: 'stop' }],
      usage: { total_tokens: 3 },
    };
    const [first, second] = decoder.onEvent(JSON.stringify(chunk)).map((data) => JSON.parse(data));
    expect(first.choices[0].delta).toEqual({ content: 'Hi', reasoning_content: 'hm' });
    expect(first).not.toHaveProperty('usage');
    expect(second).toMatchObject({ choices: [], usage: { total_tokens: 3 } });
    expect(decoder.onEvent('[DONE]')).toEqual(['[DONE]']);
  });
});
