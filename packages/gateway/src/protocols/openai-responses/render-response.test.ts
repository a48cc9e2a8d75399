import { describe, expect, test } from 'vitest';
import { markedOrigin } from '../../chat/thinking-origin.ts';
import { failure } from '../../errors/request-failure.ts';
import type { JsonRecord } from '../../json/json-record.ts';
import { dataOfEvents } from '../../sse/event-boundary.ts';
import { problemsBy } from '../../testing/published/published-schema.ts';
import { readRequest } from '../../testing/read-request.ts';
import type { ParsedRequest } from '../protocol.ts';
import { openaiResponses } from './openai-responses.ts';

const ORIGIN = { model: 'qwen', id: 'id-1', createdSeconds: 5 };
const USAGE = {
  prompt_tokens: 10,
  completion_tokens: 4,
  total_tokens: 14,
  prompt_tokens_details: { cached_tokens: 3 },
  completion_tokens_details: { reasoning_tokens: 2 },
};
const SHELLS = [{ type: 'custom', name: 'apply_patch' }, { type: 'local_shell' }];

function parse(more: object): ParsedRequest {
  return readRequest(openaiResponses, { model: 'MoM', input: 'x', ...more });
}

type Item = Record<string, unknown>;
type Rendered = { readonly output: readonly Item[]; readonly [field: string]: unknown };

/** A chat completion as a response, which must be one by the published schema. */
function reply(message: object, finish = 'stop', more: object = {}, request: object = {}): Rendered {
  const choices = [{ index: 0, message, finish_reason: finish, ...more }];
  const completion = { model: 'served', choices, usage: USAGE };
  const response = openaiResponses.translation!.reply(completion, parse(request), ORIGIN);
  const written: unknown = JSON.parse(JSON.stringify(response));
  expect(problemsBy('openai-responses', 'response', written)).toEqual([]);
  return written as Rendered;
}

/** What the next turn's request makes of an answer's items. */
function replayed(output: readonly Item[]): readonly JsonRecord[] {
  const { body } = parse({ input: [{ role: 'user', content: 'x' }, ...output, { role: 'user', content: 'go on' }] });
  return body.json.messages as JsonRecord[];
}

const call = (id: string, name: string, text: string) => ({
  id,
  type: 'function',
  function: { name, arguments: text },
});

test('the published schema refuses what is not a response', () => {
  expect(problemsBy('openai-responses', 'response', { id: 'resp_1', object: 'response' })).not.toEqual([]);
  expect(problemsBy('openai-responses', 'event', { type: 'response.made_up', sequence_number: 0 })).not.toEqual([]);
});

