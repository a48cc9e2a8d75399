import { describe, expect, test } from 'vitest';
import { markedOrigin } from '../../chat/thinking-origin.ts';
import { failure } from '../../errors/request-failure.ts';
import type { JsonRecord } from '../../json/json-record.ts';
import { dataOfEvents } from '../../sse/event-boundary.ts';
import { readRequest } from '../../testing/read-request.ts';
import type { ParsedRequest } from '../protocol.ts';
import { anthropicMessages } from './anthropic-messages.ts';

const ORIGIN = { model: 'qwen', id: 'id-1', createdSeconds: 5 };

function parse(more: object): ParsedRequest {
  const messages = [{ role: 'user', content: 'x' }];
  return readRequest(anthropicMessages, { model: 'MoM', max_tokens: 10, messages, ...more });
}

describe('a request', () => {
  test('keeps its bytes and stands in chat shape beside them', () => {
    const { native, body, facts, isStreaming } = parse({
      system: [{ type: 'text', text: 'be brief', cache_control: { type: 'ephemeral' } }],
      stream: true,
      stop_sequences: ['END'],
      top_k: 5,
      metadata: { user_id: 'u1' },
    });
    expect(native).toMatchObject({ wire: 'anthropic-messages' });
    expect(isStreaming).toBe(true);
    expect(facts).toMatchObject({ requestedModel: 'MoM', maxOutputTokens: 10, user: 'u1' });
    expect(JSON.parse(Buffer.from(body.bytes).toString())).toEqual({
      model: 'MoM',
      messages: [
        { role: 'system', content: [{ type: 'text', text: 'be brief', cache_control: { type: 'ephemeral' } }] },
        { role: 'user', content: 'x' },
      ],
      max_tokens: 10,
      stream: true,
      stream_options: { include_usage: true },
      top_k: 5,
      stop: ['END'],
      user: 'u1',
    });
  });

  test('with tools, their answers, thinking and pictures', () => {
    const { body, facts, leftOut } = parse({
      messages: [
        { role: 'user', content: 'look' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'hm', signature: 's' },
            { type: 'tool_use', id: 't1', name: 'see', input: { a: 1 } },
          ],
        },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: 't1',
              is_error: true,
              content: [
                { type: 'text', text: 'here' },
                { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
              ],
            },
            { type: 'text', text: 'well?' },
          ],
        },
      ],
      tools: [
        { name: 'see', description: 'd', input_schema: { type: 'object' } },
        { type: 'web_search_20250305', name: 'web_search' },
      ],
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
      mcp_servers: [{}],
    });
    expect(leftOut).toEqual(['mcp_servers', 'tools[web_search_20250305]']);
    expect(facts.tools).toEqual([{ name: 'see', description: 'd' }]);
    expect(body.json).toMatchObject({
      tool_choice: 'required',
      parallel_tool_calls: false,
      messages: [
        { role: 'user', content: 'look' },
        {
          role: 'assistant',
          content: null,
          thinking_blocks: [{ thinking: 'hm', signature: 's' }],
          tool_calls: [{ id: 't1', function: { name: 'see', arguments: '{"a":1}' } }],
        },
        {
          role: 'tool',
          tool_call_id: 't1',
          is_error: true,
          content: [
            { type: 'text', text: 'here' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
          ],
        },
        { role: 'user', content: 'well?' },
      ],
    });
  });

  test.each([
    [{ max_tokens: undefined }, 'max_tokens'],
    [{ max_tokens: 0 }, 'max_tokens'],
    [{ max_tokens: '5' }, 'max_tokens'],
    [{ model: 5 }, 'model'],
    [{ messages: undefined }, 'messages'],
    [{ messages: 'x' }, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ messages: [4] }, 'messages[0]'],
    [{ messages: [{ role: 'tool', content: 'x' }] }, 'messages[0].role'],
    [{ messages: [{ role: 'user', content: 4 }] }, 'messages[0].content'],
    [{ messages: [{ role: 'user', content: [{}] }] }, 'messages[0].content[0].type'],
    [{ system: 4 }, 'system'],
  ])('%j is refused at %s', (more, parameter) => {
    const body = { model: 'MoM', max_tokens: 10, messages: [{ role: 'user', content: 'x' }], ...more };
    expect(anthropicMessages.parse(Buffer.from(JSON.stringify(body)))).toMatchObject({
      kind: 'failure',
      status: 400,
      parameter,
    });
  });
});

describe('an answer', () => {
  const reply = (message: object, finish: string, more: object = {}) =>
    anthropicMessages.translation!.reply(
      { model: 'served', choices: [{ index: 0, message, finish_reason: finish, ...more }], usage: USAGE },
      parse({}),
      ORIGIN,
    );
  const USAGE = { prompt_tokens: 10, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } };

  test('is a message with usage', () => {
    expect(reply({ role: 'assistant', content: 'Hello' }, 'stop')).toEqual({
      id: 'msg_id1',
      type: 'message',
      role: 'assistant',
      model: 'served',
      content: [{ type: 'text', text: 'Hello' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 6, cache_creation_input_tokens: 0, cache_read_input_tokens: 4, output_tokens: 2 },
    });
  });

  test('has thinking with a mark of its maker, and calls', () => {
    const { content, stop_reason } = reply(
      {
        content: null,
        reasoning_content: 'hm',
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
      },
      'tool_calls',
    ) as { content: JsonRecord[]; stop_reason: string };
    expect(stop_reason).toBe('tool_use');
    expect(content).toMatchObject([
      { type: 'thinking', thinking: 'hm' },
      { type: 'tool_use', id: 'c1', name: 'f', input: { a: 1 } },
    ]);
    expect(markedOrigin(String(content[0]!.signature))).toBe('qwen');
  });

  test.each([
    ['length', {}, 'max_tokens', null],
    ['content_filter', {}, 'refusal', null],
    ['stop', { stop_reason: 'END' }, 'stop_sequence', 'END'],
    ['stop', { stop_reason: 128_001 }, 'end_turn', null],
    ['toString', {}, 'end_turn', null],
  ])('%s %j ends with %s', (finish, more, reason, sequence) => {
    expect(reply({ content: 'x' }, finish, more)).toMatchObject({ stop_reason: reason, stop_sequence: sequence });
  });
});

