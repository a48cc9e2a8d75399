import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../start-simulator.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ models: 'any' });
});
afterAll(() => simulator.close());

const KEYS = { authorization: 'Bearer k', 'x-api-key': 'k', 'api-key': 'k', 'x-goog-api-key': 'k' };
const VERSION = { 'anthropic-version': '2023-06-01' };

async function post(path: string, body: object, headers: Readonly<Record<string, string>> = { ...KEYS, ...VERSION }) {
  const response = await fetch(simulator.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
}

const hello = { role: 'user', content: 'Hi' };
const message = (more: object) => ({ model: 'claude', max_tokens: 900, messages: [hello], ...more });
const toolUse = { type: 'tool_use', id: 'toolu_1', name: 'f', input: {} };
const toolResult = { type: 'tool_result', tool_use_id: 'toolu_1', content: 'x' };
const anthropicTool = { name: 'f', input_schema: { type: 'object', properties: {} } };

describe('Anthropic', () => {
  test('answers what is right', async () => {
    const { status, text } = await post('/v1/messages', message({}));
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ type: 'message', role: 'assistant', stop_reason: 'end_turn' });
  });

  test.each([
    ['no key', message({}), 'x-api-key', VERSION, 401],
    ['no version', message({}), 'anthropic-version', KEYS, 400],
    ['no max_tokens', { model: 'claude', messages: [hello] }, 'max_tokens: Field required'],
    ['an unknown field', message({ seed: 4 }), 'seed'],
    ['a system role', message({ messages: [{ role: 'system', content: 'x' }, hello] }), 'first message'],
    ['an empty text', message({ messages: [{ role: 'user', content: [{ type: 'text', text: ' ' }] }] }), 'whitespace'],
    [
      'a call without an answer',
      message({ messages: [hello, { role: 'assistant', content: [toolUse] }, hello] }),
      'tool_use',
    ],
    ['an answer without a call', message({ messages: [{ role: 'user', content: [toolResult] }] }), 'unexpected'],
    [
      'an id in other letters',
      message({ messages: [hello, { role: 'assistant', content: [{ ...toolUse, id: 'a:b' }] }] }),
      'pattern',
    ],
    [
      'a signature of another’s',
      message({
        messages: [
          hello,
          { role: 'assistant', content: [{ type: 'thinking', thinking: 'a', signature: 'c2ln' }] },
          hello,
        ],
      }),
      'Invalid `signature`',
    ],
    ['thinking beyond the limit', message({ thinking: { type: 'enabled', budget_tokens: 1024 } }), 'max_tokens'],
    [
      'thinking beside a temperature',
      message({ max_tokens: 2000, temperature: 0.5, thinking: { type: 'enabled', budget_tokens: 1024 } }),
      'temperature',
    ],
    [
      'a forced tool beside thinking',
      message({ thinking: { type: 'adaptive' }, tools: [anthropicTool], tool_choice: { type: 'any' } }),
      'forces tool use',
    ],
    [
      'a thinking loop that began without it',
      message({
        thinking: { type: 'adaptive' },
        tools: [anthropicTool],
        messages: [hello, { role: 'assistant', content: [toolUse] }, { role: 'user', content: [toolResult] }],
      }),
      'Expected `thinking`',
    ],
    [
      'an open schema',
      message({ output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } }),
      'additionalProperties',
    ],
    ['a stop of white space', message({ stop_sequences: ['\n'] }), 'non-whitespace'],
  ])('refuses %s', async (_what, body, told, headers = { ...KEYS, ...VERSION }, status = 400) => {
    const answer = await post('/v1/messages', body, headers as Readonly<Record<string, string>>);
    expect(answer.status).toBe(status);
    const { type, error } = JSON.parse(answer.text);
    expect(type).toBe('error');
    expect(error.message).toContain(told);
  });
});

const turn = (role: string, ...parts: object[]) => ({ role, parts });
const hi = turn('user', { text: 'Hi' });
const functionCall = { functionCall: { name: 'f', args: {} }, thoughtSignature: 'skip_thought_signature_validator' };
const functionResponse = { functionResponse: { name: 'f', response: { output: 'x' } } };
const declared = (parameters: object) => ({ tools: [{ functionDeclarations: [{ name: 'f', ...parameters }] }] });

