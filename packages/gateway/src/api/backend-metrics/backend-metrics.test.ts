import { expect, test } from 'vitest';
import { json, type Responder } from '../../testing/fake-backend.ts';
import { manage } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { serve } = serving();
const PAGE = '# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running{model_name="m"} 3\n';
const withPage: Responder = (response) => void response.end(PAGE);

async function metricsOf(path: string, responder: Responder = withPage) {
  const { gateway, backend } = await serve(responder);
  const answer = await manage(gateway, 'GET', `/api/v1/backends/${path}/metrics`);
  return { ...answer, asked: backend.received.map(({ url }) => url) };
}

test("a backend's page is passed on as it is", async () => {
  expect(await metricsOf('small/backend-1')).toMatchObject({ status: 200, text: PAGE, asked: ['/metrics'] });
});

test.each([
  ['another page', withText('<html>hello</html>')],
  ['an error', json(404, {})],
])('%s is no page of metrics', async (_what, responder) => {
  const { status, text } = await metricsOf('small/backend-1', responder);
  expect([status, text]).toEqual([200, expect.stringMatching(/^# [^\n]*\n$/)]);
});

test.each(['smal/backend-1', 'small/backend-2'])('%s is told what there is, and nobody is asked', async (path) => {
  const { status, json: body, asked } = await metricsOf(path);
  expect([status, asked]).toEqual([404, []]);
  expect(body).toMatchObject({ error: { message: expect.stringContaining('did you mean') } });
});

function withText(text: string): Responder {
  return (response) => void response.end(text);
}
