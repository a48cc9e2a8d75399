import fc from 'fast-check';
import { seedsOf } from './seeds.mjs';

/**
 * @typedef {object} FuzzEndpoint
 * @property {'data' | 'management'} plane
 * @property {string} method
 * @property {string} path With `{names}`.
 * @property {readonly (readonly [string, string])[]} credentials Headers that open it.
 * @property {readonly { contentType: string, body: unknown }[]} seeds Bodies that it takes; none where it takes none.
 * @property {readonly string[]} queryNames
 *
 * @typedef {object} FuzzCase
 * @property {FuzzEndpoint} endpoint
 * @property {'call' | 'fetch' | 'socket'} way
 * @property {string} method
 * @property {string} path
 * @property {string} query
 * @property {readonly (readonly [string, string])[]} headers
 * @property {Uint8Array} body
 * @property {'none' | 'at_once' | 'at_first_byte'} leaves When the client leaves.
 * @property {readonly { kind: string, at: number }[]} wire What is done to the bytes on a socket.
 */

/** Values that programs trip over. */
const oddValue = fc.oneof(
  fc.constantFrom(
    ...[null, true, false, 0, -1, 1.5, 1e21, -0, 2 ** 53, 1e308, '', ' ', '0', 'null', [], {}, [[]], [null]],
    ...[
      '\u0000',
      '\ud800',
      '\u202e',
      'é'.normalize('NFD'),
      '🙂'.repeat(50),
      'a'.repeat(5_000),
      '$HOME',
      '%00',
      '../../x',
    ],
    ...[{ type: 'text' }, { type: 'nonsense' }, { role: 'user' }, [{ type: 'text', text: 5 }], { toString: 1 }],
    ...['data:image/png;base64,!!!', 'data:,', 'http://[', 'https://127.0.0.1:1/x', 'file:///etc/passwd'],
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer(),
  fc.double(),
);
const oddKey = fc.constantFrom(
  ...['__proto__', 'constructor', 'prototype', 'toString', '', 'model', 'messages', 'role', 'content', 'type', 'text'],
  ...['stream', 'tools', 'input', 'system', 'max_tokens', 'metadata', 'tool_calls', 'id', '\u0000', 'a.b', '0'],
);

const dataChange = fc.record({
  kind: fc.constantFrom('replace', 'replace', 'replace', 'delete', 'add', 'wrap', 'repeat', 'rename', 'swap'),
  at: fc.nat(),
  other: fc.nat(),
  key: oddKey,
  value: oddValue,
});

const byteChange = fc.record({
  kind: fc.constantFrom('cut', 'flip', 'insert', 'byte_order_mark', 'huge_number', 'deep', 'repeat_key', 'bad_utf8'),
  at: fc.nat(),
  byte: fc.nat({ max: 255 }),
});

const latin1 = fc
  .string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 60 })
  // What no client can send: HTTP strips white space around values, and 0x7f is no part of one.
  .map((text) => text.replaceAll('\u007f', '').trim());

/** Headers and what has been seen in them, or tried. */
const HEADERS = {
  'content-type': ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'application/yaml', ''],
  'content-encoding': ['gzip', 'identity', 'br', 'deflate, gzip'],
  accept: ['text/event-stream', 'application/yaml', '*/*', 'application/json;q=0'],
  authorization: ['Bearer x', 'Basic eDp5', 'Bearer', ''],
  'x-api-key': ['sk-x', ''],
  'x-request-id': ['mine', 'a'.repeat(500), 'two words', '\u00e9'],
  'x-vsr-debug': ['true', '1', 'maybe'],
  'x-vsr-schema-version': ['1', '99', 'x'],
  'x-authz-user-id': ['ada', 'admin', ''],
  'x-authz-user-groups': ['staff,admins', ',,,'],
  'anthropic-version': ['2023-06-01', 'x'],
  'anthropic-beta': ['a,b'],
  'if-match': ['*', '"x"', 'W/"x"', ''],
  'if-none-match': ['*'],
  host: ['127.0.0.1', 'evil.example', 'localhost:99999', ''],
  origin: ['https://evil.example', 'null'],
  'sec-fetch-site': ['same-origin', 'cross-site'],
  'x-forwarded-for': ['10.0.0.1', '::1', 'x, y'],
  forwarded: ['for=10.0.0.1'],
  connection: ['close', 'keep-alive, x-request-id', 'upgrade'],
  traceparent: ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', '00-0-0-0', 'x'],
  tracestate: ['a=b', '='],
  cookie: ['a=b; __proto__=c'],
  'x-author': ['ada', 'a'.repeat(300)],
  'retry-after': ['1'],
  'user-agent': ['', 'curl/8'],
  range: ['bytes=0-1'],
  te: ['trailers'],
  constructor: ['x'],
};
const header = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .constantFrom(...Object.keys(HEADERS))
      .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...HEADERS[name]))),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...Object.keys(HEADERS).filter((name) => name !== 'content-encoding')), latin1),
  },
  { weight: 1, arbitrary: fc.tuple(fc.stringMatching(/^x-[a-z][a-z0-9-]{0,20}$/), latin1) },
);

