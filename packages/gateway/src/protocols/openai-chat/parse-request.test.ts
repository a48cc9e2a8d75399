import { describe, expect, test } from 'vitest';
import { isFailure } from '../../errors/request-failure.ts';
import { MAX_DEPTH } from '../parse-json-body.ts';
import { parseChatRequest } from './parse-request.ts';

function parse(body: unknown) {
  return parseChatRequest(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
}

function parsed(body: unknown) {
  const result = parse(body);
  if (isFailure(result)) throw new Error(result.message);
  return result;
}

const USER = { role: 'user', content: 'hi' };

describe('facts', () => {
  test('hold texts, images, tool calls and results in our words', () => {
    const { facts } = parsed({
      model: 'MoM',
      messages: [
        { role: 'developer', content: 'be brief' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'what is' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
            { type: 'text', text: 'this?' },
          ],
        },
        { role: 'assistant', content: null, tool_calls: [{ id: 'c1', function: { name: 'look', arguments: '{}' } }] },
        { role: 'tool', tool_call_id: 'c1', content: 'a cat' },
      ],
      tools: [{ type: 'function', function: { name: 'look', description: 'looks' } }],
      functions: [{ name: 'old' }],
      max_completion_tokens: 7,
      max_tokens: 9,
      response_format: { type: 'json_object' },
      user: 'u1',
      metadata: { team: 'a', count: 3 },
    });
    expect(facts).toMatchObject({
      requestedModel: 'MoM',
      maxOutputTokens: 7,
      responseFormat: { type: 'json_object' },
      user: 'u1',
      tools: [
        { name: 'look', description: 'looks' },
        { name: 'old', description: '' },
      ],
    });
    expect(facts.messages.map(({ role, text }) => [role, text])).toEqual([
      ['developer', 'be brief'],
      ['user', 'what is\nthis?'],
      ['assistant', ''],
      ['tool', 'a cat'],
    ]);
    expect(facts.messages[1]!.images).toEqual([{ source: 'data:' }]);
    expect(facts.messages[2]!.toolCalls).toEqual([{ id: 'c1', name: 'look', arguments: '{}' }]);
    expect({ ...facts.metadata }).toEqual({ team: 'a' });
  });

  test('no key of a client reaches a prototype', () => {
    const { facts } = parsed(
      '{"model":"m","messages":[{"role":"user","content":"x"}],"metadata":{"__proto__":"polluted"},"__proto__":{"stream":true}}',
    );
    expect(Object.getPrototypeOf(facts.metadata)).toBe(null);
    expect(({} as Record<string, unknown>).stream).toBe(undefined);
    expect(
      parsed('{"model":"m","messages":[{"role":"user","content":"x"}],"__proto__":{"stream":true}}').isStreaming,
    ).toBe(false);
  });
});

test('streaming and its usage are what the client says, and only true counts', () => {
  const options = { stream: true, stream_options: { include_usage: true } };
  expect(parsed({ model: 'm', messages: [USER], ...options })).toMatchObject({
    isStreaming: true,
    wantsStreamUsage: true,
  });
  expect(parsed({ model: 'm', messages: [USER], stream: 'yes' })).toMatchObject({
    isStreaming: false,
    wantsStreamUsage: false,
  });
});

describe('a body is refused with a code, the parameter and what was expected', () => {
  const cases: [string, unknown, string, string | undefined][] = [
    ['empty', '', 'empty_body', undefined],
    ['not JSON', 'hello', 'invalid_json', undefined],
    ['cut JSON', '{"model":"m","messages":[', 'invalid_json', undefined],
    ['trailing text', '{"model":"m","messages":[]} x', 'invalid_json', undefined],
    ['an array', [], 'invalid_type', undefined],
    ['a string', '"x"', 'invalid_type', undefined],
    ['null', 'null', 'invalid_type', undefined],
    ['no model', { messages: [USER] }, 'missing_required_parameter', 'model'],
    ['model of a wrong type', { model: 3, messages: [USER] }, 'invalid_type', 'model'],
    ['empty model', { model: '', messages: [USER] }, 'invalid_value', 'model'],
    ['no messages', { model: 'm' }, 'missing_required_parameter', 'messages'],
    ['messages as text', { model: 'm', messages: 'hi' }, 'invalid_type', 'messages'],
    ['empty messages', { model: 'm', messages: [] }, 'invalid_value', 'messages'],
    ['a message as text', { model: 'm', messages: [USER, 'hi'] }, 'invalid_type', 'messages[1]'],
    ['no role', { model: 'm', messages: [{ content: 'x' }] }, 'invalid_value', 'messages[0].role'],
    ['unknown role', { model: 'm', messages: [{ role: 'bot', content: 'x' }] }, 'invalid_value', 'messages[0].role'],
    ['role from a prototype', { model: 'm', messages: [{ role: 'toString' }] }, 'invalid_value', 'messages[0].role'],
    [
      'content as number',
      { model: 'm', messages: [{ role: 'user', content: 3 }] },
      'invalid_type',
      'messages[0].content',
    ],
  ];
  test.each(cases)('%s', (_what, body, code, parameter) => {
    const result = parse(body);
    expect(result).toMatchObject({ kind: 'failure', code, status: 400 });
    expect(isFailure(result) ? result.parameter : 'no failure').toBe(parameter);
  });

  test('invalid UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('{"model":"m'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(parseChatRequest(bytes)).toMatchObject({ code: 'invalid_utf8', status: 400 });
  });

  test.each(['[', '{"a":'])('nesting of a hundred thousand %s', (opener) => {
    expect(parse(`{"model":"m","messages":${opener.repeat(100_000)}`)).toMatchObject({
      code: 'nesting_too_deep',
      status: 400,
    });
  });

  test('an array at the top, however deep', () => {
    expect(parse('['.repeat(1_000_000))).toMatchObject({ code: 'invalid_type' });
  });

  test('nesting up to the limit is accepted', () => {
    const depth = MAX_DEPTH - 1;
    const body = `{"model":"m","messages":[{"role":"user","content":"x"}],"x":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(isFailure(parse(body))).toBe(false);
    expect(parse(body.replace('"x":[', '"x":[[').replace(/\]\}$/, ']]}'))).toMatchObject({ code: 'nesting_too_deep' });
  });
});
