import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { z } from 'zod';
import { checkedFetch } from './published-answers.mjs';
import { apiKey, baseURL, isRouter, model, plainModel, reasoningModel, unlessRouter } from './target.mjs';

const Fair = z.object({ name: z.string(), day: z.enum(['friday', 'sunday']), guests: z.array(z.string()).min(2) });
const weather = tool(async () => 'fine', {
  name: 'get_weather',
  description: 'Tell the weather in a city',
  schema: z.object({ city: z.string() }),
});
const clock = tool(async () => 'noon', {
  name: 'get_local_time',
  description: 'Tell the time in a city',
  schema: z.object({ city: z.string() }),
});

/** How LangChain asks: with `zdrEnabled` nothing is stored, and it sends whole histories. */
const WAYS = {
  'chat completions': { useResponsesApi: false },
  responses: { useResponsesApi: true, zdrEnabled: true },
  'responses, stored': { useResponsesApi: true },
};

/** A model of LangChain's that asks in one of these ways. */
function language(way, { name = model, headers = {}, ...more } = {}) {
  const configuration = { baseURL, defaultHeaders: headers, fetch: checkedFetch };
  return new ChatOpenAI({ model: name, apiKey, maxRetries: 0, configuration, ...WAYS[way], ...more });
}

// The bare simulator speaks nothing but chat completions.
for (const way of isRouter ? Object.keys(WAYS) : ['chat completions']) {
  describe(`@langchain/openai (${way})`, () => {
    test('answers a conversation with text and usage', async () => {
      const answer = await language(way).invoke([
        new SystemMessage('You are brief.'),
        new HumanMessage('What is the capital of France?'),
      ]);
      assert.match(answer.text, /simulated .*What is the capital of France\?/);
      assert.ok(answer.usage_metadata.input_tokens > 0 && answer.usage_metadata.output_tokens > 0);
    });

    test('takes a picture', async () => {
      const answer = await language(way).invoke([
        new HumanMessage({
          content: [
            { type: 'text', text: 'What is on this picture?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
          ],
        }),
      ]);
      assert.match(answer.text, /It came with 1 image\./);
    });

    test('streams the text of the plain answer', async () => {
      const plain = await language(way).invoke('Name a colour.');
      let all;
      let count = 0;
      for await (const chunk of await language(way).stream('Name a colour.')) {
        all = all === undefined ? chunk : all.concat(chunk);
        count += 1;
      }
      assert.ok(count > 10);
      assert.equal(all.text, plain.text);
      assert.ok(all.usage_metadata.total_tokens > 0);
    });

    for (const isStreamed of [false, true]) {
      test(`calls tools in parallel until the model answers (${isStreamed ? 'streamed' : 'plain'})`, async () => {
        const bound = language(way).bindTools([weather, clock]);
        const respond = async (messages) => {
          if (!isStreamed) return bound.invoke(messages);
          let all;
          for await (const chunk of await bound.stream(messages)) all = all === undefined ? chunk : all.concat(chunk);
          return all;
        };
        const messages = [new HumanMessage('What are the weather and the local time in Oslo?')];
        const first = await respond(messages);
        assert.deepEqual(
          first.tool_calls.map(({ name, args }) => [name, args.city]),
          [
            ['get_weather', 'Oslo'],
            ['get_local_time', 'Oslo'],
          ],
        );
        const results = first.tool_calls.map(({ id, name }) => new ToolMessage(`${name} is fine`, id));
        const second = await respond([...messages, first, ...results]);
        assert.match(second.text, /get_weather answered: .*get_local_time answered:/);
      });
    }

    test('gives an object of the schema', async () => {
      const structured = language(way).withStructuredOutput(Fair, { method: 'jsonSchema' });
      const made = await structured.invoke('Plan a fair.');
      assert.deepEqual(Fair.parse(made), made);
    });

    test('goes on with the thinking of another model in the history', async () => {
      const messages = [new HumanMessage('Why is the sky blue?')];
      const thought = await language(way, { name: reasoningModel }).invoke(messages);
      const history = [...messages, thought, new HumanMessage('Go on.')];
      assert.match((await language(way, { name: plainModel }).invoke(history)).text, /Go on\./);
    });

    test('raises an error for an unknown model, and for a stream that the upstream cuts', async () => {
      await assert.rejects(language(way, { name: 'no-such-model' }).invoke('Hello'), /no-such-model/);
      if (!isRouter) return;
      const broken = language(way, { headers: { 'x-sim-failure': 'cut-stream' } });
      const chunks = [];
      await assert.rejects(async () => {
        for await (const chunk of await broken.stream('Hello')) chunks.push(chunk);
      });
      assert.ok(chunks.length > 3);
    });

    test('aborts, and the server goes on serving', async () => {
      const headers = { 'x-sim-tokens-per-second': '50', 'x-sim-answer-tokens': '5000' };
      const controller = new AbortController();
      await assert.rejects(async () => {
        const stream = await language(way, { headers }).stream('Count to a million.', {
          signal: controller.signal,
        });
        for await (const chunk of stream) if (chunk.text !== '') controller.abort();
      });
      assert.match((await language(way).invoke('Are you still there?')).text, /Are you still there\?/);
    });
  });
}

describe('@langchain/openai: embeddings', { skip: unlessRouter }, () => {
  test('come for documents and for a query', async () => {
    const embedder = new OpenAIEmbeddings({
      model: plainModel,
      apiKey,
      maxRetries: 0,
      configuration: { baseURL, fetch: checkedFetch },
    });
    const [apple] = await embedder.embedDocuments(['a red apple', 'the stock market']);
    assert.deepEqual(await embedder.embedQuery('a red apple'), apple);
  });
});
