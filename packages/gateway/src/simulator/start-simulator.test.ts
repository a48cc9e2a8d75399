import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from './start-simulator.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ models: ['Qwen3-235B', 'gpt-oss-20b', 'Kimi-K2-Thinking'] });
});

afterAll(() => simulator.close());

interface Choice {
  readonly index: number;
  readonly message: {
    readonly content: string | null;
    readonly reasoning?: string;
    readonly reasoning_content?: string;
    readonly tool_calls?: readonly {
      readonly id: string;
      readonly function: { readonly name: string; readonly arguments: string };
    }[];
  };
  readonly finish_reason: string;
  readonly stop_reason: string | null;
  readonly logprobs: {
    readonly content: readonly {
      readonly token: string;
      readonly logprob: number;
      readonly bytes: readonly number[];
      readonly top_logprobs: readonly { readonly token: string; readonly logprob: number }[];
    }[];
  } | null;
}

interface Completion {
  readonly id: string;
  readonly model: string;
  readonly choices: readonly Choice[];
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
    readonly completion_tokens_details: { readonly reasoning_tokens: number };
  };
}

async function post(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(simulator.url + path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

async function chat(fields: object, text = 'What is a semaphore?'): Promise<Completion> {
  const answer = await post('/v1/chat/completions', {
    model: 'Qwen3-235B',
    messages: [{ role: 'user', content: text }],
    ...fields,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as Completion;
}

const WEATHER = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Tell the weather forecast of a city',
    parameters: {
      type: 'object',
      properties: {
        city: { type: 'string' },
        unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
        days: { type: 'integer', minimum: 1 },
      },
      required: ['city', 'unit'],
      additionalProperties: false,
    },
  },
};
const CLOCK = {
  type: 'function',
  function: {
    name: 'local_time',
    description: 'Tell the time of day',
    parameters: { type: 'object', properties: { zone: { type: 'string' } } },
  },
};

describe('a chat answer', () => {
  test('says that it is simulated, by which model and with which reasoning, and quotes the question', async () => {
    const answer = await chat({});
    expect(answer.choices[0]!.message.content).toMatch(
      /^\[simulated Qwen3-235B, reasoning off\] You asked: "What is a semaphore\?"\./,
    );
    expect(answer).toMatchObject({
      object: 'chat.completion',
      model: 'Qwen3-235B',
      system_fingerprint: 'signalbox-simulator',
    });
    expect(answer.id).toMatch(/^chatcmpl-/);
  });

  test('counts its tokens, and a longer prompt costs more of them', async () => {
    const short = await chat({});
    const long = await chat({}, 'word '.repeat(1000));
    for (const { usage } of [short, long])
      expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
    expect(short.usage.completion_tokens).toBeGreaterThan(20);
    expect(long.usage.prompt_tokens).toBeGreaterThan(short.usage.prompt_tokens + 900);
  });

  test('is the same for the same seed and prompt, and another for another seed', async () => {
    const texts = await Promise.all(
      [7, 7, 8, 9, 10].map(async (seed) => (await chat({ seed })).choices[0]!.message.content),
    );
    expect(texts[0]).toBe(texts[1]);
    expect(new Set(texts).size).toBeGreaterThan(1);
  });

  test.each([
    [
      'chat_template_kwargs',
      { chat_template_kwargs: { enable_thinking: true } },
      'reasoning on (enable_thinking=true)',
    ],
    ['the other template switch', { chat_template_kwargs: { thinking: true } }, 'reasoning on (thinking=true)'],
    ['a high effort', { reasoning_effort: 'high' }, 'reasoning on (reasoning_effort=high)'],
    ['a model that always thinks', { model: 'Kimi-K2-Thinking' }, 'reasoning on (this model always thinks)'],
  ])('thinks first when %s says so', async (_, fields, words) => {
    const { choices, usage } = await chat(fields);
    expect(choices[0]!.message.content).toContain(words);
    expect(choices[0]!.message.reasoning_content).toContain('What is a semaphore?');
    expect(choices[0]!.message.reasoning).toBe(choices[0]!.message.reasoning_content);
    expect(usage.completion_tokens_details.reasoning_tokens).toBeGreaterThan(10);
    expect(usage.completion_tokens).toBeGreaterThan(usage.completion_tokens_details.reasoning_tokens);
  });

  test.each([
    ['a low effort', { reasoning_effort: 'low' }, 'reasoning off (reasoning_effort=low)'],
    [
      'a template switch that says false',
      { chat_template_kwargs: { enable_thinking: false }, reasoning_effort: 'high' },
      'reasoning off (enable_thinking=false',
    ],
  ])('does not think with %s', async (_, fields, words) => {
    const { choices, usage } = await chat(fields);
    expect(choices[0]!.message.content).toContain(words);
    expect(choices[0]!.message.reasoning_content).toBeUndefined();
    expect(usage.completion_tokens_details.reasoning_tokens).toBe(0);
  });

  test('keeps its thinking to itself but counts it when include_reasoning is false', async () => {
    const { choices, usage } = await chat({ reasoning_effort: 'high', include_reasoning: false });
    expect(choices[0]!.message).not.toHaveProperty('reasoning_content');
    expect(usage.completion_tokens_details.reasoning_tokens).toBeGreaterThan(10);
  });

  test('ends at max_completion_tokens with finish_reason length, thinking included', async () => {
    const plain = await chat({ max_completion_tokens: 5 });
    expect(plain.usage.completion_tokens).toBe(5);
    expect(plain.choices[0]!.finish_reason).toBe('length');
    const thinking = await chat({ max_tokens: 5, reasoning_effort: 'high' });
    expect(thinking.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: null } });
    expect(thinking.usage.completion_tokens_details.reasoning_tokens).toBe(5);
  });

  test('fills max_tokens exactly when ignore_eos is set', async () => {
    const { usage, choices } = await chat({ max_tokens: 500, ignore_eos: true });
    expect(usage.completion_tokens).toBe(500);
    expect(choices[0]!.finish_reason).toBe('length');
  });

  test('ends before the first stop sequence and names it', async () => {
    const { choices } = await chat({ stop: ['never found', 'asked'] });
    expect(choices[0]).toMatchObject({ finish_reason: 'stop', stop_reason: 'asked' });
    expect(choices[0]!.message.content).toBe('[simulated Qwen3-235B, reasoning off] You ');
    const kept = await chat({ stop: 'asked', include_stop_str_in_output: true });
    expect(kept.choices[0]!.message.content).toMatch(/ You asked$/);
  });

  test('has n choices that are counted together', async () => {
    const one = await chat({ n: 1, seed: 3 });
    const three = await chat({ n: 3, seed: 3 });
    expect(three.choices.map((choice) => choice.index)).toEqual([0, 1, 2]);
    expect(three.choices[0]!.message).toEqual(one.choices[0]!.message);
    expect(three.usage.completion_tokens).toBeGreaterThan(one.usage.completion_tokens);
  });

  test('reports log probabilities of every token with alternatives that sum to at most one', async () => {
    const { choices } = await chat({ logprobs: true, top_logprobs: 3 });
    const entries = choices[0]!.logprobs!.content;
    expect(entries.map((entry) => entry.token).join('')).toBe(choices[0]!.message.content);
    for (const entry of entries) {
      expect(entry.top_logprobs).toHaveLength(3);
      expect(entry.top_logprobs[0]!.logprob).toBe(entry.logprob);
      expect(Buffer.from(entry.bytes).toString()).toBe(entry.token);
      expect(entry.top_logprobs.reduce((total, one) => total + Math.exp(one.logprob), 0)).toBeLessThanOrEqual(1.0001);
    }
    expect((await chat({})).choices[0]!.logprobs).toBeNull();
  });

  test('counts images and says how many there were', async () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
    const without = await chat({});
    const { choices, usage } = await chat({
      messages: [{ role: 'user', content: [{ type: 'text', text: 'What is a semaphore?' }, image, image] }],
    });
    expect(choices[0]!.message.content).toContain('It came with 2 images.');
    expect(usage.prompt_tokens).toBeGreaterThan(without.usage.prompt_tokens + 400);
  });

  test('goes on in Chinese after a Chinese question', async () => {
    const { choices } = await chat({}, '什么是信号量？');
    expect(choices[0]!.message.content).toMatch(/什么是信号量？.*模/);
  });
});

