import { describe, expect, test } from 'vitest';
import { markThinking } from '../../chat/thinking-origin.ts';
import { scanJsonObject } from '../../json/scan-object.ts';
import { aBackend, aModel } from '../../testing/gateway-fixture.ts';
import { aCall, encoded } from '../../testing/provider-fixture.ts';
import { anthropic } from './anthropic.ts';

const WISH = { includeUsage: true, createdSeconds: 7 };
const EFFORT = { name: 'claude', type: 'top_level_reasoning_effort', parameter: 'effort' } as const;
const BUDGET = { name: 'claude', type: 'chat_template_kwargs', parameter: 'thinking' } as const;

function codecFor(model: Parameters<typeof aModel>[1] = {}, backend: Parameters<typeof aBackend>[1] = {}) {
  return anthropic.compile(aBackend('https://host/v1', backend), aModel('claude', model));
}

const sent = (body: object, model: Parameters<typeof aModel>[1] = {}, more: object = {}) =>
  encoded(codecFor(model), aCall(body, more));

const ask = (more: object) => ({ model: 'MoM', messages: [{ role: 'user', content: 'x' }], ...more });

describe('a chat request as a Messages request', () => {
  test('goes to /messages with the version header, and names the model', () => {
    const parts = sent(ask({ max_completion_tokens: 50 }), { upstreamName: 'claude-x' });
    expect(parts.path).toBe('/v1/messages');
    expect(parts.headers.join(' ')).toContain('anthropic-version 2023-06-01');
    expect(parts.json).toEqual({
      model: 'claude-x',
      max_tokens: 50,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'x' }] }],
    });
  });

  test('sets the system prompt apart, merges turns and puts answers of tools first', () => {
    const call = { id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } };
    const { json, leftOut } = sent({
      model: 'm',
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: 'a' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }] },
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'user', content: 'and now?' },
        { role: 'tool', tool_call_id: 'c1', content: 'done' },
        { role: 'developer', content: 'later' },
      ],
    });
    expect(json.system).toEqual([
      { type: 'text', text: 'be brief' },
      { type: 'text', text: 'later' },
    ]);
    expect(leftOut).toContain('place of a later system message');
    expect(json.messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
        ],
      },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'f', input: { a: 1 } }] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c1', content: 'done' },
          { type: 'text', text: 'and now?' },
        ],
      },
    ]);
  });

  test('translates tools, choices and schemas of answers', () => {
    const schema = { type: 'object', properties: {} };
    const { json } = sent(
      ask({
        tools: [{ type: 'function', function: { name: 'f', description: 'd', parameters: schema, strict: true } }],
        tool_choice: { type: 'function', function: { name: 'f' } },
        parallel_tool_calls: false,
        response_format: { type: 'json_schema', json_schema: { name: 'n', schema } },
        stop: ['END', ' '],
      }),
    );
    expect(json).toMatchObject({
      tools: [{ name: 'f', description: 'd', input_schema: schema, strict: true }],
      tool_choice: { type: 'tool', name: 'f', disable_parallel_tool_use: true },
      output_config: { format: { type: 'json_schema', schema } },
      stop_sequences: ['END'],
    });
  });

  test('says what it has no word for', () => {
    const { leftOut, json } = sent(ask({ n: 2, seed: 4, logit_bias: { 1: 1 }, temperature: 1.5, logprobs: false }));
    expect(leftOut).toEqual(['logit_bias', 'seed', 'n', 'temperature above 1']);
    expect(json.temperature).toBe(1);
  });

  test('ids of another vendor’s calls are made to fit, the same on both sides', () => {
    const id = 'call:äöü/1';
    const { json } = sent({
      model: 'm',
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', tool_calls: [{ id, type: 'function', function: { name: 'f', arguments: '' } }] },
        { role: 'tool', tool_call_id: id, content: 'y' },
      ],
    });
    const [, called, answered] = json.messages as { content: { id?: string; tool_use_id?: string }[] }[];
    expect(called!.content[0]!.id).toMatch(/^[a-zA-Z0-9_-]+$/);
    expect(answered!.content[0]!.tool_use_id).toBe(called!.content[0]!.id);
  });
});