describe('a stream', () => {
  const chunk = (delta: object, finish: string | null = null) =>
    JSON.stringify({ model: 'served', choices: [{ index: 0, delta, finish_reason: finish }] });
  const call = (index: number, more: object) => ({ tool_calls: [{ index, ...more }] });

  function write(data: readonly string[], end = false) {
    const writer = anthropicMessages.translation!.stream(parse({ stream: true }), ORIGIN);
    const text = data.map((each) => writer.onEvent(each)).join('') + (end ? writer.onEnd() : '');
    const names = [...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name!);
    const events = dataOfEvents(text).map((each) => JSON.parse(each));
    expect(events.map(({ type }) => type)).toEqual(names);
    return events;
  }

  /** Blocks as a client puts them together, checking the order of events on the way. */
  function blocksOf(events: readonly { type: string; index: number; [key: string]: unknown }[]) {
    const blocks: Record<string, unknown>[] = [];
    let open = -1;
    for (const { type, index, content_block: block, delta } of events) {
      if (type === 'content_block_start') {
        expect([open, index]).toEqual([-1, blocks.length]);
        open = index;
        blocks.push({ ...(block as object) });
      } else if (type === 'content_block_delta') {
        expect(index).toBe(open);
        const { type: _type, ...change } = delta as Record<string, string>;
        for (const [key, value] of Object.entries(change)) {
          const before = blocks[index]![key];
          blocks[index]![key] = (typeof before === 'string' ? before : '') + value;
        }
      } else if (type === 'content_block_stop') {
        expect(index).toBe(open);
        open = -1;
      }
    }
    expect(open).toBe(-1);
    return blocks;
  }

  test('opens with message_start, closes with the reason and usage', () => {
    const usage = JSON.stringify({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } });
    const events = write([
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: 'a' }),
      chunk({}, 'stop'),
      usage,
      '[DONE]',
    ]);
    expect(events.map(({ type }) => type)).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(events[0].message).toMatchObject({ id: 'msg_id1', role: 'assistant', model: 'served', content: [] });
    expect(events.at(-2)).toMatchObject({
      delta: { stop_reason: 'end_turn' },
      usage: { input_tokens: 7, output_tokens: 3 },
    });
  });

  test('has thinking, text and calls as blocks, one after the other, however mixed the calls came', () => {
    const events = write([
      chunk({ reasoning_content: 'h' }),
      chunk({ reasoning_content: 'm' }),
      chunk({ content: 'so' }),
      chunk(call(0, { id: 'c1', function: { name: 'f', arguments: '' } })),
      chunk(call(1, { id: 'c2', function: { name: 'g', arguments: '{"b"' } })),
      chunk(call(0, { function: { arguments: '{"a":1}' } })),
      chunk(call(1, { function: { arguments: ':2}' } })),
      chunk({}, 'tool_calls'),
      '[DONE]',
    ]);
    const blocks = blocksOf(events);
    expect(blocks).toMatchObject([
      { type: 'thinking', thinking: 'hm' },
      { type: 'text', text: 'so' },
      { type: 'tool_use', id: 'c1', name: 'f', partial_json: '{"a":1}' },
      { type: 'tool_use', id: 'c2', name: 'g', partial_json: '{"b":2}' },
    ]);
    expect(markedOrigin(String(blocks[0]!.signature))).toBe('qwen');
    expect(events.at(-2)).toMatchObject({ delta: { stop_reason: 'tool_use' } });
  });

  test('of Anthropic’s keeps the signature', () => {
    const signed = { thinking_blocks: [{ type: 'thinking', thinking: 'h', signature: 'sig' }] };
    const events = write([chunk({ reasoning_content: 'h' }), chunk(signed), chunk({ content: 'x' }, 'stop'), '[DONE]']);
    expect(blocksOf(events)).toMatchObject([{ thinking: 'h', signature: 'sig' }, { text: 'x' }]);
  });

  test('that closes without [DONE] is finished at its end, once', () => {
    const events = write([chunk({ content: 'x' }), chunk({}, 'stop')], true);
    expect(events.at(-1).type).toBe('message_stop');
    const done = write([chunk({ content: 'x' }), chunk({}, 'stop'), '[DONE]'], true);
    expect(done.filter(({ type }) => type === 'message_stop')).toHaveLength(1);
  });
});

test('errors are Anthropic’s, with the request id', () => {
  const problem = failure('body_too_large', 'big', { hint: 'less' });
  const { body } = anthropicMessages.renderError(problem, 'r1');
  expect(JSON.parse(Buffer.from(body).toString())).toEqual({
    type: 'error',
    error: { type: 'request_too_large', message: 'big (hint: less)', code: 'body_too_large' },
    request_id: 'r1',
  });
  const event = Buffer.from(anthropicMessages.renderStreamError(failure('backend_stream_cut', 'cut'), 'r1')).toString();
  expect(event).toMatch(/^event: error\ndata: \{"type":"error".*\n\n$/);
});