describe('tool calls', () => {
  const validate = new Ajv().compile(WEATHER.function.parameters);

  test('come with valid arguments from the question when it asks for a tool', async () => {
    const { choices } = await chat({ tools: [WEATHER, CLOCK] }, 'How will the weather be in Lisbon in fahrenheit?');
    expect(choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } });
    const calls = choices[0]!.message.tool_calls!;
    expect(calls.map((call) => call.function.name)).toEqual(['get_weather']);
    const made = JSON.parse(calls[0]!.function.arguments) as unknown;
    expect(validate(made), JSON.stringify(validate.errors)).toBe(true);
    expect(made).toMatchObject({ city: 'Lisbon', unit: 'fahrenheit' });
  });

  test('come in parallel when the question names several tools, but not when parallel_tool_calls is false', async () => {
    const text = 'What are the weather and the time in Lisbon?';
    const both = await chat({ tools: [WEATHER, CLOCK] }, text);
    expect(both.choices[0]!.message.tool_calls!.map((call) => call.function.name)).toEqual([
      'get_weather',
      'local_time',
    ]);
    expect(new Set(both.choices[0]!.message.tool_calls!.map((call) => call.id)).size).toBe(2);
    const single = await chat({ tools: [WEATHER, CLOCK], parallel_tool_calls: false }, text);
    expect(single.choices[0]!.message.tool_calls).toHaveLength(1);
  });

  test('do not come when nothing asks for them or tool_choice is none', async () => {
    expect((await chat({ tools: [WEATHER] }, 'Tell me a joke.')).choices[0]!.message.tool_calls).toBeUndefined();
    const forbidden = await chat({ tools: [WEATHER], tool_choice: 'none' }, 'How is the weather in Lisbon?');
    expect(forbidden.choices[0]!.message.tool_calls).toBeUndefined();
  });

  test('are made for a required and for a named choice whatever the question', async () => {
    const required = await chat({ tools: [WEATHER, CLOCK], tool_choice: 'required' }, 'Tell me a joke.');
    expect(required.choices[0]!.message.tool_calls).toHaveLength(1);
    expect(required.choices[0]!.finish_reason).toBe('tool_calls');
    const named = await chat(
      { tools: [WEATHER, CLOCK], tool_choice: { type: 'function', function: { name: 'local_time' } } },
      'Tell me a joke.',
    );
    expect(named.choices[0]!.message.tool_calls!.map((call) => call.function.name)).toEqual(['local_time']);
    expect(named.choices[0]!.finish_reason).toBe('stop');
  });

  test('give way to a text that quotes the result once a tool has answered', async () => {
    const asked = { role: 'user', content: 'How is the weather in Lisbon?' };
    const called = {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{}' } }],
    };
    const answered = { role: 'tool', tool_call_id: 'call_1', content: '{"temperature": 21}' };
    const { choices } = await chat({ tools: [WEATHER], messages: [asked, called, answered] });
    expect(choices[0]!.finish_reason).toBe('stop');
    expect(choices[0]!.message.content).toContain('get_weather answered: {"temperature": 21}');
  });
});

