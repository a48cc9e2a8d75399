import { describe, expect, test } from 'vitest';
import { markThinking, readMark } from '../../chat/thinking-origin.ts';
import { aBackend, aModel } from '../../testing/gateway-fixture.ts';
import { aCall, encoded } from '../../testing/provider-fixture.ts';
import { gemini } from './gemini.ts';

const WISH = { includeUsage: true, createdSeconds: 7 };
const LEVEL = { name: 'gemini-3', type: 'top_level_reasoning_effort', parameter: 'thinking_level' } as const;
const BUDGET = { name: 'gemini-2.5', type: 'chat_template_kwargs', parameter: 'thinking' } as const;

function codecFor(model: Parameters<typeof aModel>[1] = {}, backend: Parameters<typeof aBackend>[1] = {}) {
  return gemini.compile(aBackend('https://host/v1beta', { provider: 'gemini', ...backend }), aModel('pro', model));
}

const sent = (body: object, model: Parameters<typeof aModel>[1] = {}, more: object = {}) =>
  encoded(codecFor(model), aCall(body, more));

const ask = (more: object) => ({ model: 'MoM', messages: [{ role: 'user', content: 'x' }], ...more });
const call = (id: string, name = 'f', text = '{"a":1}') => ({
  id,
  type: 'function',
  function: { name, arguments: text },
});

describe('a chat request as a request for contents', () => {
  test('names the model and the method in the path', () => {
    expect(sent(ask({}), { upstreamName: 'gemini-3-pro' }).path).toBe('/v1beta/models/gemini-3-pro:generateContent');
    expect(sent(ask({}), {}, { isStreaming: true }).path).toBe('/v1beta/models/pro:streamGenerateContent?alt=sse');
    expect(sent(ask({})).json).toEqual({ contents: [{ role: 'user', parts: [{ text: 'x' }] }] });
  });

  test('sets instructions apart, and answers of functions right after their calls', () => {
    const { json, leftOut } = sent({
      model: 'm',
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: [{ type: 'text', text: 'a' }] },
        { role: 'assistant', content: 'I look', tool_calls: [call('1'), call('2', 'g')] },
        { role: 'user', content: 'hurry' },
        { role: 'tool', tool_call_id: '1', content: '{"b":2}' },
        { role: 'tool', tool_call_id: '2', content: 'no luck', is_error: true },
        { role: 'developer', content: 'later' },
      ],
    });
    expect(json.systemInstruction).toEqual({ parts: [{ text: 'be brief' }, { text: 'later' }] });
    expect(leftOut).toEqual(['place of a later system message']);
    expect(json.contents).toEqual([
      { role: 'user', parts: [{ text: 'a' }] },
      {
        role: 'model',
        parts: [
          { text: 'I look' },
          { functionCall: { name: 'f', args: { a: 1 } } },
          { functionCall: { name: 'g', args: { a: 1 } } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { name: 'f', response: { b: 2 } } },
          { functionResponse: { name: 'g', response: { error: 'no luck' } } },
        ],
      },
      { role: 'user', parts: [{ text: 'hurry' }] },
    ]);
  });

  test('carries pictures, sound and files', () => {
    const content = [
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
      { type: 'image_url', image_url: { url: 'https://h/a.webp?x=1' } },
      { type: 'input_audio', input_audio: { data: 'BBBB', format: 'mp3' } },
      { type: 'file', file: { file_data: 'data:application/pdf;base64,CCCC' } },
      { type: 'file', file: { file_id: 'f1' } },
    ];
    const { json, leftOut } = sent({ model: 'm', messages: [{ role: 'user', content }] });
    expect(json.contents).toEqual([
      {
        role: 'user',
        parts: [
          { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
          { fileData: { mimeType: 'image/webp', fileUri: 'https://h/a.webp?x=1' } },
          { inlineData: { mimeType: 'audio/mpeg', data: 'BBBB' } },
          { inlineData: { mimeType: 'application/pdf', data: 'CCCC' } },
        ],
      },
    ]);
    expect(leftOut).toEqual(['messages[].content[].file']);
  });

  test('translates tools, choices, schemas and limits', () => {
    const schema = { type: 'object', properties: { a: { type: 'number' } } };
    const { json, leftOut } = sent(
      ask({
        max_tokens: 50,
        temperature: 0.3,
        top_k: 4,
        stop: ['a', 'b', 'c', 'd', 'e', 'f'],
        tools: [
          { type: 'function', function: { name: 'f', description: 'd', parameters: schema, strict: true } },
          { type: 'function', function: { name: 'g', parameters: { type: 'object', properties: {} } } },
        ],
        tool_choice: { type: 'function', function: { name: 'f' } },
        response_format: { type: 'json_schema', json_schema: { name: 'n', schema } },
        logit_bias: { 1: 1 },
        parallel_tool_calls: false,
      }),
    );
    expect(json).toMatchObject({
      tools: [{ functionDeclarations: [{ name: 'f', description: 'd', parametersJsonSchema: schema }, { name: 'g' }] }],
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f'] } },
      generationConfig: {
        maxOutputTokens: 50,
        temperature: 0.3,
        topK: 4,
        stopSequences: ['a', 'b', 'c', 'd', 'e'],
        responseMimeType: 'application/json',
        responseJsonSchema: schema,
      },
    });
    expect(leftOut).toEqual(['logit_bias', 'parallel_tool_calls', 'stop']);
  });

  test('has the backend’s own fields', () => {
    const safetySettings = [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }];
    const codec = codecFor({}, { extraBody: { safetySettings, generationConfig: { candidateCount: 1 } } });
    expect(encoded(codec, aCall(ask({ max_tokens: 5 }))).json).toMatchObject({
      safetySettings,
      generationConfig: { maxOutputTokens: 5, candidateCount: 1 },
    });
  });
});

