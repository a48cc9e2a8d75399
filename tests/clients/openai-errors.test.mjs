import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  APIConnectionTimeoutError,
  APIError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from 'openai';
import { ask, createClient, model, reasoningModel, unlessRouter } from './target.mjs';

const client = createClient();
const good = { model, messages: ask('Hello') };

describe('openai: errors', () => {
  for (const stream of [false, true]) {
    test(`an unknown model is a NotFoundError that lists what exists (${stream ? 'streamed' : 'plain'})`, async () => {
      const request = client.chat.completions.create({ ...good, model: 'no-such-model', stream });
      await assert.rejects(request, (error) => {
        assert.ok(error instanceof NotFoundError);
        assert.match(error.message, /no-such-model/);
        assert.ok(error.message.includes(model), `"${model}" is not in: ${error.message}`);
        assert.ok(error.message.includes(reasoningModel), `"${reasoningModel}" is not in: ${error.message}`);
        return true;
      });
    });
  }

  const broken = {
    'no messages': { model },
    'an empty list of messages': { model, messages: [] },
    'messages of a wrong type': { model, messages: 'Hello' },
    'a message without a role': { model, messages: [{ content: 'Hello' }] },
    'a model of a wrong type': { model: 5, messages: good.messages },
  };
  for (const [name, body] of Object.entries(broken)) {
    test(`${name}: a BadRequestError with a message`, async () => {
      await assert.rejects(client.chat.completions.create(body), (error) => {
        assert.ok(error instanceof BadRequestError, `${error.constructor.name}: ${error.message}`);
        assert.equal(typeof error.type, 'string');
        assert.match(error.message, /messages|model/);
        return true;
      });
    });
  }

  const statuses = [
    [429, RateLimitError],
    [500, InternalServerError],
    [503, InternalServerError],
  ];
  for (const [status, kind] of statuses) {
    test(`a ${status} of the upstream is a ${kind.name} with that status`, async () => {
      const failing = createClient({ 'x-sim-failure': `status-${status}` });
      await assert.rejects(failing.chat.completions.create(good), (error) => {
        assert.ok(error instanceof kind, `${error.constructor.name}: ${error.message}`);
        assert.equal(error.status, status);
        return true;
      });
    });
  }

  for (const failure of ['reset', 'garbage', 'truncate', 'cut-stream']) {
    test(`an upstream that fails (${failure}) is a 5xx in OpenAI’s shape`, { skip: unlessRouter }, async () => {
      const failing = createClient({ 'x-sim-failure': failure });
      await assert.rejects(failing.chat.completions.create(good), (error) => {
        assert.ok(error instanceof APIError, `${error.constructor.name}: ${error.message}`);
        assert.ok(error.status >= 500, `status ${error.status}: ${error.message}`);
        assert.equal(typeof error.type, 'string');
        return true;
      });
    });
  }

  test('an upstream that hangs runs into the client’s own timeout', async () => {
    const hanging = createClient({ 'x-sim-failure': 'hang' }, { timeout: 300 });
    await assert.rejects(hanging.chat.completions.create(good), APIConnectionTimeoutError);
  });

  test('are tried again by a client that may, and the server answers after all of them', async () => {
    let tries = 0;
    const counting = (...request) => {
      tries += 1;
      return fetch(...request);
    };
    const failing = createClient({ 'x-sim-failure': 'status-503' }, { maxRetries: 1, fetch: counting });
    await assert.rejects(failing.chat.completions.create(good), InternalServerError);
    assert.equal(tries, 2);
    assert.equal((await client.chat.completions.create(good)).choices[0].finish_reason, 'stop');
  });
});
