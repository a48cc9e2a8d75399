import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LengthFinishReasonError } from 'openai/error';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { ask, createClient, model } from './target.mjs';

const client = createClient();
const Event = z.object({
  name: z.string(),
  date: z.iso.date(),
  kind: z.enum(['fair', 'concert']),
  participants: z.array(z.object({ name: z.string(), age: z.number().int().min(0).max(120).nullable() })).min(2),
});

describe('openai: structured output', () => {
  test('is JSON of the schema in response_format', async () => {
    const schema = {
      type: 'object',
      properties: { answer: { type: 'string' }, sources: { type: 'array', items: { type: 'string' } } },
      required: ['answer', 'sources'],
      additionalProperties: false,
    };
    const { choices } = await client.chat.completions.create({
      model,
      messages: ask('Who wrote Faust?'),
      response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
    });
    const made = JSON.parse(choices[0].message.content);
    assert.deepEqual(Object.keys(made).sort(), ['answer', 'sources']);
    assert.equal(typeof made.answer, 'string');
    assert.ok(Array.isArray(made.sources));
  });

  test('is some object for json_object', async () => {
    const { choices } = await client.chat.completions.create({
      model,
      messages: ask('Answer in JSON: who wrote Faust?'),
      response_format: { type: 'json_object' },
    });
    assert.equal(typeof JSON.parse(choices[0].message.content), 'object');
  });

  test('is parsed and checked by a zod schema', async () => {
    const { choices } = await client.chat.completions.parse({
      model,
      messages: ask('Alice and Bob go to a science fair on Friday.'),
      response_format: zodResponseFormat(Event, 'event'),
    });
    assert.deepEqual(Event.parse(choices[0].message.parsed), choices[0].message.parsed);
    assert.ok(choices[0].message.parsed.participants.length >= 2);
  });

  test('is parsed from a stream', async () => {
    const runner = client.chat.completions.stream({
      model,
      messages: ask('Alice and Bob go to a science fair on Friday.'),
      response_format: zodResponseFormat(Event, 'event'),
    });
    const { choices } = await runner.finalChatCompletion();
    assert.deepEqual(Event.parse(choices[0].message.parsed), choices[0].message.parsed);
  });

  test('that is cut by max_tokens is refused by the parser', async () => {
    const request = client.chat.completions.parse({
      model,
      max_tokens: 3,
      messages: ask('Alice and Bob go to a science fair on Friday.'),
      response_format: zodResponseFormat(Event, 'event'),
    });
    await assert.rejects(request, LengthFinishReasonError);
  });
});
