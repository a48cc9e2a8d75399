import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';

const folder = join(import.meta.dirname, '..', '..', 'packages', 'gateway', 'src', 'testing', 'published');
const ajv = new Ajv({ allErrors: true, discriminator: true, allowUnionTypes: true });
for (const file of ['openai-chat', 'openai-responses', 'anthropic-messages']) {
  ajv.addSchema(JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8')));
}

/** What each path answers, by the vendors' published schemas: whole, as an event, as an error. */
const openai = { error: 'openai-chat#/definitions/error' };
const anthropic = { error: 'anthropic-messages#/definitions/error' };
const ANSWERS = {
  '/v1/chat/completions': { ...openai, whole: 'openai-chat#/definitions/completion', events: checkChunks },
  '/v1/responses': { ...openai, whole: 'openai-responses#/definitions/response', events: checkResponseEvents },
  '/v1/embeddings': { ...openai, whole: 'openai-chat#/definitions/embeddings' },
  '/v1/models': { ...openai, whole: 'openai-chat#/definitions/models' },
  '/v1/messages': { ...anthropic, whole: 'anthropic-messages#/definitions/message', events: checkMessageEvents },
  '/v1/messages/count_tokens': { ...anthropic, whole: 'anthropic-messages#/definitions/count' },
};

/** How many answers were held against a published schema, so that a test can tell that they were. */
export const checked = { whole: 0, streams: 0, errors: 0 };

/**
 * `fetch`, which fails when an answer is not what its vendor publishes. What a backend was told to break is left alone.
 */
export async function checkedFetch(input, options) {
  const response = await fetch(input, options);
  const url = new URL(input instanceof Request ? input.url : input);
  const headers = new Headers(options?.headers ?? (input instanceof Request ? input.headers : undefined));
  const answers = answersOf(url.pathname, headers);
  if (answers === undefined || headers.has('x-sim-failure')) return response;
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    return new Response(response.body.pipeThrough(checkedStream(answers.events)), response);
  }
  const text = await response.text();
  const isDeleted = options?.method === 'delete' || options?.method === 'DELETE';
  if (!isDeleted) hold(response.ok ? answers.whole : answers.error, JSON.parse(text));
  checked[response.ok ? 'whole' : 'errors'] += 1;
  return new Response(text, response);
}

function answersOf(path, headers) {
  const isAnthropic = headers.has('anthropic-version');
  if (path === '/v1/models' && isAnthropic) return { ...anthropic, whole: 'anthropic-messages#/definitions/models' };
  return ANSWERS[path.replace(/^\/v1\/responses\/\w+$/, '/v1/responses')];
}

function hold(definition, value) {
  const isValid = ajv.getSchema(definition);
  assert.ok(isValid(value), `${definition}: ${ajv.errorsText(isValid.errors)} in ${JSON.stringify(value)}`);
}

/** Passes a stream on, and looks at all of it before its end is passed on. */
function checkedStream(check) {
  const decoder = new TextDecoder();
  let text = '';
  return new TransformStream({
    transform(chunk, controller) {
      text += decoder.decode(chunk, { stream: true });
      controller.enqueue(chunk);
    },
    flush() {
      check(eventsIn(text));
      checked.streams += 1;
    },
  });
}

function eventsIn(text) {
  return text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const lines = block.split('\n');
      const fieldOf = (field) => lines.find((line) => line.startsWith(`${field}: `))?.slice(field.length + 2);
      return { name: fieldOf('event'), data: fieldOf('data') };
    });
}

function checkChunks(events) {
  const last = events.at(-1).data;
  for (const { data } of events) {
    if (data === '[DONE]') continue;
    const json = JSON.parse(data);
    hold(`openai-chat#/definitions/${json.error === undefined ? 'chunk' : 'error'}`, json);
  }
  assert.ok(last === '[DONE]' || JSON.parse(last).error !== undefined, `a chat stream ended with ${last}`);
}

function checkResponseEvents(events) {
  const types = namedTypes(events, 'openai-responses#/definitions/event');
  const numbers = events.map(({ data }) => JSON.parse(data).sequence_number);
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index),
  );
  assert.deepEqual(types.slice(0, 2), ['response.created', 'response.in_progress']);
  const ends = types.filter((type) => /^response\.(completed|incomplete|failed)$/.test(type));
  assert.equal(ends.length, 1);
  assert.equal(types.at(-1), ends[0]);
}

function checkMessageEvents(events) {
  const types = namedTypes(events, 'anthropic-messages#/definitions/event');
  assert.equal(types[0], 'message_start');
  assert.ok(['message_stop', 'error'].includes(types.at(-1)), `a message ended with ${types.at(-1)}`);
  assert.equal(types.filter((type) => type === 'message_stop').length <= 1, true);
}

function namedTypes(events, definition) {
  return events.map(({ name, data }) => {
    const json = JSON.parse(data);
    hold(definition, json);
    assert.equal(name, json.type);
    return json.type;
  });
}
