import { once } from 'node:events';
import { connect } from 'node:net';
import { Cancellation } from '@signalbox/gateway';

/** How a request reaches the router; each gives the answers to it: one, or what a socket gave. */

/** Calls the gateway's handlers. */
export async function call(gateway, { endpoint, method, path, query, headers, body, leaves }) {
  const cancellation = new Cancellation();
  const request = { method, path, query, headers: Object.fromEntries(headers), body, cancellation };
  const isManagement = endpoint.plane === 'management';
  const answering = isManagement ? gateway.manage(request, { onlyLoopbackHosts: true }) : gateway.handle(request);
  if (leaves === 'at_once') cancellation.cancel('client_left');
  const response = await answering;
  const whole = await collect(response.body, () => {
    if (leaves === 'at_first_byte') cancellation.cancel('client_left');
    return cancellation.reason === undefined;
  });
  return [{ status: response.status, headers: response.headers, ...whole }];
}

/**
 * Takes a body piece by piece; full after each, so that the source waits for its turn every time. `isWanted` is asked
 * after each piece: a client that has left hears nothing more.
 */
function collect(body, isWanted) {
  if (body instanceof Uint8Array) return { body: Buffer.from(body), brokeOff: false };
  return new Promise((resolve) => {
    const pieces = [];
    const end = (brokeOff) => resolve({ body: Buffer.concat(pieces), brokeOff });
    body.start({
      write(piece) {
        pieces.push(Buffer.from(piece));
        if (isWanted()) setImmediate(() => body.resume());
        else end(true);
        return false;
      },
      end: () => end(false),
      fail: () => end(true),
    });
  });
}

/** Sends a web request. What a web request cannot say (methods, paths) is left out. */
export async function fetchFrom(gateway, { method, path, query, headers, body, leaves }) {
  const leaving = new AbortController();
  const hasBody = method !== 'GET' && method !== 'HEAD' && body.length > 0;
  const own = new Headers();
  for (const [name, value] of headers) own.append(name, value);
  const request = new Request(
    new URL(`http://router${path.startsWith('/') ? path : '/'}${query === '' ? '' : `?${query}`}`),
    {
      method,
      headers: own,
      signal: leaving.signal,
      ...(hasBody ? { body } : {}),
    },
  );
  const answering = gateway.fetch(request);
  if (leaves === 'at_once') leaving.abort();
  const response = await answering;
  const pieces = [];
  let brokeOff = false;
  try {
    for await (const piece of response.body ?? []) {
      pieces.push(Buffer.from(piece));
      if (leaves === 'at_first_byte') break;
    }
  } catch {
    brokeOff = true;
  }
  return [{ status: response.status, headers: [...response.headers].flat(), body: Buffer.concat(pieces), brokeOff }];
}

/** Writes bytes to a port, as wrong as the case wants them, and reads what comes back until the connection is over. */
export async function throughSocket(ports, request) {
  const socket = connect(ports[request.endpoint.plane], '127.0.0.1');
  let received = Buffer.alloc(0);
  socket.on('data', (piece) => {
    received = Buffer.concat([received, piece]);
    if (isComplete(received, request.method)) socket.end();
  });
  // A server may reset a connection after its answer; what counts is whether it said something.
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  const bytes = wireBytes(request);
  if (request.leaves === 'at_once') socket.write(bytes, () => socket.destroy());
  // A server that waits for more learns that nothing comes; from others this would take the answer away.
  else if (isUnfinished(request)) socket.end(bytes);
  else socket.write(bytes);
  await closed;
  return readAnswers(received, request.method);
}

function isComplete(bytes, method) {
  try {
    const answers = readAnswers(bytes, method);
    return answers.length > 0 && answers.every(({ brokeOff }) => !brokeOff);
  } catch {
    return false;
  }
}

/** Changes after which a server may close without a word: it still waits for bytes that never come. */
const UNFINISHED = new Set([
  'long_length',
  'cut',
  'broken_chunks',
  'both_lengths',
  'chunked',
  'expect_other',
  'upgrade',
  'twice',
]);

/** Whether a connection may end without an answer. */
export function mayStaySilent(request) {
  return request.leaves !== 'none' || isUnfinished(request);
}

function isUnfinished({ wire }) {
  return wire.some(({ kind }) => UNFINISHED.has(kind));
}

