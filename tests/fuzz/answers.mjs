import { validateHeaderName, validateHeaderValue } from 'node:http';
import { failure, protocols } from '@signalbox/gateway';

/**
 * @typedef {object} FuzzAnswer
 * @property {number} status
 * @property {readonly string[]} headers Names and values in turn.
 * @property {Buffer} body
 * @property {boolean} brokeOff The body ended early, and said so.
 */

/** What the answers of each protocol look like when a request was served; one without an entry answers an object. */
const SUCCESS = {
  'openai-chat': {
    body: (json) => json.object === 'chat.completion' && Array.isArray(json.choices),
    event: (json) => json.object === 'chat.completion.chunk' && Array.isArray(json.choices),
    end: (events) => events.at(-1)?.data === '[DONE]',
  },
  'anthropic-messages': {
    body: (json) => json.type === 'message' && Array.isArray(json.content),
    event: (json, name) => typeof json.type === 'string' && json.type === name,
    end: (events) => events.at(-1)?.name === 'message_stop',
  },
  'anthropic-token-count': { body: (json) => Number.isInteger(json.input_tokens) },
  'openai-responses': {
    body: (json) => json.object === 'response' && Array.isArray(json.output),
    event: (json, name) => typeof json.type === 'string' && json.type === name,
    end: (events) => /^response\.(completed|incomplete|failed)$/.test(events.at(-1)?.name ?? ''),
  },
  'openai-embeddings': { body: (json) => json.object === 'list' && Array.isArray(json.data) },
};

/** The shape of every protocol's errors, by the path that it is spoken on: what its own renderer makes. */
const ERROR_SHAPES = new Map(protocols.map((protocol) => [protocol.path, errorShape(protocol)]));
const ANY_ERROR_SHAPE = [...ERROR_SHAPES.values()];
const STACK = /\n\s+at .*:\d+:\d+/;

/**
 * What is wrong with an answer, in words; empty when nothing is.
 *
 * @param {import('./cases.mjs').FuzzCase} request
 * @param {FuzzAnswer} answer
 * @param {{ secrets: readonly string[] }} options Texts that no answer may hold.
 * @returns {string[]}
 */
export function problemsOf({ endpoint, path, method, leaves }, answer, { secrets }) {
  const { status, headers, body, brokeOff } = answer;
  const problems = [];
  const say = (problem) => problems.push(problem);
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) return [`the status is ${status}`];
  for (let i = 0; i < headers.length; i += 2) {
    try {
      validateHeaderName(headers[i]);
      validateHeaderValue(headers[i], headers[i + 1]);
    } catch (error) {
      say(`the header ${JSON.stringify(headers[i])} is none: ${error.message}`);
    }
  }
  const named = new Map();
  for (let i = 0; i < headers.length; i += 2) named.set(headers[i].toLowerCase(), headers[i + 1]);
  const isWhole = leaves === 'none';
  if (isWhole && brokeOff) say('the body broke off');
  if (isWhole && status >= 500) say(`status ${status} though all backends are well`);
  const length = named.get('content-length');
  if (length !== undefined && method !== 'HEAD' && isWhole && Number(length) !== body.length) {
    say(`content-length is ${length}, and the body has ${body.length} bytes`);
  }
  const text = body.toString('utf8');
  // On the management port, records tell of what failed before, and are good answers.
  if (text.includes('"code":"internal_error"') && (status >= 400 || endpoint.plane === 'data'))
    say('the router failed');
  if (STACK.test(text)) say('a stack trace shows');
  for (const secret of secrets) if (text.includes(secret)) say('a secret shows');
  if (method === 'HEAD' || !isWhole) return problems;

  const type = named.get('content-type') ?? '';
  if (type === '') return [...problems, 'there is no content-type'];
  const protocol = endpoint.plane === 'data' ? protocols.find((each) => each.path === path) : undefined;
  const shapes = endpoint.plane === 'data' ? [ERROR_SHAPES.get(path) ?? ANY_ERROR_SHAPE].flat() : [ANY_ERROR_SHAPE[0]];
  if (type.startsWith('text/event-stream')) problems.push(...streamProblems(text, protocol, shapes));
  else if (type.startsWith('application/jsonl')) problems.push(...lineProblems(text));
  else if (type.includes('json')) problems.push(...jsonProblems(text, status, protocol, shapes, endpoint));
  else if (status >= 400) say(`an error in ${type}`);
  return problems;
}

