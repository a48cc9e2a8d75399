import { describe, expect, test } from 'vitest';
import { readRequest } from '../../testing/read-request.ts';
import type { ParsedRequest } from '../protocol.ts';
import { openaiResponses } from './openai-responses.ts';

function parse(more: object): ParsedRequest {
  return readRequest(openaiResponses, { model: 'MoM', input: 'x', ...more });
}

const said = (content: unknown, role = 'user') => ({ type: 'message', role, content });
const called = (id: string, name = 'f') => ({ type: 'function_call', call_id: id, name, arguments: '{}' });
const answered = (id: string, output: unknown = 'ok') => ({ type: 'function_call_output', call_id: id, output });

describe('a request', () => {
  test('keeps its bytes and stands in chat shape beside them', () => {
    const { native, body, facts, isStreaming, leftOut } = parse({
      instructions: 'be brief',
      input: 'hello',
      stream: true,
      max_output_tokens: 10,
      temperature: 0.5,
      reasoning: { effort: 'low', summary: 'auto' },
      text: { verbosity: 'low', format: { type: 'json_schema', name: 'a', strict: true, schema: { type: 'object' } } },
      include: ['message.output_text.logprobs', 'web_search_call.results'],
      top_logprobs: 3,
      metadata: { team: 'a' },
      store: true,
      truncation: 'auto',
      max_tool_calls: 3,
      chat_template_kwargs: { a: 1 },
    });
    expect(native).toMatchObject({ wire: 'openai-responses' });
    expect(isStreaming).toBe(true);
    expect(facts).toMatchObject({ requestedModel: 'MoM', maxOutputTokens: 10, metadata: { team: 'a' } });
    expect(leftOut).toEqual([
      'max_tool_calls',
      'chat_template_kwargs',
      'truncation',
      'include[web_search_call.results]',
    ]);
    expect(JSON.parse(Buffer.from(body.bytes).toString())).toEqual({
      model: 'MoM',
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: 'hello' },
      ],
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 10,
      temperature: 0.5,
      reasoning_effort: 'low',
      verbosity: 'low',
      response_format: { type: 'json_schema', json_schema: { name: 'a', strict: true, schema: { type: 'object' } } },
      logprobs: true,
      top_logprobs: 3,
    });
  });

  test('with items: parts, files and pictures', () => {
    const { body, leftOut } = parse({
      input: [
        { role: 'developer', content: 'rules' },
        said([
          { type: 'input_text', text: 'look' },
          { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'low' },
          { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AAAA' },
          { type: 'input_image', file_id: 'f1' },
        ]),
      ],
    });
    expect(leftOut).toEqual(['input[].content[].input_image']);
    expect(body.json.messages).toEqual([
      { role: 'system', content: 'rules' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'look' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } },
          { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AAAA' } },
        ],
      },
    ]);
  });

  test('joins thinking, text and parallel calls to one turn, and their answers follow', () => {
    const { body } = parse({
      input: [
        said('go'),
        said([{ type: 'output_text', text: 'I look.', annotations: [] }], 'assistant'),
        called('c1'),
        called('c2', 'g'),
        answered('c1'),
        answered('c2', [{ type: 'input_text', text: 'seen' }]),
        said([{ type: 'refusal', refusal: 'no' }], 'assistant'),
      ],
    });
    const call = (id: string, name: string) => ({ id, type: 'function', function: { name, arguments: '{}' } });
    expect(body.json.messages).toEqual([
      { role: 'user', content: 'go' },
      { role: 'assistant', content: 'I look.', tool_calls: [call('c1', 'f'), call('c2', 'g')] },
      { role: 'tool', tool_call_id: 'c1', content: 'ok' },
      { role: 'tool', tool_call_id: 'c2', content: 'seen' },
      { role: 'assistant', content: null, refusal: 'no' },
    ]);
  });

  test('with calls of a coding client: free text, shells, and what only OpenAI runs', () => {
    const { body, leftOut } = parse({
      input: [
        said('go'),
        { type: 'custom_tool_call', call_id: 'a', name: 'apply_patch', input: '*** Begin' },
        { type: 'local_shell_call', id: 'l', call_id: 'b', action: { type: 'exec', command: ['ls'], env: {} } },
        { type: 'shell_call', call_id: 'd', action: { commands: ['ls'] }, status: 'completed' },
        { type: 'web_search_call', id: 'ws', status: 'completed', action: { type: 'search', query: 'x' } },
        { type: 'custom_tool_call_output', call_id: 'a', output: 'done' },
        { type: 'local_shell_call_output', id: 'b', output: 'file' },
        { type: 'shell_call_output', call_id: 'd', output: [{ stdout: 'file', stderr: '' }] },
      ],
      tools: [
        { type: 'custom', name: 'apply_patch', description: 'Edits.', format: { type: 'grammar', definition: 'G' } },
        { type: 'local_shell' },
        { type: 'web_search' },
        { type: 'function', name: 'f', description: null, parameters: { type: 'object' }, strict: true },
      ],
      tool_choice: { type: 'custom', name: 'apply_patch' },
      parallel_tool_calls: true,
    });
    expect(leftOut).toEqual(['input[].web_search_call', 'tools[custom].format', 'tools[web_search]']);
    const { messages, tools, tool_choice, parallel_tool_calls } = body.json as Record<string, never>;
    expect(messages).toEqual([
      { role: 'user', content: 'go' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'apply_patch', arguments: '{"input":"*** Begin"}' } },
          { id: 'b', type: 'function', function: { name: 'local_shell', arguments: '{"command":["ls"]}' } },
          { id: 'd', type: 'function', function: { name: 'shell', arguments: '{"action":{"commands":["ls"]}}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: 'done' },
      { role: 'tool', tool_call_id: 'b', content: 'file' },
      { role: 'tool', tool_call_id: 'd', content: '[{"stdout":"file","stderr":""}]' },
    ]);
    expect(tools).toMatchObject([
      { function: { name: 'apply_patch', description: expect.stringContaining('grammar:\nG') } },
      { function: { name: 'local_shell' } },
      { type: 'function', function: { name: 'f', parameters: { type: 'object' }, strict: true } },
    ]);
    expect(tool_choice).toEqual({ type: 'function', function: { name: 'apply_patch' } });
    expect(parallel_tool_calls).toBe(true);
  });

  test.each([
    ['required', 'required', ['f', 'g']],
    [{ type: 'function', name: 'g' }, { type: 'function', function: { name: 'g' } }, ['f', 'g']],
    [{ type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'g' }] }, 'required', ['g']],
    [{ type: 'web_search' }, undefined, ['f', 'g']],
  ])('chooses tools by %j', (choice, chosen, names) => {
    const tool = (name: string) => ({ type: 'function', name });
    const { body, leftOut } = parse({ tools: [tool('f'), tool('g')], tool_choice: choice });
    expect(body.json.tool_choice).toEqual(chosen);
    expect((body.json.tools as { function: { name: string } }[]).map((each) => each.function.name)).toEqual(names);
    expect(leftOut).toEqual(chosen === undefined ? ['tool_choice'] : []);
  });

  test.each([
    [{ model: undefined }, 'model', 'missing_required_parameter'],
    [{ input: undefined }, 'input', 'missing_required_parameter'],
    [{ input: 5 }, 'input', 'invalid_type'],
    [{ input: [] }, 'input', 'invalid_value'],
    [{ input: [5] }, 'input[0]', 'invalid_type'],
    [{ input: [{ type: 'reasoning', summary: [] }] }, 'input', 'invalid_value'],
    [{ input: [{ type: 'item_reference' }] }, 'input[0].id', 'invalid_type'],
    [{ input: [{ role: 'tool', content: 'x' }] }, 'input[0].role', 'invalid_value'],
    [{ input: [{ role: 'user' }] }, 'input[0].content', 'invalid_type'],
    [{ input: [{ role: 'user', content: [{}] }] }, 'input[0].content[0]', 'invalid_type'],
    [{ instructions: [1] }, 'instructions', 'invalid_type'],
    [{ previous_response_id: 1 }, 'previous_response_id', 'invalid_type'],
    [{ conversation: {} }, 'conversation', 'invalid_type'],
    [{ conversation: 'conv_1', previous_response_id: 'resp_1' }, 'previous_response_id', 'invalid_value'],
    [{ conversation: 'conv_1', store: false }, 'store', 'invalid_value'],
    [{ prompt: { id: 'p' } }, 'prompt', 'unsupported_parameter'],
    [{ background: true }, 'background', 'unsupported_parameter'],
    [{ max_output_tokens: 0 }, 'max_output_tokens', 'invalid_value'],
    [{ max_output_tokens: '5' }, 'max_output_tokens', 'invalid_type'],
    [{ metadata: { a: 1 } }, 'metadata.a', 'invalid_type'],
    [{ metadata: [] }, 'metadata', 'invalid_type'],
    [{ metadata: { ['k'.repeat(129)]: 'v' } }, 'metadata', 'invalid_value'],
    [{ metadata: { a: 'é'.repeat(513) } }, 'metadata.a', 'invalid_value'],
    [
      { metadata: Object.fromEntries(Array.from({ length: 33 }, (_, index) => [index, 'v'])) },
      'metadata',
      'invalid_value',
    ],
    [{ temperature: 'hot' }, 'temperature', 'invalid_type'],
    [{ top_logprobs: 1.5 }, 'top_logprobs', 'invalid_type'],
    [{ stream: 'yes' }, 'stream', 'invalid_type'],
    [{ include: 'all' }, 'include', 'invalid_type'],
    [{ reasoning: 'high' }, 'reasoning', 'invalid_type'],
    [{ tool_choice: 5 }, 'tool_choice', 'invalid_type'],
    [{ tools: {} }, 'tools', 'invalid_type'],
    [{ tools: [{ type: 'custom' }] }, 'tools[0].name', 'invalid_type'],
    [{ tools: [{ type: 'function' }] }, 'tools[0].name', 'invalid_type'],
  ])('%j is refused at %s', (more, parameter, code) => {
    const body = Buffer.from(JSON.stringify({ model: 'MoM', input: 'x', ...more }));
    expect(openaiResponses.parse(body)).toMatchObject({ kind: 'failure', status: 400, parameter, code });
  });

  test.each([
    [{ max_output_tokens: null, metadata: null, tools: null, instructions: null, previous_response_id: null }],
    [{ metadata: { ['k'.repeat(128)]: 'v'.repeat(1024) } }],
    [
      {
        input: [
          { role: 'user', content: 'x' },
          { type: 'compaction', encrypted_content: 'x' },
        ],
      },
    ],
  ])('%j is taken', (more) => {
    expect(parse(more).facts.messages).toHaveLength(1);
  });
});