function wireBytes({ method, path, query, headers, body, wire }) {
  const kinds = new Set(wire.map(({ kind }) => kind));
  const has = (kind) => kinds.has(kind);
  const at = wire[0]?.at ?? 0;
  let target = `${path.startsWith('/') ? path : `/${path}`}${query === '' ? '' : `?${query}`}`;
  if (has('absolute_target')) target = `http://evil.example${target}`;
  if (has('star_target')) target = '*';
  const version = has('http_1_0') ? 'HTTP/1.0' : has('bad_version') ? 'HTTP/7.3' : 'HTTP/1.1';
  const lines = [`${has('bad_method') ? 'B@D' : method} ${target} ${version}`, 'connection: close'];
  if (!headers.some(([name]) => name === 'host')) lines.push('host: 127.0.0.1');
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  if (has('no_colon')) lines.push('a header without');
  if (has('zero_byte')) lines.push('x-zero: a\u0000b');
  if (has('big_header')) lines.push(`x-big: ${'a'.repeat(10_000 + (at % 80_000))}`);
  if (has('many_headers')) for (let each = 0; each < 2_500; each++) lines.push(`x-${each}: a`);
  if (has('folded_header')) lines.push('x-folded: a', ' b');
  if (has('expect_continue')) lines.push('expect: 100-continue');
  if (has('expect_other')) lines.push('expect: everything');
  if (has('upgrade')) lines.push('connection: upgrade', 'upgrade: websocket');
  let payload = body;
  if (has('chunked') || has('broken_chunks')) {
    const size = has('broken_chunks') ? 'zz' : body.length.toString(16);
    payload = Buffer.concat([Buffer.from(`${size}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);
    lines.push('transfer-encoding: chunked');
  }
  const length = { short_length: Math.floor(body.length / 2), long_length: body.length + 10 };
  const kind = Object.keys(length).find(has);
  if (has('both_lengths')) lines.push('content-length: 3', 'transfer-encoding: chunked');
  else if (
    !has('no_length') &&
    !lines.at(-1).startsWith('transfer-encoding') &&
    (body.length > 0 || kind !== undefined)
  ) {
    lines.push(`content-length: ${kind === undefined ? body.length : length[kind]}`);
  }
  const ending = has('bare_line_feeds') ? '\n' : '\r\n';
  let bytes = Buffer.concat([Buffer.from(lines.join(ending) + ending + ending, 'latin1'), payload]);
  if (has('garbage')) bytes = Buffer.concat([Buffer.from([0x16, 0x03, 0x01, at % 256]), bytes]);
  if (has('twice')) bytes = Buffer.concat([bytes, bytes]);
  return has('cut') ? bytes.subarray(0, at % (bytes.length + 1)) : bytes;
}

/** The answers in what a server sent, one after the other; throws where it is not HTTP. */
export function readAnswers(bytes, method) {
  const answers = [];
  let rest = bytes;
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n');
    const head = rest.subarray(0, end < 0 ? rest.length : end).toString('latin1');
    const [first, ...lines] = head.split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(`${first} `)?.[1]);
    if (end < 0 || !(status >= 100)) throw new Error(`the server sent no HTTP: ${JSON.stringify(head.slice(0, 100))}`);
    const headers = lines.flatMap((line) => [
      line.slice(0, line.indexOf(':')),
      line.slice(line.indexOf(':') + 1).trim(),
    ]);
    const named = Object.fromEntries(
      lines.map((line) => [line.split(':')[0].toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    rest = rest.subarray(end + 4);
    if (status < 200) continue;
    let body;
    let brokeOff = false;
    // What did not even parse is answered with a body, whatever it asked.
    if (method === 'HEAD' && (rest.length === 0 || rest.subarray(0, 5).equals(Buffer.from('HTTP/'))))
      body = Buffer.alloc(0);
    else if (named['transfer-encoding'] === 'chunked') ({ body, rest, brokeOff } = readChunks(rest));
    else {
      const length = named['content-length'] === undefined ? rest.length : Number(named['content-length']);
      body = rest.subarray(0, length);
      brokeOff = body.length < length;
      rest = rest.subarray(length);
    }
    answers.push({ status, headers, body: Buffer.from(body), brokeOff });
  }
  return answers;
}

function readChunks(bytes) {
  const pieces = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf('\r\n');
    const size = end < 0 ? Number.NaN : Number.parseInt(rest.subarray(0, end).toString('latin1'), 16);
    if (Number.isNaN(size)) return { body: Buffer.concat(pieces), rest: Buffer.alloc(0), brokeOff: true };
    if (size === 0) return { body: Buffer.concat(pieces), rest: rest.subarray(end + 4), brokeOff: false };
    pieces.push(rest.subarray(end + 2, end + 2 + size));
    rest = rest.subarray(end + 4 + size);
  }
}
