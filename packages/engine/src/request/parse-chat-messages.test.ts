import { expect, test } from 'vitest';
import { parseChatMessages, parseChatTools } from './parse-chat-messages.ts';

test('reads texts, parts, images and tool calls', () => {
  const parsed = parseChatMessages([
    { role: 'system', content: 'be brief' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'what is' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
        { type: 'text', text: 'this?' },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'a cat' },
  ]);
  expect(parsed).toEqual({
    ok: true,
    messages: [
      { role: 'system', text: 'be brief', images: [], toolCalls: [] },
      { role: 'user', text: 'what is\nthis?', images: [{ source: 'data:' }], toolCalls: [] },
      { role: 'assistant', text: '', images: [], toolCalls: [{ id: 'c1', name: 'look', arguments: '{}' }] },
      { role: 'tool', text: 'a cat', images: [], toolCalls: [], toolCallId: 'c1' },
    ],
  });
});

test.each([
  ['text', 'messages', 'a list'],
  [[], 'messages', 'empty'],
  [['hi'], 'messages[0]', 'object'],
  [
    [
      { role: 'user', content: 'a' },
      { role: 'usr', content: 'b' },
    ],
    'messages[1].role',
    '"usr"',
  ],
  [[{ content: 'a' }], 'messages[0].role', 'undefined'],
  [[{ role: 'constructor', content: 'a' }], 'messages[0].role', '"constructor"'],
  [[{ role: 'user', content: 42 }], 'messages[0].content', 'number'],
])('%j is refused at %s', (value, parameter, says) => {
  const parsed = parseChatMessages(value);
  expect(parsed).toMatchObject({ ok: false, parameter });
  expect(parsed.ok ? '' : parsed.message).toContain(says);
});

test('reads function tools and leaves others out', () => {
  expect(
    parseChatTools([{ type: 'function', function: { name: 'f', description: 'does' } }, { type: 'custom' }, null]),
  ).toEqual([{ name: 'f', description: 'does' }]);
});
