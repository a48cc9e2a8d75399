import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BadRequestError, NotFoundError } from 'openai';
import { createClient, model, plainModel, unlessRouter } from './target.mjs';

const client = createClient();

describe('openai: embeddings', () => {
  // The client asks for base64 and decodes it, unless it is told not to.
  for (const encoding_format of [undefined, 'float']) {
    test(`come for a list of texts (${encoding_format ?? 'the client’s own format'})`, async () => {
      const { data, usage } = await client.embeddings.create({
        model: plainModel,
        input: ['a red apple', 'a green apple', 'the stock market'],
        dimensions: 64,
        ...(encoding_format === undefined ? {} : { encoding_format }),
      });
      const [red, green, market] = data.map(({ embedding }) => embedding);
      assert.equal(red.length, 64);
      const dot = (a, b) => a.reduce((sum, value, index) => sum + value * b[index], 0);
      assert.ok(dot(red, green) > dot(red, market));
      assert.ok(usage.prompt_tokens > 0);
    });
  }

  test('come for one text', async () => {
    const { data } = await client.embeddings.create({ model: plainModel, input: 'a red apple' });
    assert.equal(data.length, 1);
  });

  test('are not chosen for: the error names the models that can', { skip: unlessRouter }, async () => {
    await assert.rejects(client.embeddings.create({ model, input: 'x' }), (error) => {
      assert.ok(error instanceof BadRequestError);
      assert.ok(error.message.includes(plainModel), error.message);
      return true;
    });
  });

  test('of an unknown model, or of nothing, are errors', async () => {
    await assert.rejects(client.embeddings.create({ model: 'no-such-model', input: 'x' }), NotFoundError);
    await assert.rejects(client.embeddings.create({ model: plainModel, input: [] }), BadRequestError);
  });
});
