import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataOfEvents } from '../../sse/event-boundary.ts';
import { problemsBy } from '../../testing/published/published-schema.ts';
import { readRequest } from '../../testing/read-request.ts';
import { anthropicMessages } from './anthropic-messages.ts';

const ORIGIN = { model: 'qwen', id: 'id-1', createdSeconds: 5 };

/** Any JSON, in place of what should be there. */
const anything = fc.jsonValue({ maxDepth: 2 });
const nearly = (good: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 4, arbitrary: good }, { weight: 1, arbitrary: anything });
const text = nearly(fc.option(fc.string()));
const call = fc.record(
  {
    id: nearly(fc.string()),
    index: nearly(fc.nat(2)),
    function: nearly(fc.record({ name: nearly(fc.constantFrom('f', 'g')), arguments: text }, { requiredKeys: [] })),
  },
  { requiredKeys: [] },
);
const thinking = fc.oneof(
  fc.record({ type: fc.constant('thinking'), thinking: fc.string(), signature: fc.string() }),
  fc.record({ type: fc.constant('redacted_thinking'), data: fc.string() }),
);
const delta = fc.record(
  {
    content: text,
    refusal: text,
    reasoning_content: text,
    thinking_blocks: fc.array(thinking, { maxLength: 2 }),
    tool_calls: nearly(fc.array(call, { maxLength: 2 })),
  },
  { requiredKeys: [] },
);
const finish = nearly(fc.constantFrom('stop', 'length', 'tool_calls', 'content_filter'));
const usage = nearly(fc.record({ prompt_tokens: anything, completion_tokens: nearly(fc.nat()) }));

const { reply, stream } = anthropicMessages.translation!;
const request = readRequest(anthropicMessages, {
  model: 'MoM',
  max_tokens: 5,
  messages: [{ role: 'user', content: 'x' }],
});

test('whatever a backend answers becomes a message by the published schema', () => {
  fc.assert(
    fc.property(delta, finish, usage, (message, reason, spent) => {
      const completion = { model: 'served', choices: [{ index: 0, message, finish_reason: reason }], usage: spent };
      const written: unknown = JSON.parse(JSON.stringify(reply(completion, request, ORIGIN)));
      expect(problemsBy('anthropic-messages', 'message', written)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test('whatever a backend streams becomes events by the published schema, each block begun and ended once', () => {
  fc.assert(
    fc.property(fc.array(delta, { maxLength: 6 }), finish, usage, (deltas, reason, spent) => {
      const writer = stream(request, ORIGIN);
      const chunks = deltas.map((each) => JSON.stringify({ choices: [{ index: 0, delta: each }] }));
      const last = JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: reason }], usage: spent });
      const written = [...chunks, last, '[DONE]'].map((data) => writer.onEvent(data)).join('');
      const events = dataOfEvents(written).map((data) => JSON.parse(data));
      for (const event of events) expect(problemsBy('anthropic-messages', 'event', event)).toEqual([]);
      const indexes = (type: string) => events.filter((event) => event.type === type).map(({ index }) => index);
      const begun = indexes('content_block_start');
      expect(begun).toEqual(begun.map((_, index) => index));
      expect(indexes('content_block_stop')).toEqual(begun);
      expect(events.slice(-2).map(({ type }) => type)).toEqual(['message_delta', 'message_stop']);
    }),
    { numRuns: 1_000 },
  );
});
