import { expect, test } from 'vitest';
import { completion } from './testing/fake-backend.ts';
import { aBackend, aConfig, aModel, ask, chat, manage } from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';
import { aReliability } from './testing/upstream-fixture.ts';

const { serve } = serving();
const breaker = { ...aReliability().breaker, consecutiveFailures: 1 };
const reliability = aReliability({ breaker });
const ready = async (gateway: Parameters<typeof manage>[0]) => {
  const shown = await manage(gateway, 'GET', '/ready');
  const told = await gateway.fetch(new Request('http://signalbox.test/ready'));
  return { status: told.status, said: await told.json(), shown: shown.json };
};

test('ready says which backends are left alone, to operators; to everybody only how it stands', async () => {
  const { gateway } = await serve(completion('x'), (baseUrl) => ({
    config: aConfig({
      models: [
        aModel('small', { backends: [aBackend(baseUrl)], reliability }),
        aModel('large', { backends: [aBackend('http://127.0.0.1:1/v1', { name: 'gone' })], reliability }),
      ],
    }),
  }));
  expect(await ready(gateway)).toEqual({
    status: 200,
    said: { status: 'ready' },
    shown: { status: 'ready', backends: [] },
  });
  await gateway.fetch(chat({ ...ask('x'), model: 'large' }));
  expect(await ready(gateway)).toEqual({
    status: 200,
    said: { status: 'degraded' },
    shown: { status: 'degraded', backends: [{ model: 'large', backend: 'gone', reason: 'circuit_open' }] },
  });
  await gateway.close(0);
  expect((await ready(gateway)).status).toBe(503);
});

test('a router that can reach no model is not ready', async () => {
  const { gateway } = await serve(completion('x'), () => ({
    config: aConfig({ models: [aModel('large', { backends: [aBackend('http://127.0.0.1:1/v1')], reliability })] }),
  }));
  await gateway.fetch(chat({ ...ask('x'), model: 'large' }));
  expect(await ready(gateway)).toMatchObject({ status: 503, said: { status: 'unavailable' } });
});
