import { describe, expect, test } from 'vitest';
import { markThinking } from '../../chat/thinking-origin.ts';
import { aBackend, aModel } from '../../testing/gateway-fixture.ts';
import { aCall, encoded } from '../../testing/provider-fixture.ts';
import { providers } from '../index.ts';
import { vendors } from './vendors.ts';

const FAMILY = { name: 'glm', type: 'chat_template_kwargs', parameter: 'enable_thinking' } as const;

function sent(type: string, body: object, more: object = {}, model: Parameters<typeof aModel>[1] = {}) {
  const provider = providers.find((each) => each.type === type)!;
  return encoded(provider.compile(aBackend('http://host/v1'), aModel('m', model)), aCall(body, more));
}

const ask = (more: object) => ({ model: 'MoM', messages: [{ role: 'user', content: 'x' }], ...more });
const schema = { type: 'object', properties: { a: { type: 'number' } } };
const bySchema = { response_format: { type: 'json_schema', json_schema: { name: 'n', schema } } };

test.each(vendors.map(({ type, defaults }) => [type, defaults] as const))(
  '%s has an address to begin with',
  (_t, d) => {
    expect(new URL(d.baseUrl!).pathname.replace(/\/$/, '')).toBe(d.basePath);
  },
);

test.each(vendors.map(({ type }) => type))('%s gets bytes that need no change as they came', (type) => {
  const text = '{"model": "MoM", "unknown":1.0, "messages":[{"role":"user","content":"x"}]}';
  const provider = providers.find((each) => each.type === type)!;
  const { body } = encoded(provider.compile(aBackend('http://host/v1'), aModel('m')), aCall(text));
  expect(Buffer.from(body).toString()).toBe(text.replace('MoM', 'm'));
});

describe('what vendors do not take', () => {
  test('limits by the other name, developers, fields', () => {
    expect(sent('deepseek', ask({ max_completion_tokens: 5 })).json).toMatchObject({ max_tokens: 5 });
    expect(sent('groq', ask({ max_tokens: 5, logprobs: true }))).toMatchObject({
      json: { max_completion_tokens: 5 },
      leftOut: ['logprobs'],
    });
    const { json } = sent('zhipu', { model: 'M', messages: [{ role: 'developer', content: 'x' }] });
    expect(json.messages).toEqual([{ role: 'system', content: 'x' }]);
  });

  test('forms of answers: a schema is told in words, an object becomes a schema', () => {
    const { json, leftOut } = sent('deepseek', ask(bySchema));
    expect(json.response_format).toEqual({ type: 'json_object' });
    expect(JSON.stringify(json.messages)).toContain('JSON Schema');
    expect(leftOut).toEqual(['response_format.json_schema']);
    expect(sent('lm-studio', ask({ response_format: { type: 'json_object' } })).json.response_format).toMatchObject({
      type: 'json_schema',
    });
    expect(sent('vllm', ask(bySchema)).json).toMatchObject(bySchema);
  });

  test('ways to choose a tool, and pictures by address', () => {
    expect(sent('zhipu', ask({ tool_choice: 'required' }))).toMatchObject({ leftOut: ['tool_choice'] });
    const tools = [{ type: 'function', function: { name: 'f', strict: true } }];
    expect(sent('zhipu', ask({ tools })).json.tools).toEqual([{ type: 'function', function: { name: 'f' } }]);
    expect(sent('zhipu', ask({ tools, tool_choice: 'none' })).json).not.toHaveProperty('tools');
    const content = [{ type: 'image_url', image_url: { url: 'https://h/a.png' } }];
    const { json, leftOut } = sent('ollama', { model: 'M', messages: [{ role: 'user', content }] });
    expect(json.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: '(picture at https://h/a.png)' }] },
    ]);
    expect(leftOut).toEqual(['messages[].content[].image_url']);
  });

  test('long ids of calls, of which call and answer keep the same replacement', () => {
    const id = `chatcmpl-tool-${'a'.repeat(32)}`;
    const { json } = sent('openai', {
      model: 'M',
      messages: [
        { role: 'assistant', content: null, tool_calls: [{ id, type: 'function', function: { name: 'f' } }] },
        { role: 'tool', tool_call_id: id, content: 'x' },
      ],
    });
    const [called, answered] = json.messages as { tool_calls?: { id: string }[]; tool_call_id?: string }[];
    expect(called!.tool_calls![0]!.id.length).toBeLessThanOrEqual(40);
    expect(answered!.tool_call_id).toBe(called!.tool_calls![0]!.id);
  });
});

describe('thinking of earlier turns', () => {
  const history = (fields: object) => ({
    model: 'M',
    messages: [
      { role: 'user', content: 'x' },
      { role: 'assistant', content: 'y', ...fields },
      { role: 'user', content: 'z' },
    ],
  });
  const assistant = (type: string, fields: object) => {
    const { json, leftOut } = sent(type, history(fields));
    return { message: (json.messages as object[])[1], leftOut };
  };
  const plain = { role: 'assistant', content: 'y' };

  test('goes to no server that would refuse it, and that is said', () => {
    const thoughts = {
      reasoning_content: 'hm',
      thinking_blocks: [{ type: 'thinking', thinking: 'hm', signature: 'EqQB' }],
    };
    expect(assistant('openai', thoughts)).toEqual({ message: plain, leftOut: ['messages[].thinking'] });
  });

  test('goes under the server’s own name where it is read, when it is the model’s own or nobody’s', () => {
    expect(assistant('openrouter', { reasoning_content: 'hm' }).message).toEqual({ ...plain, reasoning: 'hm' });
    const marked = (model: string) => [{ type: 'thinking', thinking: 'hm', signature: markThinking(model) }];
    expect(assistant('vllm', { thinking_blocks: marked('m') }).message).toEqual({ ...plain, reasoning_content: 'hm' });
    expect(assistant('vllm', { thinking_blocks: marked('other') }).message).toEqual(plain);
  });

  test('is made up where it is asked for', () => {
    expect(assistant('deepseek', {}).message).toEqual({ ...plain, reasoning_content: ' ' });
    expect(assistant('deepseek', { reasoning: 'hm' }).message).toEqual({ ...plain, reasoning_content: 'hm' });
  });
});

test.each([
  ['vllm', { chat_template_kwargs: { enable_thinking: true } }],
  ['zhipu', { thinking: { type: 'enabled' } }],
  ['dashscope', { enable_thinking: true }],
])('%s is told to think by %o', (type, expected) => {
  const route = { reasoning: { mode: 'on', effort: 'high' } };
  expect(sent(type, ask({}), route, { reasoningFamily: FAMILY }).json).toMatchObject(expected);
});

test('the backend’s own fields join every body, plugins’ edits win over them', () => {
  const backend = aBackend('http://host/v1', { extraBody: { priority: 5, nested: { a: 1 } } });
  const codec = providers.find(({ type }) => type === 'vllm')!.compile(backend, aModel('m'));
  const { body } = encoded(codec, aCall('{"model":"M","nested":{"b":2}}'));
  expect(Buffer.from(body).toString()).toBe('{"model":"m","nested":{"b":2,"a":1},"priority":5}');
  const edited = encoded(codec, aCall('{"model":"M"}', { edits: new Map([['priority', '1']]) }));
  expect(edited.json).toMatchObject({ priority: 1, nested: { a: 1 } });
});
