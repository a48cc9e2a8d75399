import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { zodFunction } from 'openai/helpers/zod';
import { z } from 'zod';
import { ask, createClient, model } from './target.mjs';

const client = createClient();
const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Tell the weather in a city',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
      required: ['city', 'unit'],
      additionalProperties: false,
    },
  },
};
const clock = {
  type: 'function',
  function: {
    name: 'get_local_time',
    description: 'Tell the time in a city',
    parameters: { type: 'object', properties: {} },
  },
};

describe('openai: tools', () => {
  test('are called with valid arguments when the choice is required, named, or the question asks for them', async () => {
    const choices = ['required', { type: 'function', function: { name: 'get_weather' } }, 'auto'];
    for (const tool_choice of choices) {
      const { choices: answers } = await client.chat.completions.create({
        model,
        tools: [weather],
        tool_choice,
        messages: ask('How is the weather in Oslo?'),
      });
      const [call] = answers[0].message.tool_calls;
      assert.equal(call.type, 'function');
      assert.equal(call.function.name, 'get_weather');
      const made = JSON.parse(call.function.arguments);
      assert.equal(made.city, 'Oslo');
      assert.ok(['celsius', 'fahrenheit'].includes(made.unit));
    }
  });

  test('are called in parallel', async () => {
    const { choices } = await client.chat.completions.create({
      model,
      tools: [weather, clock],
      messages: ask('What are the weather and the local time in Oslo?'),
    });
    assert.equal(choices[0].finish_reason, 'tool_calls');
    assert.deepEqual(
      choices[0].message.tool_calls.map((call) => call.function.name),
      ['get_weather', 'get_local_time'],
    );
  });

  test('stream their arguments through the helper', async () => {
    const deltas = [];
    const runner = client.chat.completions
      .stream({ model, tools: [weather], tool_choice: 'required', messages: ask('How is the weather in Oslo?') })
      .on('tool_calls.function.arguments.delta', ({ arguments_delta }) => deltas.push(arguments_delta));
    const { choices } = await runner.finalChatCompletion();
    assert.ok(deltas.length > 3);
    assert.equal(deltas.join(''), choices[0].message.tool_calls[0].function.arguments);
    assert.equal(JSON.parse(deltas.join('')).city, 'Oslo');
  });

  for (const stream of [false, true]) {
    test(`run in a loop until the model answers (${stream ? 'streamed' : 'plain'})`, async () => {
      const asked = [];
      const runner = client.chat.completions.runTools({
        model,
        stream,
        messages: ask('How is the weather in Oslo?'),
        tools: [
          {
            type: 'function',
            function: {
              ...weather.function,
              parse: JSON.parse,
              function: (made) => {
                asked.push(made.city);
                return { city: made.city, degrees: 21 };
              },
            },
          },
        ],
      });
      const text = await runner.finalContent();
      assert.deepEqual(asked, ['Oslo']);
      assert.match(text, /get_weather answered: .*"degrees":21/);
      assert.deepEqual(
        runner.messages.map((message) => message.role),
        ['user', 'assistant', 'tool', 'assistant'],
      );
    });
  }

  test('made of zod schemas are parsed', async () => {
    const parameters = z.object({ city: z.string(), days: z.number().int().min(1).max(7) });
    const { choices } = await client.chat.completions.parse({
      model,
      tools: [zodFunction({ name: 'get_forecast', parameters })],
      tool_choice: 'required',
      messages: ask('Give me the forecast for Oslo for 3 days.'),
    });
    assert.deepEqual(choices[0].message.tool_calls[0].function.parsed_arguments, { city: 'Oslo', days: 3 });
  });
});
