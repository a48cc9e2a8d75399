import { expect, test } from 'vitest';
import { completion } from '../../testing/fake-backend.ts';
import { manage } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { serve } = serving();

test('are those that the gateway was given, and none without', async () => {
  const suites = [{ name: 'probes.yaml', text: 'probes: []' }];
  const given = await serve(completion('hi'), { probes: () => suites });
  expect((await manage(given.gateway, 'GET', '/api/v1/probes')).json).toEqual({ suites });
  const bare = await serve(completion('hi'));
  expect((await manage(bare.gateway, 'GET', '/api/v1/probes')).json).toEqual({ suites: [] });
});
