import { describe, expect, test } from 'vitest';
import { completion } from '../../testing/fake-backend.ts';
import { ask } from '../../testing/gateway-fixture.ts';
import { withPlugins } from '../../testing/plugin-fixture.ts';
import { headerMutation } from './header-mutation.ts';

const { send } = withPlugins();
const use = (configuration: object) => [{ type: 'header_mutation', configuration }];

test('adds, sets and takes out headers of the upstream request, whatever the case of their names', async () => {
  const configuration = {
    add: [{ name: 'X-Tag', value: 'b' }],
    update: [{ name: 'X-Priority', value: 'low' }],
    delete: ['X-Secret-Note'],
  };
  const headers = { 'x-tag': 'a', 'x-priority': 'high', 'x-secret-note': 'n', 'x-other': 'o' };
  const { backendHeaders } = await send(use(configuration), ask('x'), { headers });
  expect(backendHeaders[0]).toMatchObject({ 'x-tag': 'a, b', 'x-priority': 'low', 'x-other': 'o' });
  expect(backendHeaders[0]).not.toHaveProperty('x-secret-note');
});

describe('of answers', () => {
  const configuration = {
    response: {
      add: [{ name: 'x-served-by', value: 'router' }],
      update: [{ name: 'cache-control', value: 'no-store' }],
      delete: ['server'],
    },
  };
  const hasChanged = (response: Response) => {
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-served-by': 'router',
      'cache-control': 'no-store',
    });
    expect(response.headers.has('server')).toBe(false);
  };

  test('changes those of a backend, plain and streamed', async () => {
    const respond = (stream: boolean) => async (response: import('node:http').ServerResponse) => {
      response.setHeader('server', 'uvicorn');
      if (!stream) return completion('hi')(response, undefined as never);
      response.setHeader('content-type', 'text/event-stream');
      response.end('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
    };
    hasChanged((await send(use(configuration), ask('x'), { respond: respond(false) })).response);
    hasChanged((await send(use(configuration), ask('x', { stream: true }), { respond: respond(true) })).response);
  });

  test('changes those of the router’s own answers and of errors', async () => {
    const own = [...use(configuration), { type: 'fast_response', configuration: { message: 'No.' } }];
    hasChanged((await send(own, ask('x'))).response);
    const failed = await send(use(configuration), ask('x'), {
      respond: (response) => void response.writeHead(500).end('down'),
    });
    expect(failed.response.status).toBe(500);
    hasChanged(failed.response);
  });
});

describe('at load', () => {
  const problems = (configuration: object) => {
    const found: string[] = [];
    const note = (code: string, path: readonly unknown[]) => void found.push(`${code} ${path.join('.')}`);
    headerMutation.check!(
      headerMutation.schema.parse(configuration),
      { decision: 'd', decisions: ['d'], safetyTiers: [] },
      { error: note, warning: note },
    );
    return found;
  };

  test.each([
    ['a\r\nx-injected: 1', 'header_mutation.invalid_value add.0.value'],
    ['a\nb', 'header_mutation.invalid_value add.0.value'],
    ['snow ☃', 'header_mutation.invalid_value add.0.value'],
  ])('refuses the value %j', (value, problem) => {
    expect(problems({ add: [{ name: 'x-a', value }] })).toEqual([problem]);
  });

  test.each([
    'Authorization',
    'x-api-key',
    'Host',
    'content-length',
    'transfer-encoding',
    'Connection',
    'x-authz-user-id',
    'x-user-openai-key',
  ])('refuses to touch %s, on either side', (name) => {
    expect(problems({ update: [{ name, value: 'x' }] })).toEqual(['header_mutation.protected update.0.name']);
    expect(problems({ delete: [name] })).toEqual(['header_mutation.protected delete.0']);
    expect(problems({ response: { delete: [name] } })).toEqual(['header_mutation.protected response.delete.0']);
  });

  test('refuses names that are none, and takes good ones', () => {
    expect(problems({ delete: ['x y', 'x:y'] })).toEqual([
      'header_mutation.invalid_name delete.0',
      'header_mutation.invalid_name delete.1',
    ]);
    for (const example of headerMutation.examples) expect(problems(example)).toEqual([]);
  });
});
