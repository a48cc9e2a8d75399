import { describe, expect, test } from 'vitest';
import { CHAT } from '../../exchange/operation.ts';
import { protocols as allProtocols } from '../../protocols/index.ts';
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

const protocols = allProtocols.filter(({ operation }) => operation === CHAT);

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

  test.each(protocols.map((protocol) => [protocol.name, protocol] as const))(
    'answers a client of %s in its own shape, plain and streamed',
    async (_name, protocol) => {
      const { gateway, server } = await blocked();
      for (const isStreaming of [false, true]) {
        const response = await gateway.fetch(
          new Request(`http://signalbox.test${protocol.path}`, {
            method: 'POST',
            body: JSON.stringify({ ...ask('x', { stream: isStreaming }), max_tokens: 9, input: 'x' }),
          }),
        );
        expect(response.status).toBe(200);
        expect(response.headers.get('x-vsr-response-path')).toBe('fast_response');
        expect(response.headers.get('content-type')).toContain(isStreaming ? 'text/event-stream' : 'application/json');
        expect(await response.text()).toContain('"No."');
      }
      expect(server.received).toEqual([]);
    },
  );

  test('takes a message and nothing else', () => {
    for (const example of fastResponse.examples) expect(fastResponse.schema.parse(example)).toEqual(example);
    expect(() => fastResponse.schema.parse({})).toThrow();
    expect(() => fastResponse.schema.parse({ message: 'x', mesage: 'y' })).toThrow('mesage');
  });
});