describe('an answer', () => {
  test('is a response with the request’s fields, output and usage', () => {
    const response = reply(
      { role: 'assistant', content: 'Hello', refusal: null },
      'stop',
      {},
      { instructions: 'be brief', metadata: { a: 'b' }, temperature: 0.5, store: true, max_output_tokens: 9 },
    );
    expect(response).toMatchObject({
      id: 'resp_id1',
      created_at: 5,
      status: 'completed',
      model: 'served',
      instructions: 'be brief',
      metadata: { a: 'b' },
      temperature: 0.5,
      max_output_tokens: 9,
      store: false,
      output_text: 'Hello',
      error: null,
      usage: {
        input_tokens: 10,
        input_tokens_details: { cached_tokens: 3 },
        output_tokens: 4,
        output_tokens_details: { reasoning_tokens: 2 },
        total_tokens: 14,
      },
    });
    expect(response.output).toEqual([
      {
        id: 'msg_id1_0',
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'Hello', annotations: [], logprobs: [] }],
      },
    ]);
  });

  test('has thinking with a mark of its maker, and calls', () => {
    const { output } = reply(
      { content: null, reasoning_content: 'hm', tool_calls: [call('c1', 'f', '{"a":1}'), call('c2', 'g', '')] },
      'tool_calls',
    );
    expect(output).toMatchObject([
      { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: 'hm' }] },
      { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{"a":1}', status: 'completed' },
      { type: 'function_call', call_id: 'c2', name: 'g' },
    ]);
    const mark = String(output[0]!.encrypted_content);
    expect(markedOrigin(mark)).toBe('qwen');
    expect(replayed(output)[1]).toMatchObject({
      thinking_blocks: [{ type: 'thinking', thinking: 'hm', signature: mark }],
      tool_calls: [{ id: 'c1' }, { id: 'c2' }],
    });
  });

  test('shows thinking as a summary where one was asked for', () => {
    const { output } = reply({ content: 'x', reasoning: 'hm' }, 'stop', {}, { reasoning: { summary: 'auto' } });
    expect(output[0]).toMatchObject({ type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] });
    expect(output[0]).not.toHaveProperty('content');
  });

  test('carries thinking that its vendor signed to the next turn as it was', () => {
    const blocks = [
      { type: 'thinking', thinking: 'hm', signature: 'sig' },
      { type: 'redacted_thinking', data: 'secret' },
    ];
    const { output } = reply({ content: 'so', reasoning_content: 'hm', thinking_blocks: blocks });
    expect(replayed(output)[1]).toEqual({ role: 'assistant', content: 'so', thinking_blocks: blocks });
  });

  test.each([
    ['length', 'max_output_tokens'],
    ['content_filter', 'content_filter'],
  ])('that ended by %s is incomplete', (finish, reason) => {
    const response = reply({ content: 'x' }, finish);
    expect(response).toMatchObject({ status: 'incomplete', incomplete_details: { reason } });
    expect(response.output[0]).toMatchObject({ status: 'incomplete' });
  });

  test('refuses, cites, and tells log probabilities', () => {
    expect(reply({ content: null, refusal: 'No.' }).output[0]).toMatchObject({
      content: [{ type: 'refusal', refusal: 'No.' }],
    });
    const cited = {
      type: 'url_citation',
      url_citation: { url: 'https://a', title: 'A', start_index: 0, end_index: 1 },
    };
    const logprobs = {
      content: [{ token: 'x', logprob: -1, bytes: [120], top_logprobs: [{ token: 'y', logprob: -2 }] }],
    };
    expect(reply({ content: 'x', annotations: [cited] }, 'stop', { logprobs }).output[0]).toMatchObject({
      content: [
        {
          annotations: [{ type: 'url_citation', url: 'https://a' }],
          logprobs: [{ token: 'x', logprob: -1, top_logprobs: [{ token: 'y', logprob: -2, bytes: [] }] }],
        },
      ],
    });
  });

  test('calls the tools of a coding client by their own items', () => {
    const calls = [
      call('a', 'apply_patch', '{"input":"*** Begin"}'),
      call('b', 'apply_patch', 'not wrapped'),
      call('d', 'local_shell', '{"command":["ls","-l"],"timeout_ms":5}'),
    ];
    const { output } = reply({ content: null, tool_calls: calls }, 'tool_calls', {}, { tools: SHELLS });
    expect(output).toMatchObject([
      { type: 'custom_tool_call', call_id: 'a', name: 'apply_patch', input: '*** Begin' },
      { type: 'custom_tool_call', call_id: 'b', input: 'not wrapped' },
      { type: 'local_shell_call', call_id: 'd', action: { type: 'exec', command: ['ls', '-l'], timeout_ms: 5 } },
    ]);
    expect(replayed(output)[1]).toMatchObject({
      tool_calls: [{ id: 'a', function: { arguments: '{"input":"*** Begin"}' } }, { id: 'b' }, { id: 'd' }],
    });
  });
});

type StreamEvent = Readonly<Record<string, unknown>> & { readonly type: string; readonly response?: Rendered };

const chunk = (delta: object, finish: string | null = null, more: object = {}) =>
  JSON.stringify({ model: 'served', choices: [{ index: 0, delta, finish_reason: finish, ...more }] });
const calling = (index: number, more: object) => ({ tool_calls: [{ index, ...more }] });
const usage = JSON.stringify({ choices: [], usage: USAGE });

