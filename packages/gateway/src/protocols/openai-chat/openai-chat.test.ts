import { describe, expect, test } from 'vitest';
import { failure } from '../../errors/request-failure.ts';
import { dataOfEvents } from '../../sse/event-boundary.ts';
import { aConfig, aModel } from '../../testing/gateway-fixture.ts';
import { openaiChat } from './openai-chat.ts';
import { renderModels } from './render-models.ts';

describe('renderError', () => {
  test.each([
    [failure('invalid_json', 'm'), 'invalid_request_error'],
    [failure('model_not_found', 'm'), 'invalid_request_error'],
    [failure('request_refused', 'm'), 'permission_error'],
    [failure('backend_error', 'm', { status: 429 }), 'rate_limit_error'],
    [failure('backend_error', 'm', { status: 401 }), 'authentication_error'],
    [failure('backend_timeout', 'm'), 'server_error'],
  ])('%o is of type %s', (problem, type) => {
    const { error } = JSON.parse(Buffer.from(openaiChat.renderError(problem, 'r1').body).toString());
    expect(error).toEqual({ message: 'm', type, param: null, code: problem.code });
  });

  test('appends the hint to the message and names the parameter', () => {
    const problem = failure('invalid_value', 'wrong', { hint: 'do this', parameter: 'model' });
    const { error } = JSON.parse(Buffer.from(openaiChat.renderError(problem, 'r1').body).toString());
    expect(error).toMatchObject({ message: 'wrong (hint: do this)', param: 'model' });
  });

  test('as a stream event has no [DONE]', () => {
    const text = Buffer.from(openaiChat.renderStreamError(failure('backend_stream_cut', 'cut'), 'r1')).toString();
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