describe('thinking', () => {
  const on = { reasoning: { mode: 'on', effort: 'high' } } as const;

  test('by effort, for a family of effort words', () => {
    const { json } = sent(ask({}), { reasoningFamily: EFFORT }, on);
    expect(json).toMatchObject({ thinking: { type: 'adaptive' }, output_config: { effort: 'high' } });
  });

  test('by budget otherwise, on top of the answer’s own tokens, and a temperature gives way', () => {
    const { json, leftOut } = sent(ask({ max_tokens: 100, temperature: 0.2 }), { reasoningFamily: BUDGET }, on);
    expect(json).toMatchObject({ thinking: { type: 'enabled', budget_tokens: 24_576 }, max_tokens: 24_676 });
    expect(json).not.toHaveProperty('temperature');
    expect(leftOut).toContain('temperature');
  });

  test('not in the middle of a tool loop that began without it', () => {
    const messages = [
      { role: 'user', content: 'x' },
      { role: 'assistant', tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: 'c', content: 'y' },
    ];
    const { json, leftOut } = sent({ model: 'm', messages }, { reasoningFamily: BUDGET }, on);
    expect(json).not.toHaveProperty('thinking');
    expect(leftOut).toContain('thinking');
  });
});

describe('a Messages client’s own bytes', () => {
  function native(text: string) {
    const bytes = Buffer.from(text);
    const map = scanJsonObject(bytes, 0, bytes.length, 50);
    if (typeof map === 'string') throw new Error(map);
    return { native: { wire: 'anthropic-messages', bytes, map } };
  }

  test('go on with nothing changed but the name of the model', () => {
    const text = '{"model": "MoM", "x":1.0, "messages":[]}';
    const { body } = encoded(codecFor(), aCall(ask({}), native(text)));
    expect(Buffer.from(body).toString()).toBe('{"model": "claude", "x":1.0, "messages":[]}');
  });

  test('lose thinking that another vendor’s model signed, and keep Anthropic’s own', () => {
    const blocks = [
      { type: 'thinking', thinking: 'a', signature: markThinking('qwen') },
      { type: 'thinking', thinking: 'b', signature: 'EqQBCg' },
      { type: 'text', text: 'c' },
    ];
    const text = JSON.stringify({ model: 'MoM', messages: [{ role: 'assistant', content: blocks }] });
    const { json } = encoded(codecFor(), aCall(ask({}), native(text)));
    expect(json.messages).toEqual([{ role: 'assistant', content: blocks.slice(1) }]);
  });

  test('are written anew when a plugin changed the body', () => {
    const more = { ...native('{"model":"MoM","messages":[]}'), edits: new Map([['temperature', '0.5']]) };
    expect(encoded(codecFor(), aCall(ask({}), more)).json).toMatchObject({
      temperature: 0.5,
      messages: [{ role: 'user' }],
    });
  });
});

const MESSAGE = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-x',
  content: [
    { type: 'thinking', thinking: 'hm', signature: 'sig' },
    { type: 'text', text: 'Hello' },
    { type: 'tool_use', id: 'toolu_1', name: 'f', input: { a: 1 } },
  ],
  stop_reason: 'tool_use',
  stop_sequence: null,
  usage: { input_tokens: 10, cache_read_input_tokens: 4, cache_creation_input_tokens: 1, output_tokens: 6 },
};