/** The events for some chunks, which must be those of the published schema, named and numbered. */
function stream(data: readonly string[], request: object = {}, problem?: ReturnType<typeof failure>): StreamEvent[] {
  const writer = openaiResponses.translation!.stream(parse({ stream: true, ...request }), ORIGIN);
  const text = data.map((each) => writer.onEvent(each)).join('') + (problem ? writer.onFailure!(problem) : '');
  const names = [...text.matchAll(/^event: (.+)$/gm)].map(([, name]) => name!);
  const events = dataOfEvents(text).map((each) => JSON.parse(each) as StreamEvent);
  expect(events.map(({ type }) => type)).toEqual(names);
  expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, index) => index));
  for (const event of events) expect(problemsBy('openai-responses', 'event', event)).toEqual([]);
  expect(text).not.toContain('[DONE]');
  return events;
}

/** Items as a client puts them together from events, which must agree with what their last event says. */
function itemsOf(events: readonly StreamEvent[]): readonly Item[] {
  const open = new Map<unknown, Record<string, string>>();
  const items: Item[] = [];
  for (const event of events) {
    const at = event.output_index;
    if (event.type === 'response.output_item.added') {
      expect(at).toBe(open.size);
      open.set(at, {});
    } else if (event.type.endsWith('.delta')) {
      const parts = open.get(at)!;
      const key = String(event.content_index ?? event.summary_index ?? 0);
      parts[key] = (parts[key] ?? '') + String(event.delta);
    } else if (event.type === 'response.output_item.done') {
      const item = event.item as Item;
      const parts = [item.content, item.summary].flat().filter((part) => part !== undefined) as Item[];
      const texts = [...parts.map((part) => part.text ?? part.refusal), item.arguments ?? item.input];
      expect(Object.values(open.get(at)!)).toEqual(texts.filter((text) => text !== undefined && text !== ''));
      items[at as number] = item;
    }
  }
  return items;
}