describe('Gemini', () => {
  const path = '/v1beta/models/gemini-3-pro:generateContent';
  test('answers what is right, a tool loop with it', async () => {
    const contents = [hi, turn('model', functionCall), turn('user', functionResponse)];
    const { status, text } = await post(path, { contents });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ candidates: [{ finishReason: 'STOP' }], modelVersion: 'gemini-3-pro' });
  });

  test.each([
    ['an unknown field', { contents: [hi], max_tokens: 4 }, 'max_tokens'],
    ['a role of chat completions', { contents: [turn('assistant', { text: 'x' })] }, 'valid role'],
    ['a turn without parts', { contents: [turn('user')] }, 'must not be empty'],
    ['a call that comes first', { contents: [turn('model', functionCall)] }, 'immediately after'],
    [
      'fewer answers than calls',
      { contents: [hi, turn('model', functionCall, functionCall), turn('user', functionResponse)] },
      'number of function response',
    ],
    [
      'a call without a signature',
      { contents: [hi, turn('model', { functionCall: functionCall.functionCall }), turn('user', functionResponse)] },
      'missing a `thought_signature`',
    ],
    [
      'a signature of another’s',
      { contents: [hi, turn('model', { ...functionCall, thoughtSignature: 'c2ln' }), turn('user', functionResponse)] },
      'not valid',
    ],
    [
      'words of JSON Schema among the older fields',
      { contents: [hi], ...declared({ parameters: { type: 'object', additionalProperties: false } }) },
      'additionalProperties',
    ],
    [
      'a schema without its type',
      { contents: [hi], generationConfig: { responseJsonSchema: {} } },
      'response_mime_type',
    ],
    [
      'a level beside a budget',
      { contents: [hi], generationConfig: { thinkingConfig: { thinkingLevel: 'low', thinkingBudget: 5 } } },
      'only set one',
    ],
    [
      'names beside another mode',
      {
        contents: [hi],
        ...declared({}),
        toolConfig: { functionCallingConfig: { mode: 'AUTO', allowedFunctionNames: ['f'] } },
      },
      'mode is ANY',
    ],
  ])('refuses %s', async (_what, body, told) => {
    const { status, text } = await post(path, body);
    expect(status).toBe(400);
    expect(JSON.parse(text).error).toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining(told),
    });
  });

  test('refuses a call without a key', async () => {
    expect((await post(path, { contents: [hi] }, {})).status).toBe(403);
  });
});

const chat = (more: object) => ({ model: 'm', messages: [hello], ...more });
const call = (id: string) => ({
  role: 'assistant',
  content: '',
  tool_calls: [{ id, type: 'function', function: { name: 'f', arguments: '{}' } }],
});
const answerTo = (id: string) => ({ role: 'tool', tool_call_id: id, content: 'x' });

describe('vendors of chat completions', () => {
  test.each([
    ['/openai/v1/chat/completions'],
    ['/azure/openai/deployments/d/chat/completions?api-version=2025-04-01-preview'],
    ['/azure/openai/v1/chat/completions'],
    ['/mistral/v1/chat/completions'],
    ['/deepseek/v1/chat/completions'],
    ['/groq/openai/v1/chat/completions'],
  ])('%s answers what is right, and asks for its key', async (path) => {
    expect((await post(path, chat({}))).status).toBe(200);
    expect((await post(path, chat({}), {})).status).toBe(401);
  });

  test.each([
    ['openai', '/openai/v1', chat({ top_k: 4 }), 'top_k', 400],
    ['openai', '/openai/v1', chat({ model: 'gpt-5.1', max_tokens: 4 }), 'max_completion_tokens', 400],
    [
      'openai',
      '/openai/v1',
      chat({ messages: [hello, { role: 'assistant', content: 'x', reasoning_content: 'y' }, hello] }),
      'reasoning_content',
      400,
    ],
    [
      'openai',
      '/openai/v1',
      chat({ messages: [hello, call('a'.repeat(41)), answerTo('a'.repeat(41))] }),
      'must match',
      400,
    ],
    ['openai', '/openai/v1', chat({ messages: [hello, call('a'), hello] }), 'must be followed', 400],
    ['openai', '/openai/v1', chat({ messages: [hello, answerTo('a')] }), 'must follow the call', 400],
    ['mistral', '/mistral/v1', chat({ stream_options: {} }), 'stream_options', 422],
    ['mistral', '/mistral/v1', chat({ messages: [hello, call('call_1'), answerTo('call_1')] }), 'must match', 422],
    [
      'mistral',
      '/mistral/v1',
      chat({ messages: [hello, call('123456789'), answerTo('123456789'), hello] }),
      'Unexpected role',
      422,
    ],
    ['mistral', '/mistral/v1', chat({ messages: [{ role: 'developer', content: 'x' }, hello] }), 'developer', 422],
    [
      'deepseek',
      '/deepseek/v1',
      chat({ response_format: { type: 'json_schema', json_schema: { schema: {} } } }),
      'unavailable',
      422,
    ],
    [
      'deepseek',
      '/deepseek/v1',
      chat({ thinking: { type: 'enabled' }, messages: [hello, { role: 'assistant', content: 'x' }, hello] }),
      'Missing `reasoning_content`',
      422,
    ],
    ['groq', '/groq/openai/v1', chat({ logprobs: true }), 'logprobs', 400],
  ])('%s at %s refuses %o', async (_name, base, body, told, status) => {
    const answer = await post(`${base}/chat/completions`, body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).error.message).toContain(told);
  });
});
