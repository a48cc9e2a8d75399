/**
 * A model that writes an event at a steady pace, each with the time at which it was written, in nanoseconds of the
 * machine's monotonic clock: whoever reads it on the same machine knows how long it took. Prints its address as one JSON
 * line.
 *
 * Usage: node paced-model.mjs INTERVAL_MS EVENTS
 */
import { createServer } from 'node:http';

const intervalMs = Number(process.argv[2]);
const eventCount = Number(process.argv[3]);

/** @param {object} delta @param {string | null} finish */
const event = (delta, finish) => {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  const head = { id: 'chatcmpl-paced', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'paced' };
  return `data: ${JSON.stringify({ ...head, choices })}\n\n`;
};

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    let written = 0;
    const timer = setInterval(() => {
      response.write(event({ content: `@${process.hrtime.bigint()}@` }, null));
      if (++written < eventCount) return;
      clearInterval(timer);
      response.end(`${event({}, 'stop')}data: [DONE]\n\n`);
    }, intervalMs);
    response.on('close', () => clearInterval(timer));
  });
});
server.keepAliveTimeout = 60_000;
server.on('connection', (socket) => socket.setNoDelay(true));
server.listen({ port: 0, host: '127.0.0.1', backlog: 2048 }, () => {
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
});
process.on('SIGTERM', () => process.exit(0));