describe('a stream', () => {
  test('has the published events in their order', () => {
    const events = stream([
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: 'a' }),
      chunk({ content: 'b' }),
      chunk({}, 'stop'),
      usage,
      '[DONE]',
    ]);
    expect(events.map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(events[0]!.response).toMatchObject({ status: 'in_progress', output: [], usage: null });
    expect(events.at(-1)!.response).toMatchObject({
      status: 'completed',
      output_text: 'ab',
      output: [{ content: [{ text: 'ab' }] }],
      usage: { input_tokens: 10, output_tokens: 4 },
    });
  });

  test('has thinking, text and calls as items, however mixed the calls came', () => {
    const events = stream([
      chunk({ reasoning_content: 'h' }),
      chunk({ reasoning_content: 'm' }),
      chunk({ content: 'so' }),
      chunk(calling(0, { id: 'c1', function: { name: 'f', arguments: '' } })),
      chunk(calling(1, { id: 'c2', function: { name: 'g', arguments: '{"b"' } })),
      chunk(calling(0, { function: { arguments: '{"a":1}' } })),
      chunk(calling(1, { function: { arguments: ':2}' } })),
      chunk({}, 'tool_calls'),
      '[DONE]',
    ]);
    const items = itemsOf(events);
    expect(items).toMatchObject([
      { type: 'reasoning', content: [{ text: 'hm' }] },
      { type: 'message', content: [{ text: 'so' }] },
      { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{"a":1}' },
      { type: 'function_call', call_id: 'c2', name: 'g', arguments: '{"b":2}' },
    ]);
    expect(markedOrigin(String(items[0]!.encrypted_content))).toBe('qwen');
    expect(events.at(-1)!.response!.output).toEqual(items);
  });

  test('says the same as the plain answer', () => {
    const signed = { type: 'thinking', thinking: 'h', signature: 'sig' };
    const tool = call('c1', 'apply_patch', '{"input":"p"}');
    const logprobs = { content: [{ token: 'x', logprob: -1, bytes: null, top_logprobs: [] }] };
    const request = { tools: SHELLS, reasoning: { summary: 'detailed' } };
    const annotations = [
      { type: 'url_citation', url_citation: { url: 'https://a', title: 'A', start_index: 0, end_index: 1 } },
    ];
    const message = {
      content: 'x',
      annotations,
      reasoning_content: 'h',
      thinking_blocks: [signed],
      tool_calls: [tool],
    };
    const plain = reply(message, 'tool_calls', { logprobs }, request);
    const events = stream(
      [
        chunk({ reasoning_content: 'h' }),
        chunk({ thinking_blocks: [signed] }),
        chunk({ content: 'x' }, null, { logprobs }),
        chunk({ annotations }),
        chunk(calling(0, tool)),
        chunk({}, 'tool_calls'),
        usage,
        '[DONE]',
      ],
      request,
    );
    itemsOf(events);
    expect(events.at(-1)!.response).toEqual(plain);
  });

  test('begins a call when its name is there', () => {
    const events = stream([
      chunk(calling(0, { id: 'c1' })),
      chunk(calling(0, { function: { arguments: '{"a"' } })),
      chunk(calling(0, { function: { name: 'f', arguments: ':1' } })),
      chunk(calling(0, { function: { arguments: '}' } })),
      chunk(calling(1, { id: 'never named' })),
      '[DONE]',
    ]);
    expect(itemsOf(events)).toMatchObject([{ call_id: 'c1', name: 'f', arguments: '{"a":1}' }]);
    expect(events.at(-1)!.response!.output).toHaveLength(1);
  });

  test('refuses, and runs out of tokens', () => {
    const refused = stream([chunk({ refusal: 'N' }), chunk({ refusal: 'o.' }), chunk({}, 'stop'), '[DONE]']);
    expect(itemsOf(refused)).toMatchObject([{ content: [{ type: 'refusal', refusal: 'No.' }] }]);
    const cut = stream([chunk({ content: 'x' }), chunk({}, 'length'), '[DONE]']);
    expect(cut.at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: { incomplete_details: { reason: 'max_output_tokens' }, output: [{ status: 'incomplete' }] },
    });
  });

  test('that fails ends with an error and the response as far as it came', () => {
    const data = [chunk({ content: 'half' }), chunk(calling(0, { id: 'c', function: { name: 'f', arguments: '{' } }))];
    const events = stream(data, {}, failure('backend_stream_cut', 'cut', { hint: 'ask again' }));
    expect(events.slice(-2)).toMatchObject([
      { type: 'error', code: 'backend_stream_cut', message: 'cut (hint: ask again)', error: { type: 'server_error' } },
      {
        type: 'response.failed',
        response: {
          status: 'failed',
          error: { code: 'server_error', message: 'cut' },
          output: [{ type: 'message' }, { type: 'function_call', arguments: '{', status: 'incomplete' }],
        },
      },
    ]);
    const atOnce = stream([], {}, failure('backend_error', 'slow down', { status: 429 }));
    expect(atOnce.at(-1)).toMatchObject({ response: { error: { code: 'rate_limit_exceeded' }, output: [] } });
  });

  test('that closes without [DONE] is finished at its end, once', () => {
    const writer = openaiResponses.translation!.stream(parse({ stream: true }), ORIGIN);
    writer.onEvent(chunk({ content: 'x' }, 'stop'));
    expect(writer.onEnd()).toContain('response.completed');
    expect(writer.onEnd()).toBe('');
    expect(writer.onEvent('[DONE]')).toBe('');
  });
});

test('a failure before a stream is known of is an error event, and its whole answer OpenAI’s', () => {
  const problem = failure('backend_stream_cut', 'cut');
  const [data] = dataOfEvents(Buffer.from(openaiResponses.renderStreamError(problem, 'r1')).toString());
  expect(problemsBy('openai-responses', 'event', JSON.parse(data!))).toEqual([]);
  const { body } = openaiResponses.renderError(failure('model_not_found', 'no', { parameter: 'model' }), 'r1');
  expect(JSON.parse(Buffer.from(body).toString())).toEqual({
    error: { message: 'no', type: 'invalid_request_error', param: 'model', code: 'model_not_found' },
  });
});
