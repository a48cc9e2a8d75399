import { expect, test } from 'vitest';
import { Cancellation } from '../../http/cancellation.ts';
import { completion } from '../../testing/fake-backend.ts';
import { manage } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { serve } = serving();
const weights = {
  list: () => [{ head: 'domain', hash: 'abc', bytes: 3 }],
  read: () => Uint8Array.of(1, 2, 3),
};

test('are listed, and given by the hash that they have', async () => {
  const { gateway } = await serve(completion('hi'), { weights });
  expect((await manage(gateway, 'GET', '/api/v1/weights')).json).toEqual({ weights: weights.list() });
  const get = (query: string) => {
    const path = '/api/v1/weights/domain';
    return gateway.manage({
      method: 'GET',
      path,
      query,
      headers: {},
      body: Buffer.from(''),
      cancellation: new Cancellation(),
    });
  };
  const kept = await get('hash=abc');
  expect([kept.status, kept.body]).toEqual([200, Uint8Array.of(1, 2, 3)]);
  expect(kept.headers).toContain('private, max-age=31536000, immutable');
  expect((await get('')).headers).toContain('no-cache');
  expect((await get('hash=of-others')).status).toBe(404);
});

test('are not there where nobody gave them', async () => {
  const { gateway } = await serve(completion('hi'));
  expect(await manage(gateway, 'GET', '/api/v1/weights')).toMatchObject({ status: 404 });
});