describe('thinking', () => {
  const on = { reasoning: { mode: 'on', effort: 'high' } } as const;
  const off = { reasoning: { mode: 'off', effort: 'high' } } as const;

  test.each([
    [LEVEL, on, { includeThoughts: true, thinkingLevel: 'high' }, 100],
    [LEVEL, off, { thinkingLevel: 'low' }, 100],
    [BUDGET, on, { includeThoughts: true, thinkingBudget: 24_576 }, 24_676],
    [BUDGET, off, { thinkingBudget: 0 }, 100],
  ])('of family %o with %o is %o', (reasoningFamily, route, thinkingConfig, maxOutputTokens) => {
    const { json } = sent(ask({ max_tokens: 100 }), { reasoningFamily }, route);
    expect(json.generationConfig).toEqual({ maxOutputTokens, thinkingConfig });
  });

  test('is what the client said where no route decides', () => {
    const config = (more: object) => sent(ask(more)).json.generationConfig;
    expect(config({ reasoning_effort: 'low' })).toEqual({
      thinkingConfig: { includeThoughts: true, thinkingBudget: 2_048 },
    });
    expect(config({ thinking: { type: 'enabled', budget_tokens: 3_000 } })).toEqual({
      thinkingConfig: { includeThoughts: true, thinkingBudget: 3_000 },
    });
  });
});

