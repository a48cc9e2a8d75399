import { describe, expect, test } from 'vitest';
import { failure, isFailure } from '../../errors/request-failure.ts';
import { dataOfEvents } from '../../sse/event-boundary.ts';
import { aConfig, aModel } from '../../testing/gateway-fixture.ts';
import { openaiChat } from './openai-chat.ts';
import { renderModels } from './render-models.ts';

function request(more: object) {
  const body = { model: 'MoM', messages: [{ role: 'user', content: 'x' }], ...more };
  const parsed = openaiChat.parse(Buffer.from(JSON.stringify(body)));
  if (isFailure(parsed)) throw new Error(parsed.message);
  return parsed;
}

const ANSWER = { content: 'No "é"', model: 'MoM', id: '7', createdSeconds: 5 };

describe('renderAnswer', () => {
  test('gives a chat completion', () => {
    const { contentType, body } = openaiChat.renderAnswer(ANSWER, request({}));
    expect(contentType).toContain('application/json');
    expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({
      id: 'chatcmpl-7',
      object: 'chat.completion',
      created: 5,
      model: 'MoM',
      choices: [{ index: 0, message: { role: 'assistant', content: 'No "é"' }, finish_reason: 'stop' }],
      usage: { total_tokens: 0 },
    });
  });

  test('gives a whole stream to a client that asked for one, with usage only when asked', () => {
    const render = (more: object) =>
      dataOfEvents(Buffer.from(openaiChat.renderAnswer(ANSWER, request({ stream: true, ...more })).body).toString());
    const events = render({});
    expect(events.at(-1)).toBe('[DONE]');
    const chunks = events.slice(0, -1).map((data) => JSON.parse(data));
    expect(chunks.map(({ choices }) => choices[0].delta.content ?? '').join('')).toBe('No "é"');
    expect(chunks[0].choices[0].delta.role).toBe('assistant');
    expect(chunks.at(-1).choices[0].finish_reason).toBe('stop');
    expect(events.some((data) => data.includes('usage'))).toBe(false);
    const withUsage = render({ stream_options: { include_usage: true } });
    expect(JSON.parse(withUsage.at(-2)!)).toMatchObject({ choices: [], usage: { total_tokens: 0 } });
  });
});

describe('renderError', () => {
  test.each([
    [failure('invalid_json', 'm'), 'invalid_request_error'],
    [failure('model_not_found', 'm'), 'invalid_request_error'],
    [failure('request_refused', 'm'), 'permission_error'],
    [failure('backend_error', 'm', { status: 429 }), 'rate_limit_error'],
    [failure('backend_error', 'm', { status: 401 }), 'authentication_error'],
    [failure('backend_timeout', 'm'), 'server_error'],
  ])('%o is of type %s', (problem, type) => {
    const { error } = JSON.parse(Buffer.from(openaiChat.renderError(problem).body).toString());
    expect(error).toEqual({ message: 'm', type, param: null, code: problem.code });
  });

  test('appends the hint to the message and names the parameter', () => {
    const problem = failure('invalid_value', 'wrong', { hint: 'do this', parameter: 'model' });
    const { error } = JSON.parse(Buffer.from(openaiChat.renderError(problem).body).toString());
    expect(error).toMatchObject({ message: 'wrong (hint: do this)', param: 'model' });
  });

  test('as a stream event has no [DONE]', () => {
    const text = Buffer.from(openaiChat.renderStreamError(failure('backend_stream_cut', 'cut'))).toString();
    expect(dataOfEvents(text).map((data) => JSON.parse(data).error.code)).toEqual(['backend_stream_cut']);
  });
});

test('the models list shows routed names first, then models with their adapters', () => {
  const items = renderModels(aConfig({ models: [aModel('small', { loras: ['small-law'] })] }), 9);
  expect(items.map(({ id, routing }) => [id, routing.resolution, routing.default_route])).toEqual([
    ['MoM', 'virtual', true],
    ['auto', 'virtual', false],
    ['small', 'passthrough', false],
    ['small-law', 'passthrough', false],
  ]);
  expect(items[2]).toMatchObject({ object: 'model', created: 9, routing: { selectable: false } });
});
