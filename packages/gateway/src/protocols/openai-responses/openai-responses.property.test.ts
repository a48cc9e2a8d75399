import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFailure } from '../../errors/request-failure.ts';
import { dataOfEvents } from '../../sse/event-boundary.ts';
import { problemsBy } from '../../testing/published/published-schema.ts';
import { readRequest } from '../../testing/read-request.ts';
import { openaiResponses } from './openai-responses.ts';

const ORIGIN = { model: 'qwen', id: 'id-1', createdSeconds: 5 };

/** Any JSON, often of a shape that is nearly right. */
const anything = fc.jsonValue({ maxDepth: 2 });
const oneOf = (...words: readonly string[]) => fc.constantFrom(...words);
const nearly = (good: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 4, arbitrary: good }, { weight: 1, arbitrary: anything });

const content = nearly(
  fc.oneof(
    fc.string(),
    fc.array(
      fc.record(
        {
          type: nearly(oneOf('input_text', 'output_text', 'input_image', 'input_file', 'input_audio', 'refusal')),
          text: nearly(fc.string()),
          refusal: nearly(fc.string()),
          image_url: nearly(fc.oneof(fc.webUrl(), fc.record({ url: fc.string() }))),
          file_data: nearly(fc.string()),
          input_audio: nearly(fc.record({ data: fc.string(), format: fc.string() })),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
  ),
);
const types = ['message', 'reasoning', 'function_call', 'function_call_output', 'custom_tool_call', 'local_shell_call'];
const item = fc.record(
  {
    type: nearly(
      oneOf(...types, 'shell_call', 'web_search_call', 'compaction', 'local_shell_call_output', 'new_thing'),
    ),
    role: nearly(oneOf('user', 'assistant', 'system', 'developer')),
    id: nearly(fc.string()),
    call_id: nearly(fc.string()),
    name: nearly(fc.string()),
    arguments: nearly(fc.string()),
    input: nearly(fc.string()),
    action: anything,
    output: content,
    content,
    summary: anything,
    encrypted_content: nearly(oneOf('signalbox.1.cXdlbg', 'signalbox.signed.1.e30', 'signalbox.signed.1.???', 'gAAA')),
  },
  { requiredKeys: [] },
);
const tool = fc.record(
  {
    type: nearly(oneOf('function', 'custom', 'local_shell', 'web_search')),
    name: nearly(oneOf('f', 'g')),
    description: anything,
    parameters: anything,
    format: anything,
    strict: anything,
  },
  { requiredKeys: [] },
);
const request = fc.record(
  {
    model: fc.constant('MoM'),
    input: nearly(fc.oneof(fc.string(), fc.array(item, { maxLength: 5 }))),
    instructions: nearly(fc.string()),
    tools: nearly(fc.array(tool, { maxLength: 3 })),
    tool_choice: nearly(oneOf('auto', 'none', 'required')),
    reasoning: nearly(fc.record({ effort: anything, summary: anything })),
    text: nearly(fc.record({ format: anything, verbosity: anything })),
    metadata: nearly(fc.dictionary(fc.string(), fc.string())),
    include: anything,
    temperature: nearly(fc.double({ noNaN: true })),
    top_logprobs: nearly(fc.nat(20)),
    max_output_tokens: nearly(fc.nat(100)),
    extra: anything,
  },
  { requiredKeys: ['model', 'input'] },
);

test('any request is read or refused with its place, and what is read has messages', () => {
  fc.assert(
    fc.property(request, (body) => {
      const parsed = openaiResponses.parse(Buffer.from(JSON.stringify(body)));
      if (isFailure(parsed)) {
        expect(parsed.status).toBe(400);
        expect(parsed.parameter).not.toBe(undefined);
        return;
      }
      if ('read' in parsed) return;
      expect(parsed.facts.messages.length).toBeGreaterThan(0);
      for (const message of parsed.body.json.messages as Record<string, unknown>[]) {
        const says = message.content !== null || message.refusal !== undefined || message.tool_calls !== undefined;
        expect(says).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});

const text = nearly(fc.option(fc.string()));
const argumentsText = fc
  .record(
    { command: anything, working_directory: anything, timeout_ms: anything, input: anything },
    { requiredKeys: [] },
  )
  .map((made) => JSON.stringify(made));
const call = fc.record(
  {
    id: fc.string({ minLength: 1 }),
    function: fc.record({ name: oneOf('f', 'patch', 'local_shell'), arguments: fc.oneof(text, argumentsText) }),
  },
  { requiredKeys: ['id', 'function'] },
);
const delta = fc.record(
  {
    content: text,
    refusal: text,
    reasoning_content: text,
    thinking_blocks: nearly(
      fc.array(fc.record({ type: fc.constant('thinking'), thinking: fc.string(), signature: fc.string() })),
    ),
    annotations: anything,
    tool_calls: nearly(
      fc.array(
        fc.tuple(fc.nat(2), call).map(([index, called]) => ({ index, ...called })),
        { maxLength: 2 },
      ),
    ),
  },
  { requiredKeys: [] },
);
const finish = nearly(oneOf('stop', 'length', 'tool_calls', 'content_filter'));
const usage = nearly(
  fc.record({ prompt_tokens: nearly(fc.nat()), completion_tokens: nearly(fc.nat()), total_tokens: nearly(fc.nat()) }),
);

const asked = readRequest(openaiResponses, {
  model: 'MoM',
  input: 'x',
  tools: [{ type: 'custom', name: 'patch' }, { type: 'local_shell' }, { type: 'function', name: 'f' }],
});

test('whatever a backend answers becomes a response by the published schema', () => {
  fc.assert(
    fc.property(delta, finish, usage, (message, reason, spent) => {
      const completion = { model: 'served', choices: [{ index: 0, message, finish_reason: reason }], usage: spent };
      const response = openaiResponses.translation!.reply(completion, asked, ORIGIN);
      expect(problemsBy('openai-responses', 'response', JSON.parse(JSON.stringify(response)))).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test('whatever a backend streams becomes events by the published schema, with one end', () => {
  fc.assert(
    fc.property(fc.array(delta, { maxLength: 6 }), finish, (deltas, reason) => {
      const writer = openaiResponses.translation!.stream(asked, ORIGIN);
      const chunks = deltas.map((each) => JSON.stringify({ choices: [{ index: 0, delta: each }] }));
      const last = JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
      const written = [...chunks, last, '[DONE]'].map((data) => writer.onEvent(data)).join('');
      const events = dataOfEvents(written).map((data) => JSON.parse(data));
      for (const event of events) expect(problemsBy('openai-responses', 'event', event)).toEqual([]);
      expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, index) => index));
      expect(events.filter(({ type }) => /^response\.(completed|incomplete|failed)$/.test(type))).toEqual([
        events.at(-1),
      ]);
      const done = events.filter(({ type }) => type === 'response.output_item.done').map(({ output_index: at }) => at);
      expect(done.sort((one, other) => one - other)).toEqual(
        events.at(-1).response.output.map((_: unknown, index: number) => index),
      );
    }),
    { numRuns: 500 },
  );
});