describe('signatures of calls', () => {
  const history = (blocks: readonly object[]) => ({
    model: 'm',
    messages: [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: null, tool_calls: [call('1'), call('2')], thinking_blocks: blocks },
      { role: 'tool', tool_call_id: '1', content: 'x' },
      { role: 'tool', tool_call_id: '2', content: 'y' },
    ],
  });
  const signaturesSent = (body: object, upstreamName = 'gemini-3-pro') =>
    (sent(body, { upstreamName }).json.contents as { parts: { thoughtSignature?: string }[] }[])[1]!.parts.map(
      ({ thoughtSignature }) => thoughtSignature,
    );

  test('come back through the history as they were', () => {
    const reply = {
      responseId: 'r',
      candidates: [
        {
          content: {
            role: 'model',
            parts: [
              { text: 'hm', thought: true },
              { functionCall: { id: '1', name: 'f', args: { a: 1 } }, thoughtSignature: 'c2ln' },
              { functionCall: { id: '2', name: 'f', args: { a: 1 } } },
            ],
          },
          finishReason: 'STOP',
        },
      ],
    };
    const { choices } = codecFor().translation!.reply(reply, WISH) as {
      choices: { message: { thinking_blocks: { thinking: string; signature: string }[] } }[];
    };
    const blocks = choices[0]!.message.thinking_blocks;
    expect(blocks[0]!.thinking).toBe('hm');
    expect(readMark(blocks[0]!.signature)?.model).toBe('pro');
    expect(signaturesSent(history(blocks))).toEqual(['c2ln', undefined]);
  });

  test('of other models are not sent; the first call of a step says that it was foreign', () => {
    const foreign = [{ type: 'thinking', thinking: '', signature: markThinking('other', '{"1":"c2ln"}') }];
    expect(signaturesSent(history(foreign))).toEqual(['skip_thought_signature_validator', undefined]);
    expect(signaturesSent(history([{ type: 'thinking', thinking: 'x', signature: 'EqQB' }]))[0]).toBe(
      'skip_thought_signature_validator',
    );
  });

  test('are not asked for by older models, nor in turns that are over', () => {
    expect(signaturesSent(history([]), 'gemini-2.5-flash')).toEqual([undefined, undefined]);
    const { messages } = history([]);
    const over = { model: 'm', messages: [...messages, { role: 'user', content: 'thanks' }] };
    expect(signaturesSent(over)).toEqual([undefined, undefined]);
  });
});

const USAGE = {
  promptTokenCount: 10,
  cachedContentTokenCount: 4,
  candidatesTokenCount: 3,
  thoughtsTokenCount: 2,
  totalTokenCount: 15,
};

describe('an answer', () => {
  const reply = (candidate: object, more: object = {}) => ({
    responseId: 'r1',
    modelVersion: 'gemini-3-pro',
    candidates: [candidate],
    usageMetadata: USAGE,
    ...more,
  });
  const text = (parts: readonly object[], finishReason = 'STOP') =>
    reply({ content: { role: 'model', parts }, finishReason });

  test('is summed up, thoughts counted to the completion', () => {
    expect(codecFor().readReply(Buffer.from(JSON.stringify(text([{ text: 'a' }]))))).toEqual({
      model: 'gemini-3-pro',
      finishReason: 'stop',
      usage: {
        promptTokens: 10,
        cachedPromptTokens: 4,
        cacheWriteTokens: 0,
        completionTokens: 5,
        reasoningTokens: 2,
        totalTokens: 15,
      },
    });
    expect(codecFor().readReply(Buffer.from('{"choices":[]}'))).toBeUndefined();
  });

  test('becomes a chat completion', () => {
    const parts = [{ text: 'hm', thought: true }, { text: 'Hel' }, { text: 'lo' }];
    expect(codecFor().translation!.reply(text(parts), WISH)).toMatchObject({
      id: 'r1',
      created: 7,
      model: 'gemini-3-pro',
      choices: [{ finish_reason: 'stop', message: { content: 'Hello', reasoning_content: 'hm' } }],
      usage: { completion_tokens: 5, completion_tokens_details: { reasoning_tokens: 2 } },
    });
  });

  test('has calls with ids of their own where the API gives none', () => {
    const parts = [{ functionCall: { name: 'f', args: { a: 1 } } }, { functionCall: { name: 'f', args: { a: 1 } } }];
    const { choices } = codecFor().translation!.reply(text(parts), WISH) as {
      choices: { finish_reason: string; message: { tool_calls: { id: string }[]; content: null } }[];
    };
    const [{ message, finish_reason: reason }] = choices as [(typeof choices)[0]];
    expect(reason).toBe('tool_calls');
    expect(message.content).toBeNull();
    expect(new Set(message.tool_calls.map(({ id }) => id)).size).toBe(2);
  });

  test.each([
    [{ finishReason: 'SAFETY' }, {}, 'content_filter'],
    [{ finishReason: 'MAX_TOKENS', content: { parts: [{ text: 'a' }] } }, {}, 'length'],
    [undefined, { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }, 'content_filter'],
  ])('of %o with %o ends with %s', (candidate, more, reason) => {
    const json = { ...reply(candidate ?? {}, more), ...(candidate === undefined ? { candidates: [] } : {}) };
    const completion = codecFor().translation!.reply(json, WISH);
    expect(completion).toMatchObject({ choices: [{ finish_reason: reason }] });
    expect(codecFor().readReply(Buffer.from(JSON.stringify(json)))?.finishReason).toBe(reason);
  });

  test('that is an error says what and whether to try again', () => {
    const error = { error: { code: 429, message: 'quota', status: 'RESOURCE_EXHAUSTED' } };
    expect(codecFor().decodeError(429, {}, Buffer.from(JSON.stringify(error)))).toEqual({
      message: 'quota',
      isRetryable: true,
      isPassable: true,
    });
    expect(codecFor().decodeError(502, {}, Buffer.from('<html>'))).toMatchObject({ isPassable: false });
  });
});