const wireChange = fc.record({
  kind: fc.constantFrom(
    ...[
      'none',
      'none',
      'short_length',
      'long_length',
      'no_length',
      'chunked',
      'broken_chunks',
      'both_lengths',
      'http_1_0',
    ],
    ...[
      'bad_version',
      'bare_line_feeds',
      'no_colon',
      'zero_byte',
      'big_header',
      'many_headers',
      'cut',
      'twice',
      'bad_method',
    ],
    ...['absolute_target', 'star_target', 'expect_continue', 'expect_other', 'upgrade', 'folded_header', 'garbage'],
  ),
  at: fc.nat(),
});

const oddPath = fc.constantFrom(
  ...[
    '',
    '/',
    '//',
    '/%',
    '/%zz',
    '/..',
    '/../etc/passwd',
    '?',
    '#',
    '/\u00e9',
    '/a/b',
    '/v1',
    '/V1/models',
    '%2f',
    '/__proto__',
  ],
);
/** In a path: the id of a record that is there. */
export const RECENT = 'RECENT-ID';
const pathName = fc.oneof(
  fc.constant(RECENT),
  fc.constantFrom(
    'MoM',
    'auto',
    'gpt-oss-20b',
    'x',
    '__proto__',
    '%00',
    '%',
    '%E0%A4%A',
    'a%2Fb',
    '1'.repeat(300),
    '0',
  ),
  fc.stringMatching(/^[A-Za-z0-9%._~-]{1,20}$/),
);
const queryValue = fc.oneof(
  fc.constantFrom('true', 'false', '', '1', '0', '-1', '1000', '1e3', 'math_problems', '%', '%00', '__proto__'),
  fc.stringMatching(/^[A-Za-z0-9%._~+-]{0,20}$/),
);

/**
 * Requests to the endpoints: what each takes, changed a little, a lot, or not at all.
 *
 * @param {readonly FuzzEndpoint[]} endpoints
 * @param {readonly string[]} models Models to ask for by name.
 * @returns {fc.Arbitrary<FuzzCase>}
 */
export function fuzzCase(endpoints, models) {
  return fc
    .record({
      // What takes a body has more to go wrong.
      endpoint: fc.constantFrom(...endpoints.flatMap((each) => (each.seeds.length > 0 ? Array(4).fill(each) : [each]))),
      way: fc.oneof(
        { weight: 86, arbitrary: fc.constant('call') },
        { weight: 10, arbitrary: fc.constant('fetch') },
        { weight: 4, arbitrary: fc.constant('socket') },
      ),
      seed: fc.nat(),
      model: fc.oneof(fc.constant(undefined), fc.constantFrom(...models)),
      dataChanges: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 3, arbitrary: fc.array(dataChange, { minLength: 1, maxLength: 1 }) },
        { weight: 2, arbitrary: fc.array(dataChange, { minLength: 2, maxLength: 5 }) },
      ),
      byteChanges: fc.oneof(
        { weight: 5, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(byteChange, { minLength: 1, maxLength: 3 }) },
      ),
      headers: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: fc.array(header, { maxLength: 6 }) },
      ),
      method: fc.oneof(
        { weight: 19, arbitrary: fc.constant(undefined) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND'),
        },
      ),
      pathEnd: fc.oneof({ weight: 19, arbitrary: fc.constant('') }, { weight: 1, arbitrary: oddPath }),
      names: fc.array(pathName, { minLength: 3, maxLength: 3 }),
      query: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.tuple(fc.nat(), queryValue), { minLength: 1, maxLength: 3 }) },
      ),
      isAllowed: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
      leaves: fc.oneof(
        { weight: 96, arbitrary: fc.constant('none') },
        { weight: 2, arbitrary: fc.constant('at_once') },
        { weight: 2, arbitrary: fc.constant('at_first_byte') },
      ),
      wire: fc.array(wireChange, { maxLength: 2 }),
    })
    .map(
      ({
        endpoint,
        seed,
        model,
        dataChanges,
        byteChanges,
        headers,
        pathEnd,
        names,
        query,
        isAllowed,
        wire,
        ...rest
      }) => {
        const chosen = endpoint.seeds.length === 0 ? undefined : endpoint.seeds[seed % endpoint.seeds.length];
        const own = [];
        if (chosen !== undefined) own.push(['content-type', chosen.contentType]);
        // Simulated models would write as much as a changed max_tokens allows.
        if (endpoint.plane === 'data') own.push(['x-sim-answer-tokens', '12']);
        else {
          own.push(['host', '127.0.0.1'], ['if-match', '*']);
          if (isAllowed) own.push(...endpoint.credentials);
        }
        let at = 0;
        const path = endpoint.path.replaceAll(/\{\w+\}/g, () => names[at++ % names.length]) + pathEnd;
        const queryNames = [...endpoint.queryNames, 'x'];
        return {
          endpoint,
          ...rest,
          method: rest.method ?? endpoint.method,
          path,
          query: query.map(([name, value]) => `${queryNames[name % queryNames.length]}=${value}`).join('&'),
          headers: [...own, ...headers],
          body: chosen === undefined ? new Uint8Array() : bytesOf(askFor(model, chosen.body), dataChanges, byteChanges),
          wire,
        };
      },
    );
}