describe('an answer', () => {
  test('is summed up, tokens from and for the cache counted to the prompt', () => {
    expect(codecFor().readReply(Buffer.from(JSON.stringify(MESSAGE)))).toEqual({
      model: 'claude-x',
      finishReason: 'tool_calls',
      usage: {
        promptTokens: 15,
        cachedPromptTokens: 4,
        cacheWriteTokens: 1,
        completionTokens: 6,
        reasoningTokens: 0,
        totalTokens: 21,
      },
    });
    expect(codecFor().readReply(Buffer.from('{"choices":[]}'))).toBeUndefined();
  });

  test('becomes a chat completion', () => {
    expect(codecFor().translation!.reply(MESSAGE, WISH)).toMatchObject({
      object: 'chat.completion',
      created: 7,
      model: 'claude-x',
      choices: [
        {
          finish_reason: 'tool_calls',
          message: {
            role: 'assistant',
            content: 'Hello',
            reasoning_content: 'hm',
            thinking_blocks: [{ signature: 'sig' }],
            tool_calls: [{ id: 'toolu_1', function: { name: 'f', arguments: '{"a":1}' } }],
          },
        },
      ],
      usage: { prompt_tokens: 15, prompt_tokens_details: { cached_tokens: 4, cache_creation_tokens: 1 } },
    });
  });

  test.each([
    [529, { type: 'error', error: { type: 'overloaded_error', message: 'busy' } }, 'busy', true],
    [400, { type: 'error', error: { type: 'invalid_request_error', message: 'no' } }, 'no', false],
  ])('of status %i is an error that may be retried or not', (status, body, message, isRetryable) => {
    expect(codecFor().decodeError(status, {}, Buffer.from(JSON.stringify(body)))).toEqual({
      message,
      isRetryable,
      isPassable: true,
    });
  });
});

describe('a stream', () => {
  const start = { type: 'message_start', message: { id: 'msg_1', model: 'claude-x', usage: { input_tokens: 9 } } };
  const events = [
    start,
    { type: 'ping' },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'hm' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'sig' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'Hi' } },
    { type: 'content_block_stop', index: 1 },
    { type: 'content_block_start', index: 2, content_block: { type: 'tool_use', id: 't1', name: 'f', input: {} } },
    { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: '{"a"' } },
    { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: ':1}' } },
    { type: 'content_block_stop', index: 2 },
    { type: 'content_block_start', index: 3, content_block: { type: 'tool_use', id: 't2', name: 'g', input: {} } },
    { type: 'content_block_stop', index: 3 },
    { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 5 } },
    { type: 'message_stop' },
  ].map((event) => JSON.stringify(event));

  test('becomes chunks, each part in its place, with usage and [DONE]', () => {
    const decoder = codecFor().translation!.stream(WISH);
    const data = events.flatMap((event) => decoder.onEvent(event));
    expect(data.pop()).toBe('[DONE]');
    const chunks = data.map((text) => JSON.parse(text));
    expect(chunks.every(({ id, model, created }) => id === 'msg_1' && model === 'claude-x' && created === 7)).toBe(
      true,
    );
    const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }: { delta: object }) => delta));
    expect(deltas).toMatchObject([
      { role: 'assistant' },
      { reasoning_content: 'hm' },
      { thinking_blocks: [{ thinking: 'hm', signature: 'sig' }] },
      { content: 'Hi' },
      { tool_calls: [{ index: 0, id: 't1', function: { name: 'f' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] },
      { tool_calls: [{ index: 0, function: { arguments: ':1}' } }] },
      { tool_calls: [{ index: 1, id: 't2', function: { name: 'g' } }] },
      { tool_calls: [{ index: 1, function: { arguments: '{}' } }] },
      {},
    ]);
    expect(chunks.at(-2)).toMatchObject({ choices: [{ finish_reason: 'tool_calls' }] });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 5 } });
  });

  test('tells its usage, its finish and its errors', () => {
    const codec = codecFor();
    expect(codec.readStreamEnd(events)).toMatchObject({
      model: 'claude-x',
      finishReason: 'tool_calls',
      isDone: true,
      error: null,
      usage: { promptTokens: 9, completionTokens: 5, totalTokens: 14 },
    });
    const error = JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: 'busy' } });
    expect(codec.readStreamEnd([events[0]!, error])).toMatchObject({ isDone: false, error: 'busy' });
  });
});
