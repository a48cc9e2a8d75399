import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Agent, OpenAIProvider, Runner, setTracingDisabled, tool } from '@openai/agents';
import { z } from 'zod';
import { createClient, isRouter, model, reasoningModel } from './target.mjs';

// Traces would be sent to OpenAI.
setTracingDisabled(true);

const Fair = z.object({ name: z.string(), day: z.enum(['friday', 'sunday']), guests: z.array(z.string()).min(2) });

/** Tools that remember what they were asked. */
function tools(asked) {
  const make = (name, description, answer) =>
    tool({
      name,
      description,
      parameters: z.object({ city: z.string() }),
      execute: async ({ city }) => {
        asked.push([name, city]);
        return answer;
      },
    });
  return [
    make('get_weather', 'Tell the weather in a city', '21 degrees'),
    make('get_local_time', 'Tell the time in a city', 'noon'),
  ];
}

// The bare simulator speaks nothing but chat completions.
for (const useResponses of isRouter ? [false, true] : [false]) {
  const runnerOf = (headers = {}) =>
    new Runner({ modelProvider: new OpenAIProvider({ openAIClient: createClient(headers), useResponses }) });

  describe(`@openai/agents (${useResponses ? 'responses' : 'chat completions'})`, () => {
    const brief = new Agent({ name: 'Brief', instructions: 'You are brief.', model });

    test('answers', async () => {
      const { finalOutput } = await runnerOf().run(brief, 'What is the capital of France?');
      assert.match(finalOutput, /simulated .*What is the capital of France\?/);
    });

    test('streams the same answer', async () => {
      const plain = await runnerOf().run(brief, 'Name a colour.');
      const streamed = await runnerOf().run(brief, 'Name a colour.', { stream: true });
      let text = '';
      for await (const piece of streamed.toTextStream()) text += piece;
      await streamed.completed;
      assert.equal(text, plain.finalOutput);
      assert.equal(streamed.finalOutput, plain.finalOutput);
    });

    for (const stream of [false, true]) {
      test(`runs tools that were called in parallel (${stream ? 'streamed' : 'plain'})`, async () => {
        const asked = [];
        const guide = new Agent({ name: 'Guide', instructions: 'Help travellers.', model, tools: tools(asked) });
        const result = await runnerOf().run(guide, 'What are the weather and the local time in Oslo?', { stream });
        if (stream) {
          for await (const _ of result);
          await result.completed;
        }
        assert.deepEqual(asked.sort(), [
          ['get_local_time', 'Oslo'],
          ['get_weather', 'Oslo'],
        ]);
        assert.match(result.finalOutput, /get_weather answered: .*21 degrees.*get_local_time answered: .*noon/);
      });
    }

    test('gives an object of the schema', async () => {
      const planner = new Agent({ name: 'Planner', instructions: 'Plan.', model, outputType: Fair });
      const { finalOutput } = await runnerOf().run(planner, 'Plan a fair.');
      assert.deepEqual(Fair.parse(finalOutput), finalOutput);
    });

    test('takes a picture, and goes on with the history of a model that thinks', async () => {
      const seen = await runnerOf().run(brief, [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is on this picture?' },
            { type: 'input_image', image: 'data:image/png;base64,iVBORw0KGgo=' },
          ],
        },
      ]);
      assert.match(seen.finalOutput, /It came with 1 image\./);
      const thinker = new Agent({ name: 'Thinker', instructions: 'Think.', model: reasoningModel });
      const first = await runnerOf().run(thinker, 'Why is the sky blue?');
      const second = await runnerOf().run(brief, [...first.history, { role: 'user', content: 'Go on.' }]);
      assert.match(second.finalOutput, /Go on\./);
    });

    test('raises the server’s errors', async () => {
      const lost = new Agent({ name: 'Lost', model: 'no-such-model' });
      await assert.rejects(runnerOf().run(lost, 'Hello'), /no-such-model/);
      await assert.rejects(runnerOf({ 'x-sim-failure': 'status-429' }).run(brief, 'Hello'), /429/);
      if (!isRouter) return;
      await assert.rejects(async () => {
        const cut = await runnerOf({ 'x-sim-failure': 'cut-stream' }).run(brief, 'Hello', { stream: true });
        for await (const _ of cut);
        await cut.completed;
      });
    });

    test('aborts, and the server goes on serving', async () => {
      const controller = new AbortController();
      const slow = { 'x-sim-tokens-per-second': '50', 'x-sim-answer-tokens': '5000' };
      const streamed = await runnerOf(slow).run(brief, 'Count to a million.', {
        stream: true,
        signal: controller.signal,
      });
      let pieces = 0;
      for await (const _ of streamed.toTextStream()) {
        pieces += 1;
        if (pieces === 2) controller.abort();
      }
      await streamed.completed.catch(() => {});
      assert.ok(pieces < 1000, `${pieces} pieces came after the abort`);
      const { finalOutput } = await runnerOf().run(brief, 'Are you still there?');
      assert.match(finalOutput, /Are you still there\?/);
    });
  });
}
