import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { completion, json } from '../../testing/fake-backend.ts';
import { ask, chat } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';
import { createOpenTelemetry } from './open-telemetry.ts';

const { serve } = serving();
const collectors: Server[] = [];
afterEach(() => {
  for (const server of collectors.splice(0)) server.close();
});

interface Span {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code?: number };
  readonly attributes: Record<string, unknown>;
}

/** A collector that speaks OTLP over HTTP. */
async function aCollector() {
  const spans: Span[] = [];
  const resources: Record<string, unknown>[] = [];
  let key: string | undefined;
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    key = request.headers['x-key'] as string;
    for (const { resource, scopeSpans } of body.resourceSpans) {
      resources.push(valuesOf(resource.attributes));
      for (const span of scopeSpans[0].spans) spans.push({ ...span, attributes: valuesOf(span.attributes) });
    }
    response.end(request.url === '/v1/traces' ? '{}' : '');
  });
  collectors.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { spans, resources, endpoint, key: () => key };
}

function valuesOf(attributes: readonly { key: string; value: Record<string, unknown> }[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

test('a request, its routing and its call are spans of the caller’s trace, and the backend gets its parent', async () => {
  const { spans, resources, endpoint, key } = await aCollector();
  const headers = { 'x-key': 'k' };
  const tracing = await createOpenTelemetry({
    endpoint,
    headers,
    rate: 1,
    resource: { 'deployment.environment.name': 'test' },
  });
  const { gateway, backend } = await serve(completion('Hello'), { tracing });
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await gateway.fetch(chat(ask('x'), { traceparent: `00-${traceId}-b7ad6b7169203331-01` }));
  await tracing.close();

  expect(key()).toBe('k');
  expect(resources[0]).toMatchObject({ 'service.name': 'signalbox', 'deployment.environment.name': 'test' });
  expect(spans.every((span) => span.traceId === traceId)).toBe(true);
  const server = spans.find(({ name }) => name === 'chat MoM')!;
  const client = spans.find(({ name }) => name === 'chat large')!;
  const route = spans.find(({ name }) => name === 'route')!;
  expect(server).toMatchObject({ parentSpanId: 'b7ad6b7169203331', kind: 2 });
  expect(client).toMatchObject({ parentSpanId: server.spanId, kind: 3 });
  expect(route.parentSpanId).toBe(server.spanId);
  expect(backend.received[0]!.headers.traceparent).toBe(`00-${traceId}-${client.spanId}-01`);
  expect(server.attributes).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'MoM',
    'gen_ai.response.model': 'large',
    'gen_ai.usage.input_tokens': 5,
    'gen_ai.usage.output_tokens': 3,
    'signalbox.decision': 'hard',
  });
  expect(client.attributes).toMatchObject({ 'gen_ai.request.model': 'large', 'signalbox.backend': 'backend-1' });
  expect(route.attributes).toMatchObject({ 'signalbox.decision': 'hard' });
  expect(BigInt(route.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(server.startTimeUnixNano));
  expect(BigInt(server.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(route.endTimeUnixNano));
});

test('what is no chat is called by its own name', async () => {
  const { spans, endpoint } = await aCollector();
  const tracing = await createOpenTelemetry({ endpoint, headers: {}, rate: 1, resource: {} });
  const { gateway } = await serve(json(200, { object: 'list', data: [], usage: { prompt_tokens: 2 } }), { tracing });
  const body = JSON.stringify({ model: 'small', input: 'x' });
  await gateway.fetch(new Request('http://signalbox.test/v1/embeddings', { method: 'POST', body }));
  await tracing.close();
  expect(spans.map(({ name }) => name).sort()).toEqual(['embeddings small', 'embeddings small']);
  expect(spans[0]!.attributes).toMatchObject({ 'gen_ai.operation.name': 'embeddings' });
});

test('a failure is an error of both spans', async () => {
  const { spans, endpoint } = await aCollector();
  const tracing = await createOpenTelemetry({ endpoint, headers: {}, rate: 1, resource: {} });
  const { gateway } = await serve(json(400, { error: { message: 'no' } }), { tracing });
  await gateway.fetch(chat(ask('x')));
  await tracing.close();
  const failed = spans.filter(({ status }) => status.code === 2).map(({ name }) => name);
  expect(failed.sort()).toEqual(['chat MoM', 'chat large']);
});

test('requests without a sampled parent are traced at the rate; the backend gets a parent all the same', async () => {
  const { spans, endpoint } = await aCollector();
  const tracing = await createOpenTelemetry({ endpoint, headers: {}, rate: 0, resource: {} });
  const { gateway, backend } = await serve(completion('Hello'), { tracing });
  await gateway.fetch(chat(ask('x')));
  await gateway.fetch(chat(ask('x'), { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }));
  await tracing.close();
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set(['0af7651916cd43dd8448eb211c80319c']));
  expect(backend.received[0]!.headers.traceparent).toMatch(/-00$/);
});
