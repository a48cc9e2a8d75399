import type { ModelConfig } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import type { GatewayOptions } from './gateway.ts';
import { contentOf, gatewayOver as createOver, type Part, recordOf, triesOf } from './testing/candidates-fixture.ts';
import { completion, json } from './testing/fake-backend.ts';
import { aModel, ask, chat } from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { backend: aFakeBackend, closeLater } = serving();

function gatewayOver(parts: Readonly<Record<string, Part>>, options: Partial<GatewayOptions> = {}) {
  const gateway = createOver(parts, options);
  closeLater({ close: () => gateway.close(0) });
  return gateway;
}

describe('what a model cannot take', () => {
  const cardOf = (card: Partial<ModelConfig['card']>) => ({ card: { ...aModel('m').card, ...card } });
  const long = 'word '.repeat(2_000);
  const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };

  test('a prompt that is too long goes to the next candidate that it fits', async () => {
    const small = await aFakeBackend(completion('small'));
    const wide = await aFakeBackend(completion('wide'));
    const gateway = gatewayOver({
      a: { urls: [small.baseUrl], model: cardOf({ contextWindow: 1_000 }) },
      b: { urls: [wide.baseUrl], model: cardOf({ contextWindow: 8_000 }) },
    });
    const response = await gateway.fetch(chat(ask(long)));
    expect(await contentOf(response)).toBe('wide');
    expect(response.headers.get('x-vsr-fallback-reason')).toBe('context_window');
    const { failed_tries: tries } = await recordOf(gateway);
    expect(tries[0]).toMatchObject({ model: 'a', backend: null, reason: 'context_window' });
    expect(tries[0]!.message).toMatch(/window of 1000 tokens, the request needs about 2\d\d\d/);
    expect(await contentOf(await gateway.fetch(chat(ask('short'))))).toBe('small');
  });

  test('the room for the answer counts', async () => {
    const small = await aFakeBackend(completion('small'));
    const wide = await aFakeBackend(completion('wide'));
    const gateway = gatewayOver({
      a: { urls: [small.baseUrl], model: cardOf({ contextWindow: 4_000 }) },
      b: { urls: [wide.baseUrl], model: cardOf({ contextWindow: 32_000 }) },
    });
    expect(await contentOf(await gateway.fetch(chat(ask('x', { max_tokens: 8_000 }))))).toBe('wide');
  });

  test('fits nobody: 400 that says so', async () => {
    const small = await aFakeBackend(completion('small'));
    const gateway = gatewayOver({
      a: { urls: [small.baseUrl], model: cardOf({ contextWindow: 100 }) },
      b: { urls: [small.baseUrl], model: cardOf({ contextWindow: 200 }) },
    });
    const response = await gateway.fetch(chat(ask(long)));
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('context_length_exceeded');
    expect(error.message).toMatch(/none of 2 models.*window/);
    expect(small.received).toEqual([]);
  });

  test('only probably fits nobody: the one with the widest window is asked', async () => {
    const small = await aFakeBackend(completion('small'));
    const wider = await aFakeBackend(completion('wider'));
    const gateway = gatewayOver({
      a: { urls: [small.baseUrl], model: cardOf({ contextWindow: 1_700 }) },
      b: { urls: [wider.baseUrl], model: cardOf({ contextWindow: 2_000 }) },
    });
    expect(await contentOf(await gateway.fetch(chat(ask(long))))).toBe('wider');
  });

  test('a model that says itself that the prompt is too long is not asked twice; the next one is', async () => {
    const message = "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.";
    const small = await aFakeBackend(json(400, { error: { message, code: 400 } }));
    const wide = await aFakeBackend(completion('wide'));
    const gateway = gatewayOver({ a: { urls: [small.baseUrl, small.baseUrl] }, b: { urls: [wide.baseUrl] } });
    expect(await contentOf(await gateway.fetch(chat(ask(long))))).toBe('wide');
    expect(await triesOf(gateway)).toEqual(['a a-1 context_window']);
    const alone = gatewayOver({ a: { urls: [small.baseUrl, small.baseUrl] } });
    const response = await alone.fetch(chat(ask(long)));
    expect([response.status, await response.json()]).toMatchObject([400, { error: { message } }]);
    expect(small.received).toHaveLength(2);
  });

  test('images and tools', async () => {
    const blind = await aFakeBackend(completion('blind'));
    const able = await aFakeBackend(completion('able'));
    const gateway = gatewayOver({
      a: { urls: [blind.baseUrl], model: cardOf({ inputs: ['text'], tools: false }) },
      b: { urls: [able.baseUrl], model: cardOf({ inputs: ['text', 'image'] }) },
    });
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, image] }];
    const tools = [{ type: 'function', function: { name: 'look', description: 'Looks.', parameters: {} } }];
    expect(await contentOf(await gateway.fetch(chat(ask('x', { messages }))))).toBe('able');
    expect(await contentOf(await gateway.fetch(chat(ask('x', { tools }))))).toBe('able');
    expect(await contentOf(await gateway.fetch(chat(ask('x'))))).toBe('blind');
    expect([await triesOf(gateway), await triesOf(gateway, 'id-2')]).toEqual([
      ['a - input_modality'],
      ['a - no_tools'],
    ]);
    const direct = await gateway.fetch(chat(ask('x', { model: 'a', messages })));
    expect([direct.status, await direct.json()]).toMatchObject([400, { error: { code: 'unsupported_request' } }]);
  });
});
