import { expect, test } from 'vitest';
import { Cancellation } from '../../http/cancellation.ts';
import { completion } from '../../testing/fake-backend.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { serve } = serving();
const managementToken = { name: 'operators', value: 'a-token-of-some-length' };
const viewerToken = { name: 'viewers', value: 'another-token-of-some-length' };

async function asker(isExposed: boolean) {
  const { gateway } = await serve(completion('hi'), { managementToken, viewerToken });
  return async (method: string, path: string, token?: string) => {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const body = Buffer.from('{}');
    const request = { method, path, query: '', headers, body, cancellation: new Cancellation() };
    const { status, body: answer } = await gateway.manage(request, { isExposed });
    return { status, json: JSON.parse(Buffer.from(answer as Uint8Array).toString()) };
  };
}

test('on an exposed port a viewer reads, and is told why it may not write', async () => {
  const call = await asker(true);
  expect(await call('GET', '/api/v1/access')).toMatchObject({ status: 401 });
  expect(await call('GET', '/api/v1/access', 'of-nobody')).toMatchObject({ status: 401 });
  expect(await call('GET', '/api/v1/access', viewerToken.value)).toEqual({
    status: 200,
    json: { role: 'viewer', name: 'viewers', is_exposed: true },
  });
  expect((await call('GET', '/v1/router_replay', viewerToken.value)).status).toBe(200);
  expect(await call('POST', '/v1/router/outcomes', viewerToken.value)).toMatchObject({
    status: 403,
    json: { error: { code: 'access_denied', message: expect.stringContaining('operators') } },
  });
  expect((await call('POST', '/v1/router/outcomes', managementToken.value)).status).toBe(400);
  expect((await call('GET', '/api/v1/access', managementToken.value)).json).toMatchObject({ role: 'operator' });
});

test('on loopback everybody of the machine looks', async () => {
  const call = await asker(false);
  expect((await call('GET', '/api/v1/access')).json).toEqual({ role: 'viewer', name: null, is_exposed: false });
  expect((await call('POST', '/v1/router/outcomes', viewerToken.value)).status).toBe(403);
});
