import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { APIError, APIUserAbortError } from 'openai';
import { ask, createClient, model, plainModel, reasoningModel, unlessRouter } from './target.mjs';

const client = createClient();
const slow = createClient({ 'x-sim-tokens-per-second': '50', 'x-sim-answer-tokens': '5000' });

describe('openai: streams', () => {
  test('bring the text of the plain answer chunk by chunk, then a finish', async () => {
    const messages = ask('What is the capital of France?');
    const plain = await client.chat.completions.create({ model, messages });
    const chunks = [];
    for await (const chunk of await client.chat.completions.create({ model, messages, stream: true }))
      chunks.push(chunk);
    assert.ok(chunks.length > 10);
    assert.ok(chunks.every((chunk) => chunk.object === 'chat.completion.chunk' && chunk.id === chunks[0].id));
    assert.equal(
      chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join(''),
      plain.choices[0].message.content,
    );
    assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
  });

  test('end with usage when it is asked for', async () => {
    const stream = await client.chat.completions.create({
      model,
      messages: ask('Name a colour.'),
      stream: true,
      stream_options: { include_usage: true },
    });
    let last;
    for await (const chunk of stream) last = chunk;
    assert.deepEqual(last.choices, []);
    assert.ok(last.usage.total_tokens > last.usage.completion_tokens);
  });

  test('feed the stream helper: content events, final completion, usage', async () => {
    const seen = { content: '', chunks: 0, connects: 0, ends: 0 };
    const runner = client.chat.completions
      .stream({ model, messages: ask('Name a colour.'), stream_options: { include_usage: true } })
      .on('connect', () => seen.connects++)
      .on('chunk', () => seen.chunks++)
      .on('content', (delta) => {
        seen.content += delta;
      })
      .on('end', () => seen.ends++);
    const final = await runner.finalChatCompletion();
    assert.equal(final.choices[0].message.content, seen.content);
    assert.equal(await runner.finalContent(), seen.content);
    assert.equal(final.choices[0].finish_reason, 'stop');
    assert.ok((await runner.totalUsage()).total_tokens > 0);
    assert.ok(seen.chunks > 10);
    assert.deepEqual([seen.connects, seen.ends], [1, 1]);
  });

  test('bring log probabilities and n choices through the helper', async () => {
    const final = await client.chat.completions
      .stream({ model, messages: ask('Name a colour.'), n: 2, logprobs: true, top_logprobs: 1 })
      .finalChatCompletion();
    assert.equal(final.choices.length, 2);
    for (const choice of final.choices) {
      assert.equal(choice.logprobs.content.map((entry) => entry.token).join(''), choice.message.content);
    }
  });

  test('bring thinking before text', async () => {
    const stream = await client.chat.completions.create({ model: reasoningModel, messages: ask('Why?'), stream: true });
    const order = [];
    for await (const chunk of stream) {
      const delta = chunk.choices[0]?.delta ?? {};
      if (delta.reasoning_content) order.push('thinking');
      else if (delta.content) order.push('text');
    }
    assert.ok(order.indexOf('text') > 10);
    assert.ok(!order.slice(order.indexOf('text')).includes('thinking'));
  });

  test('carry the routing headers before the first chunk', { skip: unlessRouter }, async () => {
    const { data, response } = await slow.chat.completions
      .create({ model, messages: ask('Name a colour.'), stream: true })
      .withResponse();
    assert.ok(response.headers.get('x-vsr-selected-model'));
    data.controller.abort();
  });
});

describe('openai: a stream that ends early', () => {
  test('by the helper’s abort rejects with APIUserAbortError, and the server goes on serving', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const runner = slow.chat.completions.stream({ model, messages: ask('Count to a million.') });
      runner.once('content', () => runner.abort());
      await assert.rejects(runner.done(), APIUserAbortError);
      assert.ok(runner.aborted);
    }
    const after = await client.chat.completions.create({ model, messages: ask('Are you still there?') });
    assert.equal(after.choices[0].finish_reason, 'stop');
  });

  test('by breaking out of the loop leaves the server serving', async () => {
    let taken = 0;
    for await (const _ of await slow.chat.completions.create({ model, messages: ask('Count.'), stream: true })) {
      taken += 1;
      if (taken === 3) break;
    }
    assert.equal(taken, 3);
    const after = await client.chat.completions.create({ model, messages: ask('Are you still there?') });
    assert.equal(after.choices[0].finish_reason, 'stop');
  });

  test('by a signal before the first chunk rejects with APIUserAbortError', async () => {
    const waiting = createClient({ 'x-sim-latency-ms': '60000' });
    const controller = new AbortController();
    const request = waiting.chat.completions.create(
      { model, messages: ask('Hello'), stream: true },
      { signal: controller.signal },
    );
    setImmediate(() => controller.abort());
    await assert.rejects(async () => {
      for await (const _ of await request);
    }, APIUserAbortError);
  });

  for (const failure of ['cut-stream', 'truncate', 'error-event']) {
    const skip = failure === 'error-event' ? false : unlessRouter;
    test(`by the upstream (${failure}) is an APIError after some text, never a clean finish`, { skip }, async () => {
      const broken = createClient({ 'x-sim-failure': failure });
      const chunks = [];
      await assert.rejects(
        async () => {
          for await (const chunk of await broken.chat.completions.create({
            model,
            messages: ask('Hello'),
            stream: true,
          })) {
            chunks.push(chunk);
          }
        },
        (error) => error instanceof APIError && error.message.length > 0,
      );
      assert.ok(chunks.length > 5);
      assert.ok(chunks.every((chunk) => !chunk.choices[0]?.finish_reason));
    });
  }

  test('by garbage of the upstream is an error after some text, never a clean finish', async () => {
    const broken = createClient({ 'x-sim-failure': 'garbage' });
    const chunks = [];
    // The bytes reach the client as they are, and its own parser refuses them.
    await assert.rejects(async () => {
      for await (const chunk of await broken.chat.completions.create({ model, messages: ask('Hello'), stream: true })) {
        chunks.push(chunk);
      }
    }, Error);
    assert.ok(chunks.length > 5);
    assert.ok(chunks.every((chunk) => !chunk.choices[0]?.finish_reason));
  });

  test('by the upstream rejects the helper too', { skip: unlessRouter }, async () => {
    const broken = createClient({ 'x-sim-failure': 'cut-stream' });
    await assert.rejects(
      broken.chat.completions.stream({ model, messages: ask('Hello') }).finalChatCompletion(),
      APIError,
    );
  });

  test('by nothing at all when the bytes come in drips', async () => {
    const dripping = createClient({ 'x-sim-failure': 'slow-bytes' });
    const final = await dripping.chat.completions
      .stream({ model: plainModel, messages: ask('你好，今天天气怎么样？'), max_tokens: 20 })
      .finalChatCompletion();
    assert.equal(final.choices[0].finish_reason, 'length');
    assert.match(final.choices[0].message.content, /^\[simulated /);
  });
});
