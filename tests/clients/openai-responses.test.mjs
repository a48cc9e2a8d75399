import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { APIError, APIUserAbortError, BadRequestError, NotFoundError, RateLimitError } from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { checked } from './published-answers.mjs';
import { ask, createClient, model, plainModel, reasoningModel, unlessRouter } from './target.mjs';

const client = createClient();
const slow = createClient({ 'x-sim-tokens-per-second': '50', 'x-sim-answer-tokens': '5000' });
const tool = (name, properties = {}) => ({
  type: 'function',
  name,
  description: `Tell the ${name.replaceAll('_', ' ').replace('get ', '')} in a city`,
  strict: false,
  parameters: { type: 'object', properties, required: Object.keys(properties) },
});
const weather = tool('get_weather', { city: { type: 'string' } });
const clock = tool('get_local_time');

// The bare simulator has no Responses.
describe('openai: responses', { skip: unlessRouter }, () => {
  test('answer a question with text, a status and usage', async () => {
    const response = await client.responses.create({ model, input: 'What is the capital of France?' });
    assert.match(response.output_text, /simulated .*What is the capital of France\?/);
    assert.equal(response.status, 'completed');
    assert.equal(response.store, true);
    assert.ok(response.usage.input_tokens > 0 && response.usage.output_tokens > 0);
  });

  test('take instructions, a conversation, pictures and files', async () => {
    const response = await client.responses.create({
      model,
      instructions: 'You are brief.',
      metadata: { team: 'a' },
      input: [
        ...ask('Hello'),
        { role: 'assistant', content: 'Hello!' },
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is on this picture?' },
            { type: 'input_image', detail: 'auto', image_url: 'data:image/png;base64,iVBORw0KGgo=' },
            { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERg==' },
          ],
        },
      ],
    });
    assert.match(response.output_text, /It came with 1 image and 1 file\./);
    assert.equal(response.instructions, 'You are brief.');
    assert.deepEqual(response.metadata, { team: 'a' });
  });

  test('stream the text of the plain answer through the helper', async () => {
    const plain = await client.responses.create({ model, input: 'Name a colour.' });
    const deltas = [];
    const stream = client.responses
      .stream({ model, input: 'Name a colour.' })
      .on('response.output_text.delta', ({ delta }) => deltas.push(delta));
    const final = await stream.finalResponse();
    assert.ok(deltas.length > 10);
    assert.equal(deltas.join(''), plain.output_text);
    assert.equal(final.output_text, plain.output_text);
    assert.ok(final.usage.total_tokens > 0);
  });

  test('are cut at max_output_tokens, and say so', async () => {
    const response = await client.responses.create({ model: plainModel, input: 'Hello', max_output_tokens: 4 });
    assert.equal(response.status, 'incomplete');
    assert.equal(response.incomplete_details.reason, 'max_output_tokens');
    assert.equal(response.usage.output_tokens, 4);
  });

  test('bring log probabilities of the text', async () => {
    const response = await client.responses.create({
      model,
      input: 'Name a colour.',
      include: ['message.output_text.logprobs'],
      top_logprobs: 2,
    });
    const [{ text, logprobs }] = response.output.at(-1).content;
    assert.equal(logprobs.map(({ token }) => token).join(''), text);
    assert.ok(logprobs.every(({ top_logprobs: top }) => top.length === 2));
  });

  for (const summary of [undefined, 'auto']) {
    test(`bring thinking as ${summary === undefined ? 'content' : 'a summary'}, and take it back`, async () => {
      const request = { model: reasoningModel, reasoning: { effort: 'high', summary } };
      const events = [];
      const stream = client.responses.stream({ ...request, input: ask('Why is the sky blue?') });
      for await (const { type } of stream) events.push(type);
      const { output, usage } = await stream.finalResponse();
      assert.deepEqual(
        output.map(({ type }) => type),
        ['reasoning', 'message'],
      );
      const shown = summary === undefined ? 'response.reasoning_text.delta' : 'response.reasoning_summary_text.delta';
      assert.ok(events.filter((type) => type === shown).length > 10);
      assert.ok(output[0][summary === undefined ? 'content' : 'summary'][0].text.length > 0);
      assert.ok(usage.output_tokens_details.reasoning_tokens > 0);
      const input = [...ask('Why is the sky blue?'), ...output, ...ask('Go on.')];
      for (const next of [reasoningModel, plainModel]) {
        const again = await client.responses.create({ model: next, input });
        assert.match(again.output_text, /Go on\./);
      }
    });
  }

  for (const isStreamed of [false, true]) {
    test(`call tools in parallel until the model answers (${isStreamed ? 'streamed' : 'plain'})`, async () => {
      const input = ask('What are the weather and the local time in Oslo?');
      const request = { model, tools: [weather, clock] };
      const respond = (items) =>
        isStreamed
          ? client.responses.stream({ ...request, input: items }).finalResponse()
          : client.responses.create({ ...request, input: items });
      const first = await respond(input);
      const calls = first.output.filter(({ type }) => type === 'function_call');
      assert.deepEqual(
        calls.map(({ name }) => name),
        ['get_weather', 'get_local_time'],
      );
      assert.equal(JSON.parse(calls[0].arguments).city, 'Oslo');
      const outputs = calls.map(({ call_id, name }) => ({
        type: 'function_call_output',
        call_id,
        output: `${name} is fine`,
      }));
      const second = await respond([...input, ...first.output, ...outputs]);
      assert.match(second.output_text, /get_weather answered: .*get_local_time answered:/);
    });
  }

  test('call the tool that is named, and only one where one is allowed', async () => {
    const named = await client.responses.create({
      model,
      input: 'Oslo',
      tools: [weather, clock],
      tool_choice: { type: 'function', name: 'get_local_time' },
    });
    assert.equal(named.output.at(-1).name, 'get_local_time');
    const single = await client.responses.create({
      model,
      input: 'What are the weather and the local time in Oslo?',
      tools: [weather, clock],
      parallel_tool_calls: false,
    });
    assert.equal(single.output.filter(({ type }) => type === 'function_call').length, 1);
  });

  test('serve a coding client: free text, a shell, and tools that run elsewhere', async () => {
    const tools = [
      { type: 'custom', name: 'apply_patch', description: 'Edit files with a patch' },
      { type: 'local_shell' },
      { type: 'web_search' },
    ];
    const input = ask('Please apply_patch with a patch.');
    const request = { model, tools, tool_choice: { type: 'custom', name: 'apply_patch' }, store: false };
    const { data: first, response } = await client.responses.create({ ...request, input }).withResponse();
    assert.equal(response.headers.get('x-vsr-protocol-warnings'), 'warning;not_translated;tools[web_search]');
    const call = first.output.at(-1);
    assert.equal(call.type, 'custom_tool_call');
    assert.equal(typeof call.input, 'string');
    const streamed = await client.responses.stream({ ...request, input }).finalResponse();
    assert.equal(streamed.output.at(-1).input, call.input);
    const answered = await client.responses.create({
      model,
      tools,
      input: [
        ...input,
        ...first.output,
        { type: 'custom_tool_call_output', call_id: call.call_id, output: 'Done.' },
        {
          type: 'local_shell_call',
          id: 'l1',
          call_id: 'l1',
          status: 'completed',
          action: { type: 'exec', command: ['ls'], env: {} },
        },
        { type: 'local_shell_call_output', id: 'l1', output: 'a.txt' },
      ],
    });
    assert.match(answered.output_text, /local_shell answered: .*a\.txt/);
  });

  for (const isStreamed of [false, true]) {
    test(`give an object of the schema (${isStreamed ? 'streamed' : 'plain'})`, async () => {
      const Fair = z.object({
        name: z.string(),
        day: z.enum(['friday', 'sunday']),
        guests: z.array(z.string()).min(2),
      });
      const request = { model, input: 'Plan a fair.', text: { format: zodTextFormat(Fair, 'event') } };
      const response = await (isStreamed
        ? client.responses.stream(request).finalResponse()
        : client.responses.parse(request));
      assert.deepEqual(Fair.parse(response.output_parsed), response.output_parsed);
    });
  }

  for (const isStreamed of [false, true]) {
    test(`go on from an earlier one, without its instructions (${isStreamed ? 'streamed' : 'plain'})`, async () => {
      const respond = (request) =>
        isStreamed
          ? client.responses.stream({ model: plainModel, ...request }).finalResponse()
          : client.responses.create({ model: plainModel, ...request });
      const first = await respond({ input: 'My name is Ada.', instructions: 'You are brief.' });
      const second = await respond({ input: 'What is my name?', previous_response_id: first.id });
      assert.equal(second.previous_response_id, first.id);
      assert.equal(second.instructions, null);
      assert.ok(second.usage.input_tokens > first.usage.output_tokens, JSON.stringify([first.usage, second.usage]));
      const third = await respond({ input: 'And now?', previous_response_id: second.id });
      assert.ok(third.usage.input_tokens > second.usage.input_tokens);
    });

    test(`call tools over a chain (${isStreamed ? 'streamed' : 'plain'})`, async () => {
      const request = { model, tools: [weather, clock] };
      const respond = (more) =>
        isStreamed
          ? client.responses.stream({ ...request, ...more }).finalResponse()
          : client.responses.create({ ...request, ...more });
      const first = await respond({ input: 'What are the weather and the local time in Oslo?' });
      const input = first.output
        .filter(({ type }) => type === 'function_call')
        .map(({ call_id, name }) => ({ type: 'function_call_output', call_id, output: `${name} is fine` }));
      const second = await respond({ input, previous_response_id: first.id });
      assert.match(second.output_text, /get_weather answered: .*get_local_time answered:/);
    });
  }

  test('are there again, whole and as a stream, with their items, until they are deleted', async () => {
    const created = await client.responses.create({ model, input: [...ask('One.'), ...ask('Two.')] });
    assert.deepEqual(await client.responses.retrieve(created.id), created);
    const events = [];
    for await (const event of await client.responses.retrieve(created.id, { stream: true })) events.push(event);
    assert.equal(events.at(-1).type, 'response.completed');
    assert.deepEqual(events.at(-1).response.output, created.output);
    const items = [];
    for await (const item of client.responses.inputItems.list(created.id, { limit: 1, order: 'asc' })) items.push(item);
    assert.deepEqual(
      items.map(({ content }) => content[0].text),
      ['One.', 'Two.'],
    );
    await assert.rejects(client.responses.cancel(created.id), BadRequestError);
    await client.responses.delete(created.id);
    await assert.rejects(client.responses.retrieve(created.id), NotFoundError);
    await assert.rejects(
      client.responses.create({ model, input: 'x', previous_response_id: created.id }),
      (error) => error instanceof NotFoundError && error.code === 'previous_response_not_found',
    );
  });

  test('are not there where the client wants none stored', async () => {
    const created = await client.responses.create({ model, input: 'Hello', store: false });
    assert.equal(created.store, false);
    await assert.rejects(client.responses.retrieve(created.id), NotFoundError);
  });

  test('take part in a conversation', async () => {
    const { conversations } = client;
    const made = await conversations.create({ metadata: { topic: 'demo' }, items: ask('My name is Ada.') });
    assert.deepEqual(await conversations.retrieve(made.id), made);
    const first = await client.responses.create({ model, input: 'Hello', conversation: made.id });
    assert.equal(first.conversation.id, made.id);
    const stream = client.responses.stream({ model, input: 'And?', conversation: { id: made.id } });
    const second = await stream.finalResponse();
    assert.ok(second.usage.input_tokens > first.usage.input_tokens);
    const items = [];
    for await (const item of conversations.items.list(made.id, { limit: 2, order: 'asc' })) items.push(item);
    assert.deepEqual(
      items.map(({ role }) => role),
      ['user', 'user', 'assistant', 'user', 'assistant'],
    );
    const added = await conversations.items.create(made.id, { items: ask('Later.') });
    const at = { conversation_id: made.id };
    assert.equal((await conversations.items.retrieve(added.data[0].id, at)).content[0].text, 'Later.');
    assert.equal((await conversations.items.delete(added.data[0].id, at)).id, made.id);
    await assert.rejects(conversations.items.retrieve(added.data[0].id, at), NotFoundError);
    const updated = await conversations.update(made.id, { metadata: { topic: 'other' } });
    assert.deepEqual(updated.metadata, { topic: 'other' });
    assert.equal((await conversations.delete(made.id)).deleted, true);
    await assert.rejects(conversations.retrieve(made.id), NotFoundError);
    await assert.rejects(client.responses.create({ model, input: 'x', conversation: made.id }), NotFoundError);
  });

  test('refuse what they cannot do, with what to do instead', async () => {
    const refused = [
      [{ previous_response_id: 'resp_1', conversation: 'conv_1' }, /leave one of them out/],
      [{ background: true }, /background/],
      [{ metadata: { a: 1 } }, /metadata/],
      [{ input: undefined }, /input/],
    ];
    for (const [more, message] of refused) {
      await assert.rejects(client.responses.create({ model, input: 'x', ...more }), (error) => {
        assert.ok(error instanceof BadRequestError, `${error.constructor.name}: ${error.message}`);
        assert.match(error.message, message);
        return true;
      });
    }
    await assert.rejects(client.responses.retrieve('resp_1'), NotFoundError);
    await assert.rejects(client.responses.create({ model: 'no-such-model', input: 'x' }), NotFoundError);
  });

  test('pass a 429 of the upstream on', async () => {
    const limited = createClient({ 'x-sim-failure': 'status-429' });
    await assert.rejects(limited.responses.create({ model, input: 'x' }), RateLimitError);
  });

  for (const failure of ['cut-stream', 'truncate', 'error-event']) {
    test(`that the upstream breaks (${failure}) are an APIError after some text, never completed`, async () => {
      const broken = createClient({ 'x-sim-failure': failure });
      const types = [];
      await assert.rejects(
        async () => {
          const stream = await broken.responses.create({ model, input: 'Hello', stream: true });
          for await (const { type } of stream) types.push(type);
        },
        (error) => error instanceof APIError && error.message.length > 0,
      );
      assert.ok(types.filter((type) => type === 'response.output_text.delta').length > 3);
      assert.ok(!types.includes('response.completed'));
      await assert.rejects(broken.responses.stream({ model, input: 'Hello' }).finalResponse(), APIError);
    });
  }

  test('that the client aborts leave the server serving', async () => {
    const stream = slow.responses.stream({ model, input: 'Count to a million.' });
    stream.once('response.output_text.delta', () => stream.abort());
    await assert.rejects(stream.done(), APIUserAbortError);
    const after = await client.responses.create({ model, input: 'Are you still there?' });
    assert.equal(after.status, 'completed');
  });

  test('were all held against the published schema', () => {
    assert.ok(checked.whole > 10 && checked.streams > 5 && checked.errors > 5, JSON.stringify(checked));
  });
});