function jsonProblems(text, status, protocol, shapes, { plane }) {
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    return [`not JSON: ${text.slice(0, 100)}`];
  }
  // Diagnostics of a config that is not valid are an answer of their own.
  if (plane === 'management' && status === 422 && json.error === undefined)
    return Array.isArray(json.diagnostics) ? [] : ['no diagnostics'];
  if (status >= 400)
    return shapes.some((shape) => conforms(json, shape)) ? [] : [`no error of its: ${text.slice(0, 300)}`];
  const isServed = SUCCESS[protocol?.name]?.body ?? ((value) => typeof value === 'object' && value !== null);
  return isServed(json) ? [] : [`no answer of its: ${text.slice(0, 200)}`];
}

/** Every line is a JSON object, the last one too. */
function lineProblems(text) {
  if (text !== '' && !text.endsWith('\n')) return [`the lines end in the middle of one: ${text.slice(-100)}`];
  for (const line of text.split('\n').slice(0, -1)) {
    try {
      const value = JSON.parse(line);
      if (value === null || typeof value !== 'object') return [`a line is no object: ${line.slice(0, 100)}`];
    } catch {
      return [`a line is not JSON: ${line.slice(0, 100)}`];
    }
  }
  return [];
}

function streamProblems(text, protocol, shapes) {
  if (!text.endsWith('\n\n')) return [`the stream ends in the middle of an event: ${text.slice(-100)}`];
  const events = text.split('\n\n').slice(0, -1).map(readEvent);
  const { event: isEvent = () => true, end: isEnd = () => true } = SUCCESS[protocol?.name] ?? {};
  let hasError = false;
  for (const { name, data, isComment } of events) {
    if (isComment || data === '[DONE]') continue;
    let json;
    try {
      json = JSON.parse(data);
    } catch {
      return [`an event is not JSON: ${String(data).slice(0, 100)}`];
    }
    if (shapes.some((shape) => conforms(json, shape)) || name === 'error') hasError = true;
    else if (!isEvent(json, name)) return [`no event of its: ${data.slice(0, 200)}`];
  }
  if (hasError) return events.at(-1)?.data === '[DONE]' ? ['a stream with an error ends as if it were whole'] : [];
  return isEnd(events) ? [] : [`the stream ends without its end: ${text.slice(-200)}`];
}

function readEvent(block) {
  const lines = block.split('\n');
  const value = (field) => lines.find((line) => line.startsWith(`${field}: `))?.slice(field.length + 2);
  return { name: value('event'), data: value('data'), isComment: lines.every((line) => line.startsWith(':')) };
}

/** What two errors of a protocol have in common: names, and texts that may be null. */
function errorShape({ renderError }) {
  const rendered = [{}, { parameter: 'model', hint: 'a hint' }].map((details) =>
    JSON.parse(Buffer.from(renderError(failure('invalid_value', 'a message', details), 'id').body).toString()),
  );
  return merged(rendered[0], rendered[1]);
}

function merged(one, other) {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) {
    return one === null || other === null ? ['string', 'null'] : [typeof one];
  }
  return Object.fromEntries(Object.keys(one).map((key) => [key, merged(one[key], other[key])]));
}

function conforms(value, shape) {
  if (Array.isArray(shape)) return shape.includes(value === null ? 'null' : typeof value);
  if (typeof value !== 'object' || value === null) return false;
  // A backend's own error is passed on with its code, which some give as a number or not at all.
  return Object.keys(shape).every((key) => key === 'code' || key === 'param' || conforms(value[key], shape[key]));
}
