import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  APICallError,
  defaultSettingsMiddleware,
  embedMany,
  generateObject,
  generateText,
  Output,
  stepCountIs,
  streamObject,
  streamText,
  tool,
  wrapLanguageModel,
} from 'ai';
import { z } from 'zod';
import { checkedFetch } from './published-answers.mjs';
import { apiKey, baseURL, isRouter, model, plainModel, reasoningModel, unlessRouter } from './target.mjs';

// The SDK warns on the console about settings that a provider may ignore; the tests look at the results.
globalThis.AI_SDK_LOG_WARNINGS = false;

const connection = (headers) => ({ baseURL, apiKey, headers, fetch: checkedFetch });

/** Without a store on the other side the SDK has to send items whole, and does so when it is told; else it names them. */
const unstored = (language) =>
  wrapLanguageModel({
    model: language,
    middleware: defaultSettingsMiddleware({ settings: { providerOptions: { openai: { store: false } } } }),
  });

const providers = {
  '@ai-sdk/openai': (name, headers) => createOpenAI(connection(headers)).chat(name),
  '@ai-sdk/openai-compatible': (name, headers) =>
    createOpenAICompatible({
      name: 'signalbox',
      ...connection(headers),
      includeUsage: true,
      supportsStructuredOutputs: true,
    })(name),
  // The bare simulator speaks nothing but chat completions.
  ...(isRouter
    ? {
        '@ai-sdk/openai (responses)': (name, headers) => unstored(createOpenAI(connection(headers)).responses(name)),
        '@ai-sdk/openai (responses, stored)': (name, headers) => createOpenAI(connection(headers)).responses(name),
        '@ai-sdk/anthropic': (name, headers) => createAnthropic(connection(headers))(name),
      }
    : {}),
};
const Event = z.object({ name: z.string(), day: z.enum(['friday', 'sunday']), guests: z.array(z.string()).min(2) });
const silent = () => {};