/** Seeds of an endpoint of the data plane. */
export function dataPlaneSeeds(path) {
  return seedsOf(path).map((body) => ({ contentType: 'application/json', body }));
}

/** The same body, asking for a model by its name. */
function askFor(model, body) {
  return model === undefined || typeof body?.model !== 'string' ? body : { ...body, model };
}

function bytesOf(seed, dataChanges, byteChanges) {
  let text = seed;
  if (typeof seed !== 'string') {
    const root = { body: structuredClone(seed) };
    for (const change of dataChanges) changeData(root, change);
    text = JSON.stringify(root.body) ?? '';
  } else {
    for (const { at, value } of dataChanges) text = changeText(text, at, value);
  }
  let bytes = Buffer.from(text);
  for (const change of byteChanges) bytes = changeBytes(bytes, change);
  return bytes;
}

/** Every place in a value: what holds it, and under which key. */
function placesIn(holder, places = []) {
  for (const key of Object.keys(holder)) {
    places.push([holder, key]);
    const value = holder[key];
    if (typeof value === 'object' && value !== null) placesIn(value, places);
  }
  return places;
}

function changeData(root, { kind, at, other, key, value }) {
  const places = placesIn(root);
  if (places.length === 0) return;
  const [holder, name] = places[at % places.length];
  const current = holder[name];
  switch (kind) {
    case 'replace':
      holder[name] = structuredClone(value);
      break;
    case 'delete':
      if (Array.isArray(holder)) holder.splice(Number(name), 1);
      else if (holder !== root) delete holder[name];
      break;
    case 'add':
      if (Array.isArray(current)) current.push(structuredClone(value));
      else if (typeof current === 'object' && current !== null) define(current, key, structuredClone(value));
      break;
    case 'wrap':
      holder[name] = other % 2 === 0 ? [current] : { [name]: current };
      break;
    case 'repeat':
      if (Array.isArray(current)) holder[name] = current.flatMap((item) => [item, structuredClone(item)]);
      break;
    case 'rename':
      if (!Array.isArray(holder) && holder !== root) {
        delete holder[name];
        define(holder, key, current);
      }
      break;
    case 'swap': {
      const [otherHolder, otherName] = places[other % places.length];
      holder[name] = structuredClone(otherHolder[otherName]);
      break;
    }
  }
}

/** Also `__proto__`, as a key of its own. */
function define(holder, key, value) {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function changeText(text, at, value) {
  const place = at % (text.length + 1);
  return (
    text.slice(0, place) + (typeof value === 'string' ? value : JSON.stringify(value)) + text.slice(place + (at % 7))
  );
}

function changeBytes(bytes, { kind, at, byte }) {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  const insert = (piece) => Buffer.concat([bytes.subarray(0, place), Buffer.from(piece), bytes.subarray(place)]);
  switch (kind) {
    case 'cut':
      return bytes.subarray(0, place);
    case 'flip': {
      const flipped = Buffer.from(bytes);
      if (flipped.length > 0) flipped[place] ^= byte;
      return flipped;
    }
    case 'insert':
      return insert([byte]);
    case 'byte_order_mark':
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    case 'huge_number':
      return Buffer.from(bytes.toString('latin1').replace(/:\s*\d+/, ':1e99999'), 'latin1');
    case 'deep': {
      const depth = 100 + (at % 400);
      return Buffer.from(`{"model":"auto","messages":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    }
    case 'repeat_key':
      return Buffer.from(
        bytes.toString('latin1').replace('{', '{"model":"auto","stream":true,"messages":[],'),
        'latin1',
      );
    case 'bad_utf8':
      return insert([0xc3, 0x28]);
    default:
      return bytes;
  }
}
