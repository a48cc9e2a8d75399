import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  APIError,
  APIUserAbortError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from '@anthropic-ai/sdk';
import { checked } from './published-answers.mjs';
import { ask, createAnthropic, model, plainModel, reasoningModel, unlessRouter } from './target.mjs';

const client = createAnthropic();
const slow = createAnthropic({ 'x-sim-tokens-per-second': '50', 'x-sim-answer-tokens': '5000' });
const max_tokens = 1000;
const tool = (name, properties = {}) => ({
  name,
  description: `Tell the ${name.replaceAll('_', ' ').replace('get ', '')} in a city`,
  input_schema: { type: 'object', properties, required: Object.keys(properties) },
});
const weather = tool('get_weather', { city: { type: 'string' } });
const clock = tool('get_local_time');
const textOf = ({ content }) => content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');

// The bare simulator has no Messages.
describe('@anthropic-ai/sdk', { skip: unlessRouter }, () => {
  test('answers a question with text, a reason and usage', async () => {
    const message = await client.messages.create({
      model,
      max_tokens,
      messages: ask('What is the capital of France?'),
    });
    assert.match(textOf(message), /simulated .*What is the capital of France\?/);
    assert.equal(message.stop_reason, 'end_turn');
    assert.ok(message.usage.input_tokens > 0 && message.usage.output_tokens > 0);
  });

  test('takes a system prompt with marks of the cache, a conversation and a picture', async () => {
    const message = await client.messages.create({
      model,
      max_tokens,
      system: [{ type: 'text', text: 'You are brief.', cache_control: { type: 'ephemeral' } }],
      messages: [
        ...ask('Hello'),
        { role: 'assistant', content: 'Hello!' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is on this picture?' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
          ],
        },
      ],
    });
    assert.match(textOf(message), /It came with 1 image\./);
  });

  test('streams the text of the plain answer through the helper', async () => {
    const messages = ask('Name a colour.');
    const plain = await client.messages.create({ model, max_tokens, messages });
    const texts = [];
    const stream = client.messages.stream({ model, max_tokens, messages }).on('text', (delta) => texts.push(delta));
    const final = await stream.finalMessage();
    assert.ok(texts.length > 10);
    assert.equal(texts.join(''), textOf(plain));
    assert.equal(textOf(final), textOf(plain));
    assert.deepEqual([final.stop_reason, final.usage.output_tokens], [plain.stop_reason, plain.usage.output_tokens]);
  });

  test('is cut at max_tokens and stopped at a stop sequence', async () => {
    const cut = await client.messages.create({ model: plainModel, max_tokens: 4, messages: ask('Hello') });
    assert.deepEqual([cut.stop_reason, cut.usage.output_tokens], ['max_tokens', 4]);
    const request = { model: plainModel, max_tokens, stop_sequences: ['asked'], messages: ask('Hello') };
    for (const stopped of [
      await client.messages.create(request),
      await client.messages.stream(request).finalMessage(),
    ]) {
      assert.deepEqual([stopped.stop_reason, stopped.stop_sequence], ['stop_sequence', 'asked']);
      assert.ok(!textOf(stopped).includes('asked'));
    }
  });

  test('gets thinking as a block, and any model takes it back', async () => {
    const messages = ask('Why is the sky blue?');
    const stream = client.messages.stream({ model: reasoningModel, max_tokens, messages });
    const thoughts = [];
    stream.on('thinking', (delta) => thoughts.push(delta));
    const { content } = await stream.finalMessage();
    assert.deepEqual(
      content.map(({ type }) => type),
      ['thinking', 'text'],
    );
    assert.equal(thoughts.join(''), content[0].thinking);
    assert.ok(content[0].signature.length > 0);
    const history = [...messages, { role: 'assistant', content }, ...ask('Go on.')];
    for (const next of [reasoningModel, plainModel]) {
      assert.match(textOf(await client.messages.create({ model: next, max_tokens, messages: history })), /Go on\./);
    }
  });

  for (const isStreamed of [false, true]) {
    test(`calls tools in parallel until the model answers (${isStreamed ? 'streamed' : 'plain'})`, async () => {
      const request = { model, max_tokens, tools: [weather, clock] };
      const respond = (messages) =>
        isStreamed
          ? client.messages.stream({ ...request, messages }).finalMessage()
          : client.messages.create({ ...request, messages });
      const messages = ask('What are the weather and the local time in Oslo?');
      const first = await respond(messages);
      assert.equal(first.stop_reason, 'tool_use');
      const calls = first.content.filter(({ type }) => type === 'tool_use');
      assert.deepEqual(
        calls.map(({ name }) => name),
        ['get_weather', 'get_local_time'],
      );
      assert.equal(calls[0].input.city, 'Oslo');
      const results = calls.map(({ id, name }) => ({
        type: 'tool_result',
        tool_use_id: id,
        content: `${name} is fine`,
      }));
      const second = await respond([
        ...messages,
        { role: 'assistant', content: first.content },
        { role: 'user', content: results },
      ]);
      assert.match(textOf(second), /get_weather answered: .*get_local_time answered:/);
    });
  }

  test('calls the tool that is named, one where only one is allowed', async () => {
    const request = { model, max_tokens, tools: [weather, clock] };
    const named = await client.messages.create({
      ...request,
      tool_choice: { type: 'tool', name: 'get_local_time' },
      messages: ask('Oslo'),
    });
    assert.equal(named.content.at(-1).name, 'get_local_time');
    const single = await client.messages.create({
      ...request,
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
      messages: ask('What are the weather and the local time in Oslo?'),
    });
    assert.equal(single.content.filter(({ type }) => type === 'tool_use').length, 1);
  });

  test('gets an object of the schema', async () => {
    const schema = {
      type: 'object',
      properties: { name: { type: 'string' }, day: { type: 'string', enum: ['friday', 'sunday'] } },
      required: ['name', 'day'],
      additionalProperties: false,
    };
    const message = await client.messages.create({
      model,
      max_tokens,
      messages: ask('Plan a fair.'),
      output_config: { format: { type: 'json_schema', schema } },
    });
    const made = JSON.parse(textOf(message));
    assert.deepEqual(Object.keys(made).sort(), ['day', 'name']);
    assert.ok(['friday', 'sunday'].includes(made.day));
  });

  test('counts tokens, and is told that it is an estimate', async () => {
    const request = { model, messages: ask('What is the capital of France?') };
    const { data, response } = await client.messages.countTokens(request).withResponse();
    assert.equal(response.headers.get('x-vsr-response-path'), 'estimate');
    const longer = await client.messages.countTokens({ ...request, system: 'You are brief.', tools: [weather] });
    assert.ok(data.input_tokens > 5 && longer.input_tokens > data.input_tokens + 10);
  });

  test('lists the models page by page, and shows one', async () => {
    const ids = [];
    for await (const { id } of client.models.list({ limit: 2 })) ids.push(id);
    assert.ok(ids.includes(model) && ids.includes(plainModel), ids.join(', '));
    assert.equal(new Set(ids).size, ids.length);
    assert.equal((await client.models.retrieve(plainModel)).display_name, plainModel);
    await assert.rejects(client.models.retrieve('no-such-model'), NotFoundError);
  });

  test('raises its own errors', async () => {
    const good = { model, max_tokens, messages: ask('Hello') };
    await assert.rejects(client.messages.create({ ...good, model: 'no-such-model' }), NotFoundError);
    await assert.rejects(client.messages.create({ ...good, messages: [] }), BadRequestError);
    await assert.rejects(client.messages.create({ ...good, max_tokens: undefined }), BadRequestError);
    for (const [status, kind] of [
      [429, RateLimitError],
      [500, InternalServerError],
    ]) {
      const failing = createAnthropic({ 'x-sim-failure': `status-${status}` });
      await assert.rejects(failing.messages.create(good), (error) => {
        assert.ok(error instanceof kind, `${error.constructor.name}: ${error.message}`);
        assert.equal(error.status, status);
        assert.equal(error.error.type, 'error');
        return true;
      });
    }
  });

  for (const failure of ['cut-stream', 'truncate', 'error-event']) {
    test(`gets an APIError for a stream that the upstream breaks (${failure}), after some text`, async () => {
      const broken = createAnthropic({ 'x-sim-failure': failure });
      const texts = [];
      const stream = broken.messages.stream({ model, max_tokens, messages: ask('Hello') });
      stream.on('text', (delta) => texts.push(delta));
      await assert.rejects(stream.finalMessage(), APIError);
      assert.ok(texts.length > 3);
    });
  }

  test('aborts, and the server goes on serving', async () => {
    const stream = slow.messages.stream({ model, max_tokens: 5000, messages: ask('Count to a million.') });
    stream.once('text', () => stream.abort());
    await assert.rejects(stream.done(), APIUserAbortError);
    const after = await client.messages.create({ model, max_tokens, messages: ask('Are you still there?') });
    assert.equal(after.stop_reason, 'end_turn');
  });

  test('got answers that were all held against the published schema', () => {
    assert.ok(checked.whole > 10 && checked.streams > 3 && checked.errors >= 3, JSON.stringify(checked));
  });
});
