import type { ModelConfig, ReasoningFamily } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import type { UpstreamCall } from '../../chat/upstream-call.ts';
import { aBackend, aModel } from '../../testing/gateway-fixture.ts';
import { aCall, encoded } from '../../testing/provider-fixture.ts';
import { openai } from './openai.ts';

function sent(call: UpstreamCall, model: Partial<ModelConfig> = {}): string {
  const codec = openai.compile(aBackend('http://host/v1'), aModel('large', model));
  return Buffer.from(encoded(codec, call).body).toString();
}

const TEMPLATE: ReasoningFamily = { name: 'qwen3', type: 'chat_template_kwargs', parameter: 'enable_thinking' };
const TEMPLATE_EFFORT: ReasoningFamily = { name: 'x', type: 'reasoning_effort', parameter: 'reasoning_effort' };
const TOP: ReasoningFamily = { name: 'gpt-oss', type: 'top_level_reasoning_effort', parameter: 'reasoning_effort' };

describe('the outgoing body', () => {
  test('names the model as its servers know it, and the adapter instead where there is one', () => {
    expect(sent(aCall('{"model":"MoM","n":1.0}'), { upstreamName: 'org/large' })).toBe('{"model":"org/large","n":1.0}');
    expect(sent(aCall('{"model":"MoM"}', { lora: 'law' }))).toBe('{"model":"law"}');
  });

  test.each([
    [TEMPLATE, 'on', '{"model":"large","chat_template_kwargs":{"enable_thinking":true}}'],
    [TEMPLATE, 'off', '{"model":"large","chat_template_kwargs":{"enable_thinking":false}}'],
    [TEMPLATE_EFFORT, 'on', '{"model":"large","chat_template_kwargs":{"reasoning_effort":"high"}}'],
    [TEMPLATE_EFFORT, 'off', '{"model":"large","chat_template_kwargs":{"reasoning_effort":"low"}}'],
    [TOP, 'on', '{"model":"large","reasoning_effort":"high"}'],
    [TOP, 'off', '{"model":"large","reasoning_effort":"low"}'],
    [undefined, 'on', '{"model":"large"}'],
  ] as const)('of family %o with thinking %s is %s', (reasoningFamily, mode, expected) => {
    const call = aCall('{"model":"MoM"}', { reasoning: { mode, effort: 'high' } });
    expect(sent(call, { reasoningFamily })).toBe(expected);
  });

  test("overrules the client's switch when routed, and keeps its other template arguments", () => {
    const body = '{"model":"MoM","chat_template_kwargs":{"x":1,"enable_thinking":true}}';
    const call = aCall(body, { reasoning: { mode: 'off', effort: 'low' } });
    expect(sent(call, { reasoningFamily: TEMPLATE })).toBe(
      '{"model":"large","chat_template_kwargs":{"x":1,"enable_thinking":false}}',
    );
  });

  test('leaves the switch alone for a concrete model name', () => {
    const body = '{"model":"large","chat_template_kwargs":{"enable_thinking":true}}';
    expect(sent(aCall(body), { reasoningFamily: TEMPLATE })).toBe(body);
  });

  test('carries the edits of plugins too', () => {
    const call = aCall('{"model":"MoM","n":5}', { edits: new Map([['n', '1']]) });
    expect(sent(call)).toBe('{"model":"large","n":1}');
  });
});

describe('the outgoing request', () => {
  function headersOf(backendHeaders: Record<string, string>, clientHeaders: readonly string[], hasCredentials = false) {
    const backend = aBackend('http://host/v1', { headers: backendHeaders, hasCredentials });
    const codec = openai.compile(backend, aModel('large'));
    const { headers } = encoded(codec, aCall('{"model":"m"}', { headers: clientHeaders }));
    const pairs: [string, string][] = [];
    for (let i = 0; i < headers.length; i += 2) pairs.push([headers[i]!.toLowerCase(), headers[i + 1]!]);
    return pairs;
  }

  test('goes to the chat path below the base address', () => {
    const codec = openai.compile(aBackend('http://host/api/v3/?api-version=1', { chatPath: '/chat' }), aModel('m'));
    expect(encoded(codec, aCall('{}')).path).toBe('/api/v3/chat?api-version=1');
  });

  test("carries the client's key when the backend has none", () => {
    expect(headersOf({ 'x-team': 'a' }, ['authorization', 'Bearer client'])).toContainEqual([
      'authorization',
      'Bearer client',
    ]);
  });

  test.each([{ Authorization: 'Bearer own' }, { 'x-goog-api-key': 'own' }])(
    "never carries the client's key beside the backend's own %o",
    (own) => {
      const clients = ['authorization', 'Bearer client', 'x-api-key', 'client', 'api-key', 'client'];
      const headers = headersOf(own as Record<string, string>, clients, true);
      expect(headers.some(([, value]) => value.includes('client'))).toBe(false);
      expect(headers.some(([, value]) => value.includes('own'))).toBe(true);
    },
  );

  test('asks for an uncompressed answer and names the request', () => {
    expect(headersOf({}, [])).toEqual([
      ['content-type', 'application/json'],
      ['accept-encoding', 'identity'],
      ['x-request-id', 'r1'],
    ]);
  });
});