describe('a stream', () => {
  const event = (parts: readonly object[], more: object = {}, top: object = {}) =>
    JSON.stringify({
      responseId: 'r1',
      modelVersion: 'gemini-3-pro',
      candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
      ...top,
    });
  const events = [
    event([{ text: 'hm', thought: true }]),
    event([{ text: 'Hi' }]),
    event([{ functionCall: { name: 'f', args: { a: 1 } }, thoughtSignature: 'c2ln' }]),
    event([{ functionCall: { name: 'g', args: {} } }]),
    event([{ text: '' }], { finishReason: 'STOP' }, { usageMetadata: USAGE }),
  ];

  test('becomes chunks; finish, usage and [DONE] come when it closes', () => {
    const decoder = codecFor().translation!.stream(WISH);
    const before = events.flatMap((data) => decoder.onEvent(data)).map((data) => JSON.parse(data));
    const deltas = before.flatMap(({ choices }) => choices.map(({ delta }: { delta: object }) => delta));
    expect(deltas).toMatchObject([
      { role: 'assistant' },
      { reasoning_content: 'hm' },
      { content: 'Hi' },
      { thinking_blocks: [{ thinking: 'hm' }] },
      { tool_calls: [{ index: 0, function: { name: 'f', arguments: '{"a":1}' } }] },
      { tool_calls: [{ index: 1, function: { name: 'g', arguments: '{}' } }] },
    ]);
    const after = decoder.onEnd();
    expect(after.at(-1)).toBe('[DONE]');
    expect(JSON.parse(after[0]!)).toMatchObject({ id: 'r1', choices: [{ finish_reason: 'tool_calls' }] });
    expect(JSON.parse(after[1]!)).toMatchObject({ choices: [], usage: { prompt_tokens: 10 } });
  });

  test('tells its end, and that it has none', () => {
    const codec = codecFor();
    expect(codec.readStreamEnd(events)).toMatchObject({ isDone: true, finishReason: 'tool_calls', error: null });
    expect(codec.readStreamEnd(events.slice(0, 2))).toMatchObject({ isDone: false, finishReason: null });
    expect(codec.readStreamEnd([events[0]!, '{"error":{"message":"busy"}}'])).toMatchObject({ error: 'busy' });
    const cut = codec.translation!.stream(WISH);
    cut.onEvent(events[0]!);
    expect(cut.onEnd()).toEqual([]);
  });
});