describe('structured output', () => {
  const schema = {
    type: 'object',
    properties: { title: { type: 'string' }, score: { type: 'integer', minimum: 1, maximum: 5 } },
    required: ['title', 'score'],
    additionalProperties: false,
  };

  test.each([
    [
      'response_format',
      { response_format: { type: 'json_schema', json_schema: { name: 'review', strict: true, schema } } },
    ],
    ['guided_json', { guided_json: schema }],
    ['guided_json as text', { guided_json: JSON.stringify(schema) }],
    ['structured_outputs', { structured_outputs: { json: schema } }],
  ])('is a valid instance of the schema in %s', async (_, fields) => {
    const { choices } = await chat(fields);
    const validate = new Ajv().compile(schema);
    expect(validate(JSON.parse(choices[0]!.message.content!)), JSON.stringify(validate.errors)).toBe(true);
    expect(choices[0]!.finish_reason).toBe('stop');
  });

  test('is some JSON object that says it is simulated for json_object', async () => {
    const { choices } = await chat({ response_format: { type: 'json_object' } });
    expect(JSON.parse(choices[0]!.message.content!)).toMatchObject({ simulated: true, model: 'Qwen3-235B' });
  });

  test('is one of the choices, and the one that the question names', async () => {
    const picked = (await chat({ guided_choice: ['red', 'green'] })).choices[0]!.message.content;
    expect(['red', 'green']).toContain(picked);
    const named = await chat({ structured_outputs: { choice: ['red', 'green', 'blue'] } }, 'Is grass green?');
    expect(named.choices[0]!.message.content).toBe('green');
  });

  test('matches the pattern', async () => {
    expect((await chat({ guided_regex: '[A-Z]{3}-\\d{4}' })).choices[0]!.message.content).toMatch(/^[A-Z]{3}-\d{4}$/);
    expect((await chat({ structured_outputs: { regex: '(yes|no)' } })).choices[0]!.message.content).toMatch(
      /^(yes|no)$/,
    );
  });
});

