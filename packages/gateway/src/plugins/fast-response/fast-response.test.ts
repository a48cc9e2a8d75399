import { describe, expect, test } from 'vitest';
import { completion } from '../../testing/fake-backend.ts';
import {
  aConfig,
  aDecision,
  aGateway,
  aModel,
  anEngine,
  aRecipe,
  ask,
  chat,
  manage,
} from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';
import { fastResponse } from './fast-response.ts';

const { backend, closeLater } = serving();

async function blocked() {
  const server = await backend(completion('from the model'));
  const decision = aDecision('hard', { plugins: [{ type: 'fast_response', configuration: { message: 'No.' } }] });
  const gateway = aGateway(server.baseUrl, {
    config: aConfig({ models: [aModel('large')], recipes: [aRecipe([decision])] }),
    engine: anEngine(),
  });
  return { gateway: closeLater(gateway), server };
}

describe('fast_response', () => {
  test('answers with its message and calls no model', async () => {
    const { gateway, server } = await blocked();
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-vsr-fast-response': 'true',
      'x-vsr-response-path': 'fast_response',
      'x-vsr-selected-decision': 'hard',
    });
    expect(await response.json()).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: 'No.' }, finish_reason: 'stop' }],
    });
    expect(server.received).toEqual([]);
    const record = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    expect(record.json).toMatchObject({ response_path: 'fast_response', lifecycle_state: 'completed', backend: null });
  });

  test('streams to a client that asked for a stream', async () => {
    const { gateway } = await blocked();
    const response = await gateway.fetch(chat(ask('x', { stream: true })));
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const text = await response.text();
    expect(text).toContain('"content":"No."');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  test('takes a message and nothing else', () => {
    for (const example of fastResponse.examples) expect(fastResponse.schema.parse(example)).toEqual(example);
    expect(() => fastResponse.schema.parse({})).toThrow();
    expect(() => fastResponse.schema.parse({ message: 'x', mesage: 'y' })).toThrow('mesage');
  });
});