for (const [name, modelOf] of Object.entries(providers)) {
  describe(`ai with ${name}`, () => {
    test('generateText answers with text, finish and usage', async () => {
      const result = await generateText({ model: modelOf(model), prompt: 'What is the capital of France?' });
      assert.match(result.text, /simulated .*What is the capital of France\?/);
      assert.equal(result.finishReason, 'stop');
      assert.ok(result.usage.inputTokens > 0 && result.usage.outputTokens > 0);
    });

    test('streamText streams the same text and ends with usage', async () => {
      const plain = await generateText({ model: modelOf(model), prompt: 'What is the capital of France?' });
      const result = streamText({ model: modelOf(model), prompt: 'What is the capital of France?' });
      const parts = [];
      for await (const part of result.textStream) parts.push(part);
      assert.ok(parts.length > 10);
      assert.equal(parts.join(''), plain.text);
      assert.equal(await result.finishReason, 'stop');
      assert.ok((await result.totalUsage).outputTokens > 0);
    });

    test('ends at maxOutputTokens with the finish reason length', async () => {
      const result = await generateText({ model: modelOf(plainModel), prompt: 'Hello', maxOutputTokens: 4 });
      assert.equal(result.finishReason, 'length');
      assert.equal(result.usage.outputTokens, 4);
    });

    test('takes a picture', async () => {
      const image = { type: 'image', image: 'iVBORw0KGgo=', mediaType: 'image/png' };
      const content = [{ type: 'text', text: 'What is on this picture?' }, image];
      const { text } = await generateText({ model: modelOf(model), messages: [{ role: 'user', content }] });
      assert.match(text, /It came with 1 image\./);
    });

    test('calls tools in parallel', async () => {
      const tools = Object.fromEntries(
        ['weather', 'time'].map((what) => [
          `get_${what}`,
          tool({
            description: `Tell the ${what} in a city`,
            inputSchema: z.object({ city: z.string() }),
            execute: async () => `${what} is fine`,
          }),
        ]),
      );
      const { text, steps } = await generateText({
        model: modelOf(model),
        tools,
        stopWhen: stepCountIs(3),
        prompt: 'What are the weather and the time in Oslo?',
      });
      assert.deepEqual(
        steps[0].toolCalls.map(({ toolName }) => toolName),
        ['get_weather', 'get_time'],
      );
      assert.match(text, /get_weather answered: .*get_time answered:/);
    });

    for (const isStreamed of [false, true]) {
      test(`calls tools until the model answers (${isStreamed ? 'streamText' : 'generateText'})`, async () => {
        const asked = [];
        const weather = tool({
          description: 'Tell the weather in a city',
          inputSchema: z.object({ city: z.string() }),
          execute: async ({ city }) => {
            asked.push(city);
            return { degrees: 21 };
          },
        });
        const run = isStreamed ? streamText : generateText;
        const result = run({
          model: modelOf(model),
          tools: { weather },
          stopWhen: stepCountIs(4),
          prompt: 'How is the weather in Oslo?',
        });
        const { text, steps } = isStreamed ? { text: await result.text, steps: await result.steps } : await result;
        assert.deepEqual(asked, ['Oslo']);
        assert.equal(steps.length, 2);
        assert.equal(steps[0].finishReason, 'tool-calls');
        assert.match(text, /weather answered: .*"degrees":21/);
      });
    }

    test('generateObject gives an object of the schema', async () => {
      const { object, finishReason } = await generateObject({
        model: modelOf(model),
        schema: Event,
        prompt: 'Plan a fair.',
      });
      assert.deepEqual(Event.parse(object), object);
      assert.equal(finishReason, 'stop');
    });

    test('streamObject gives partial objects and a whole one', async () => {
      const result = streamObject({ model: modelOf(model), schema: Event, prompt: 'Plan a fair.' });
      let partials = 0;
      for await (const _ of result.partialObjectStream) partials += 1;
      assert.ok(partials > 1);
      assert.deepEqual(Event.parse(await result.object), await result.object);
    });

    test('Output.object gives an object of the schema', async () => {
      const { output } = await generateText({
        model: modelOf(model),
        output: Output.object({ schema: Event }),
        prompt: 'Plan a fair.',
      });
      assert.deepEqual(Event.parse(output), output);
    });

    test('abort ends a stream as aborted, and the server goes on serving', async () => {
      const headers = { 'x-sim-tokens-per-second': '50', 'x-sim-answer-tokens': '5000' };
      const controller = new AbortController();
      let wasAborted = false;
      const result = streamText({
        model: modelOf(model, headers),
        prompt: 'Count to a million.',
        abortSignal: controller.signal,
        onAbort: () => {
          wasAborted = true;
        },
        onError: silent,
      });
      const kinds = new Set();
      for await (const part of result.fullStream) {
        kinds.add(part.type);
        if (part.type === 'text-delta') controller.abort();
      }
      assert.ok(kinds.has('abort') && !kinds.has('finish'), [...kinds].join(', '));
      assert.ok(wasAborted);
      const after = await generateText({ model: modelOf(model), prompt: 'Are you still there?' });
      assert.equal(after.finishReason, 'stop');
    });

    test('an unknown model is an APICallError with status 404 and the models that exist', async () => {
      const request = generateText({ model: modelOf('no-such-model'), prompt: 'Hello', maxRetries: 0 });
      await assert.rejects(request, (error) => {
        assert.ok(APICallError.isInstance(error));
        assert.equal(error.statusCode, 404);
        assert.equal(error.isRetryable, false);
        assert.ok(error.message.includes(reasoningModel), error.message);
        return true;
      });
    });

    test('a 429 of the upstream is an APICallError that may be tried again', async () => {
      const limited = modelOf(model, { 'x-sim-failure': 'status-429' });
      await assert.rejects(generateText({ model: limited, prompt: 'Hello', maxRetries: 0 }), (error) => {
        assert.ok(APICallError.isInstance(error));
        assert.equal(error.statusCode, 429);
        assert.equal(error.isRetryable, true);
        return true;
      });
    });

    test('a stream that the upstream cuts ends with an error part, never with a clean finish', {
      skip: unlessRouter,
    }, async () => {
      const broken = modelOf(model, { 'x-sim-failure': 'cut-stream' });
      const result = streamText({ model: broken, prompt: 'Hello', maxRetries: 0, onError: silent });
      const parts = [];
      for await (const part of result.fullStream) parts.push(part);
      assert.ok(parts.some((part) => part.type === 'text-delta'));
      assert.ok(parts.some((part) => part.type === 'error'));
      assert.ok(!parts.some((part) => part.type === 'finish' && part.finishReason === 'stop'));
    });
  });
}

describe('ai with providers that show thinking', () => {
  for (const [name, modelOf] of Object.entries(providers)) {
    if (name !== '@ai-sdk/openai') test(`tells thinking from text, plain and streamed (${name})`, () => tells(modelOf));
  }

  async function tells(modelOf) {
    const thinking = modelOf(reasoningModel);
    // OpenAI's provider shows summaries only, and asks for them when it is told that the model thinks.
    const providerOptions = { openai: { forceReasoning: true, reasoningSummary: 'auto' } };
    const request = { model: thinking, prompt: 'Why is the sky blue?', providerOptions };
    const plain = await generateText(request);
    assert.ok(plain.reasoningText.length > 0);
    assert.match(plain.text, /^\[simulated /);
    const streamed = streamText(request);
    assert.equal(await streamed.reasoningText, plain.reasoningText);
    assert.equal(await streamed.text, plain.text);
  }
});

test('ai with @ai-sdk/openai embeds texts', async () => {
  const embedder = createOpenAI(connection()).textEmbeddingModel(plainModel);
  const { embeddings, usage } = await embedMany({ model: embedder, values: ['a red apple', 'a green apple'] });
  assert.equal(embeddings.length, 2);
  assert.ok(embeddings[0].length > 0 && usage.tokens > 0);
});