describe('a request that cannot be answered', () => {
  const good = { model: 'Qwen3-235B', messages: [{ role: 'user', content: 'Hello' }] };

  test('gets a 404 that lists the models when its model is unknown', async () => {
    const { status, body } = await post('/v1/chat/completions', { ...good, model: 'gpt-9' });
    expect(status).toBe(404);
    expect(body).toEqual({
      error: {
        message: 'The model `gpt-9` does not exist. Served here: Qwen3-235B, gpt-oss-20b, Kimi-K2-Thinking.',
        type: 'NotFoundError',
        param: 'model',
        code: 404,
      },
    });
  });

  test.each<[string, unknown, string]>([
    ['bad JSON', '{"model": ', 'not JSON'],
    ['a list', [], 'must be a JSON object'],
    ['no model', { messages: good.messages }, '`model`'],
    ['no messages', { model: good.model }, '`messages` must be a list'],
    ['an empty list of messages', { ...good, messages: [] }, 'at least one message'],
    ['a message that is a text', { ...good, messages: ['Hello'] }, '`messages[0]` must be an object'],
    ['an unknown role', { ...good, messages: [{ role: 'boss', content: 'x' }] }, '`messages[0].role`'],
    ['no content', { ...good, messages: [{ role: 'user' }] }, '`messages[0].content` is required'],
    ['a content that is a number', { ...good, messages: [{ role: 'user', content: 5 }] }, '`messages[0].content`'],
    [
      'a part without a type',
      { ...good, messages: [{ role: 'user', content: [{ text: 'x' }] }] },
      '`messages[0].content[0]`',
    ],
    [
      'an image part without an image',
      { ...good, messages: [{ role: 'user', content: [{ type: 'image_url' }] }] },
      '`image_url`',
    ],
    ['a negative temperature', { ...good, temperature: -1 }, '`temperature`'],
    ['no tokens allowed', { ...good, max_tokens: 0 }, '`max_tokens` must be a whole number of at least 1, got 0'],
    ['a stop that is a number', { ...good, stop: 5 }, '`stop`'],
    ['top_logprobs alone', { ...good, top_logprobs: 2 }, '`logprobs` must be set to true'],
    ['stream options without a stream', { ...good, stream_options: { include_usage: true } }, 'Stream options'],
    ['a tool without a name', { ...good, tools: [{ type: 'function', function: {} }] }, '`tools[0]`'],
    [
      'a choice of no tool',
      { ...good, tools: [WEATHER], tool_choice: { type: 'function', function: { name: 'nope' } } },
      '"nope"',
    ],
    ['a required choice without tools', { ...good, tool_choice: 'required' }, '`tools` must be set'],
    ['a format that does not exist', { ...good, response_format: { type: 'xml' } }, '`response_format.type`'],
    [
      'a schema that is none',
      { ...good, response_format: { type: 'json_schema', json_schema: { name: 'x' } } },
      'json_schema.schema',
    ],
    ['a schema beyond the generator', { ...good, guided_json: { not: {} } }, '"not" is not simulated'],
    ['a pattern beyond the generator', { ...good, guided_regex: '(a)\\1' }, 'cannot make a sample'],
    ['a grammar', { ...good, guided_grammar: 'root ::= "a"' }, '`guided_grammar` is not simulated'],
    ['two forms at once', { ...good, guided_regex: 'a', guided_choice: ['a'] }, 'Only one form'],
  ])('gets a 400 that says why for %s', async (_, sent, words) => {
    const { status, body } = await post('/v1/chat/completions', sent);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { type: 'BadRequestError', code: 400, message: expect.stringContaining(words) },
    });
  });

  test('gets a 404 for an unknown path and a 405 with Allow for a wrong method', async () => {
    const unknown = await fetch(`${simulator.url}/v1/nothing`);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ error: { message: expect.stringContaining('/v1/chat/completions') } });
    const wrong = await fetch(`${simulator.url}/v1/chat/completions`);
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('POST');
  });
});

