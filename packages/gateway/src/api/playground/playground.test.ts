import { expect, test } from 'vitest';
import { Cancellation } from '../../http/cancellation.ts';
import { completion } from '../../testing/fake-backend.ts';
import { ask, manage } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { serve } = serving();
const TOKEN = { name: 'test', value: 'a-token-of-some-length' };

async function playground(headers: Readonly<Record<string, string>>, isExposed = false) {
  const { gateway, backend } = await serve(completion('hi'), { managementToken: TOKEN });
  const body = Buffer.from(JSON.stringify(ask('hello')));
  const path = '/api/v1/playground/chat/completions';
  const request = { method: 'POST', path, query: '', headers, body, cancellation: new Cancellation() };
  const { status, headers: pairs } = await gateway.manage(request, { isExposed });
  return { status, pairs, backend, gateway };
}

test('a page with the token gets the answer of the data plane, and a record of it', async () => {
  const { status, pairs, backend, gateway } = await playground({
    authorization: `Bearer ${TOKEN.value}`,
    cookie: 'a=b',
    origin: 'http://127.0.0.1:8700',
    'x-authz-user-id': 'somebody',
  });
  expect(status).toBe(200);
  const id = pairs[pairs.indexOf('x-vsr-replay-id') + 1]!;
  expect((await manage(gateway, 'GET', `/v1/router_replay/${id}`)).json).toMatchObject({
    decision: 'hard',
    user: null,
    protocol: 'openai-chat',
  });
  const sent = JSON.stringify(backend.received);
  expect(sent).not.toContain(TOKEN.value);
  expect(sent).not.toContain('a=b');
});

test.each([
  ['no token', {}],
  ['another token', { authorization: 'Bearer another-token-of-a-length' }],
])('nothing is asked with %s', async (_what, headers) => {
  const { status, backend } = await playground(headers as Record<string, string>);
  expect(status).toBe(401);
  expect(backend.received).toEqual([]);
});
