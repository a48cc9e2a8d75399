import { once } from 'node:events';
import { createServer } from 'node:http';

const WORDS = ['one ', 'two ', 'three ', 'four'];

/** What every good answer says. */
export const ANSWER = WORDS.join('');

/** Ways in which a backend may fail. The answers that it gives in spite of itself are all `ANSWER`. */
export const FAULTS = [
  'refuse',
  'hang',
  'reset',
  'status_429',
  'status_500',
  'status_503',
  'no_first_event',
  'cut_later',
  'ends_unfinished',
  'stalls_later',
  'garbage',
  'half_a_body',
  'slow_bytes',
];

function chunk(delta, finish = null) {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices })}\n\n`;
}

function completion() {
  const message = { role: 'assistant', content: ANSWER };
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };
  return JSON.stringify({ id: 'c', object: 'chat.completion', created: 1, model: 'm', choices, usage });
}

function wholeStream() {
  return `${WORDS.map((content) => chunk({ content })).join('')}${chunk({}, 'stop')}data: [DONE]\n\n`;
}

function answerWell(response, isStreamed) {
  response.writeHead(200, { 'content-type': isStreamed ? 'text/event-stream' : 'application/json' });
  response.end(isStreamed ? wholeStream() : completion());
}

/** Sends a good answer in pieces, one a millisecond or so. */
function answerSlowly(response, isStreamed) {
  const bytes = Buffer.from(isStreamed ? wholeStream() : completion());
  response.writeHead(200, { 'content-type': isStreamed ? 'text/event-stream' : 'application/json' });
  const size = Math.ceil(bytes.length / 40);
  let at = 0;
  const next = () => {
    if (response.destroyed) return;
    if (at >= bytes.length) return void response.end();
    response.write(bytes.subarray(at, at + size));
    at += size;
    setTimeout(next, 1);
  };
  next();
}

function sayStatus(response, status) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message: `a fault: ${status}`, type: 'server_error' } }));
}

function beginStream(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(chunk({ content: WORDS[0] }));
}

/** What a fault does to a request whose body has been read; `refuse` never sees one. */
const ACTS = {
  hang: () => {},
  reset: (response) => response.socket?.resetAndDestroy(),
  status_429: (response) => sayStatus(response, 429),
  status_500: (response) => sayStatus(response, 500),
  status_503: (response) => sayStatus(response, 503),
  no_first_event(response, isStreamed) {
    response.writeHead(200, { 'content-type': isStreamed ? 'text/event-stream' : 'application/json' });
    response.write(isStreamed ? ': one moment\n\ndata: {"choi' : '{"choi', () => response.destroy());
  },
  cut_later(response, isStreamed) {
    if (!isStreamed) return ACTS.half_a_body(response);
    beginStream(response);
    setTimeout(() => response.destroy(), 1);
  },
  ends_unfinished(response, isStreamed) {
    if (!isStreamed) return ACTS.garbage(response);
    beginStream(response);
    response.end();
  },
  stalls_later(response, isStreamed) {
    if (!isStreamed) return ACTS.hang(response);
    beginStream(response);
  },
  garbage: (response) => response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n<garbage>'),
  half_a_body(response) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write(completion().slice(0, 50), () => response.destroy());
  },
  slow_bytes: answerSlowly,
};

/**
 * A model server that fails in the way it is told to.
 *
 * @returns {Promise<{ port: number, setFault(fault: string | undefined): Promise<void>, connections(): number,
 *   close(): Promise<void> }>} No fault: it answers well.
 */
export async function startFaultyBackend() {
  let fault;
  let port = 0;
  const sockets = new Set();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('error', () => {});
    response.on('error', () => {});
    request.on('end', () => {
      const isStreamed = body.includes('"stream":true');
      if (fault === undefined || fault === 'refuse') answerWell(response, isStreamed);
      else ACTS[fault](response, isStreamed);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = async () => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address());
  };
  const stop = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen();
  return {
    get port() {
      return port;
    },
    async setFault(next) {
      fault = next;
      if (next === 'refuse' && server.listening) await stop();
      else if (next !== 'refuse' && !server.listening) await listen();
    },
    connections: () => sockets.size,
    async close() {
      if (server.listening) await stop();
    },
  };
}