describe('the other endpoints', () => {
  test('list the models as vLLM does', async () => {
    const list = (await (await fetch(`${simulator.url}/v1/models`)).json()) as {
      data: { id: string; object: string }[];
    };
    expect(list.data.map((model) => model.id)).toEqual(['Qwen3-235B', 'gpt-oss-20b', 'Kimi-K2-Thinking']);
    expect(list.data[0]).toMatchObject({ object: 'model', owned_by: 'signalbox-simulator' });
    expect((await fetch(`${simulator.url}/v1/models/gpt-oss-20b`)).status).toBe(200);
    expect((await fetch(`${simulator.url}/v1/models/gpt-9`)).status).toBe(404);
    expect((await fetch(`${simulator.url}/v1/models/%E0%A4%A`)).status).toBe(404);
    expect((await fetch(`${simulator.url}/health`)).status).toBe(200);
  });

  test('answer any model name when they are told to', async () => {
    const any = await startSimulator({ models: 'any', answerTokens: 12 });
    try {
      const body = JSON.stringify({ model: 'whatever', messages: [{ role: 'user', content: 'Hello' }] });
      const answer = (await (
        await fetch(`${any.url}/v1/chat/completions`, { method: 'POST', body })
      ).json()) as Completion;
      expect(answer.model).toBe('whatever');
      expect(answer.usage.completion_tokens).toBe(12);
    } finally {
      await any.close();
    }
  });

  test('complete a text for each prompt', async () => {
    const { body } = await post('/v1/completions', {
      model: 'gpt-oss-20b',
      prompt: ['Once', 'Twice'],
      n: 2,
      max_tokens: 8,
    });
    expect(body).toMatchObject({ object: 'text_completion', usage: { completion_tokens: 32 } });
    expect((body as { choices: unknown[] }).choices).toHaveLength(4);
  });

  test('embed texts as unit vectors in which shared words lie near, as floats and as base64', async () => {
    const input = ['red apples and pears', 'green apples and pears', 'quantum chromodynamics'];
    const { body } = await post('/v1/embeddings', { model: 'gpt-oss-20b', input, dimensions: 128 });
    const vectors = (body as { data: { embedding: number[] }[] }).data.map((entry) => entry.embedding);
    const dot = (left: number[], right: number[]): number =>
      left.reduce((sum, value, at) => sum + value * right[at]!, 0);
    expect(dot(vectors[0]!, vectors[0]!)).toBeCloseTo(1, 5);
    expect(dot(vectors[0]!, vectors[1]!)).toBeGreaterThan(dot(vectors[0]!, vectors[2]!) + 0.3);
    const packed = await post('/v1/embeddings', {
      model: 'gpt-oss-20b',
      input: input[0],
      dimensions: 128,
      encoding_format: 'base64',
    });
    const bytes = Buffer.from((packed.body as { data: { embedding: string }[] }).data[0]!.embedding, 'base64');
    expect([...new Float32Array(new Uint8Array(bytes).buffer)]).toEqual(vectors[0]);
  });

  test('count requests and tokens for each model', async () => {
    await chat({ model: 'gpt-oss-20b' });
    const text = await (await fetch(`${simulator.url}/metrics`)).text();
    expect(text).toMatch(/vllm:request_success_total\{model_name="gpt-oss-20b"\} [1-9]/);
    expect(text).toMatch(/vllm:generation_tokens_total\{model_name="gpt-oss-20b"\} [1-9]/);
  });

  test('refuse to start on a port that is taken and name it', async () => {
    await expect(startSimulator({ models: 'any', port: simulator.port })).rejects.toThrow(
      `cannot listen on 127.0.0.1 port ${simulator.port}: something else listens there`,
    );
  });
});
