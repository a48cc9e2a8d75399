import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, createClient, isRouter, model, plainModel, reasoningModel, unlessRouter } from './target.mjs';

const client = createClient();

describe('openai: chat completions', () => {
  test('answers a question with text, a finish and usage', async () => {
    const completion = await client.chat.completions.create({ model, messages: ask('What is the capital of France?') });
    assert.equal(completion.object, 'chat.completion');
    assert.equal(completion.choices.length, 1);
    assert.match(completion.choices[0].message.content, /simulated .*What is the capital of France\?/);
    assert.equal(completion.choices[0].finish_reason, 'stop');
    const { prompt_tokens, completion_tokens, total_tokens } = completion.usage;
    assert.ok(prompt_tokens > 0 && completion_tokens > 0);
    assert.equal(total_tokens, prompt_tokens + completion_tokens);
  });

  test('takes a conversation with system, assistant and image parts', async () => {
    const completion = await client.chat.completions.create({
      model,
      messages: [
        { role: 'system', content: 'You are brief.' },
        ...ask('Hello'),
        { role: 'assistant', content: 'Hello!' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is on this picture?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
          ],
        },
      ],
    });
    assert.match(completion.choices[0].message.content, /It came with 1 image\./);
  });

  test('gives n choices', async () => {
    const { choices } = await client.chat.completions.create({ model, n: 3, messages: ask('Name a colour.') });
    assert.deepEqual(
      choices.map((choice) => choice.index),
      [0, 1, 2],
    );
  });

  test('ends at a stop sequence and at max_tokens', async () => {
    const stopped = await client.chat.completions.create({
      model: plainModel,
      stop: ['asked'],
      messages: ask('Name a colour.'),
    });
    assert.ok(!stopped.choices[0].message.content.includes('asked'));
    assert.equal(stopped.choices[0].finish_reason, 'stop');
    const cut = await client.chat.completions.create({
      model: plainModel,
      max_tokens: 3,
      messages: ask('Name a colour.'),
    });
    assert.equal(cut.choices[0].finish_reason, 'length');
    assert.equal(cut.usage.completion_tokens, 3);
  });

  test('gives log probabilities for each token of the text', async () => {
    const { choices } = await client.chat.completions.create({
      model,
      logprobs: true,
      top_logprobs: 2,
      messages: ask('Name a colour.'),
    });
    const entries = choices[0].logprobs.content;
    assert.equal(entries.map((entry) => entry.token).join(''), choices[0].message.content);
    assert.ok(entries.every((entry) => entry.top_logprobs.length === 2 && entry.logprob <= 0));
  });

  test('passes the thinking of a reasoning model on, and counts it', async () => {
    const completion = await client.chat.completions.create({
      model: reasoningModel,
      messages: ask('Why is the sky blue?'),
    });
    assert.ok(completion.choices[0].message.reasoning_content.length > 0);
    assert.ok(completion.usage.completion_tokens_details.reasoning_tokens > 0);
    assert.match(completion.choices[0].message.content, new RegExp(`simulated ${reasoningModel}, reasoning on`));
  });

  test('keeps fields that it does not know in the request and the answer', async () => {
    const completion = await client.chat.completions.create({
      model,
      messages: ask('Pick one: red, green or blue?'),
      guided_choice: ['violet', 'orange'],
    });
    assert.ok(['violet', 'orange'].includes(completion.choices[0].message.content));
    assert.equal(completion.system_fingerprint, 'signalbox-simulator');
  });

  test('says which model was chosen and why in its headers', { skip: unlessRouter }, async () => {
    const { data, response } = await client.chat.completions
      .create({ model, messages: ask('Solve x^2 - 5x + 6 = 0 and show each step.') })
      .withResponse();
    const selected = response.headers.get('x-vsr-selected-model');
    assert.ok(selected, 'x-vsr-selected-model is missing');
    assert.match(data.choices[0].message.content, new RegExp(`simulated ${selected},`));
    assert.ok(response.headers.get('x-vsr-selected-decision'), 'x-vsr-selected-decision is missing');
    assert.match(response.headers.get('x-vsr-selected-confidence') ?? '', /^[01]\.\d{4}$/);
    assert.ok(response.headers.get('x-vsr-replay-id'), 'x-vsr-replay-id is missing');
  });

  test('lists models, the routing names among them', async () => {
    const ids = [];
    for await (const item of client.models.list()) ids.push(item.id);
    assert.ok(ids.includes(model), `${model} is not in ${ids.join(', ')}`);
    const one = await client.models.retrieve(model);
    assert.equal(one.id, model);
    assert.equal(one.object, 'model');
    if (isRouter) assert.ok(ids.includes('MoM'));
  });
});
