/**
 * The model behind every gateway of the bench: answers a chat completion of about 1 KB, or 20 small events and the end
 * mark, at once. Prints its address as one JSON line.
 */
import { createServer } from 'node:http';

const eventCount = 20;
const sentence = 'The mock answers every question with the same short text. ';

const completion = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-mock',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'mock',
    choices: [{ index: 0, message: { role: 'assistant', content: sentence.repeat(13) }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 30, completion_tokens: 143, total_tokens: 173 },
  }),
);
const completionHeaders = { 'content-type': 'application/json', 'content-length': completion.length };

/** @param {object} delta @param {string | null} finish */
const event = (delta, finish) =>
  Buffer.from(
    `data: ${JSON.stringify({
      id: 'chatcmpl-mock',
      object: 'chat.completion.chunk',
      created: 1_700_000_000,
      model: 'mock',
      choices: [{ index: 0, delta, finish_reason: finish }],
    })}\n\n`,
  );
const events = [
  event({ role: 'assistant', content: '' }, null),
  ...Array.from({ length: eventCount - 2 }, (_, i) => event({ content: `word${i} ` }, null)),
  event({}, 'stop'),
];
const endMark = Buffer.from('data: [DONE]\n\n');
const streamMark = /"stream":\s*true/;

/** @param {import('node:http').ServerResponse} response */
function stream(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  let next = 0;
  // One event per turn of the loop: as from a model, events reach the gateway one by one.
  const writeOne = () => {
    if (response.destroyed) return;
    const bytes = events[next++];
    if (bytes === undefined) {
      response.end(endMark);
      return;
    }
    response.write(bytes);
    setImmediate(writeOne);
  };
  writeOne();
}

const server = createServer((request, response) => {
  /** @type {Buffer[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('error', () => response.destroy());
  request.on('end', () => {
    const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    if (streamMark.test(/** @type {Buffer} */ (body).toString('latin1'))) stream(response);
    else response.writeHead(200, completionHeaders).end(completion);
  });
});
server.keepAliveTimeout = 60_000;
server.on('connection', (socket) => socket.setNoDelay(true));
server.listen(0, '127.0.0.1', () => {
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
});
process.on('SIGTERM', () => process.exit(0));
