/**
 * The least that a Node proxy can do: node:http in front, an undici pool behind, bytes passed through, nothing read.
 * What a gateway adds to this is its own. Prints its address as one JSON line.
 *
 * Usage: node bare-proxy.mjs ORIGIN
 */
import { createServer } from 'node:http';
import { Pool } from 'undici';

const origin = process.argv[2];
if (origin === undefined) throw new Error('usage: node bare-proxy.mjs ORIGIN');
const pool = new Pool(origin, { connections: 256, pipelining: 1 });

/** @param {import('node:http').IncomingMessage} request @param {Buffer} body @param {import('node:http').ServerResponse} response */
async function pass(request, body, response) {
  const { host: _host, connection: _connection, ...headers } = request.headers;
  try {
    // A client that leaves closes the response, which makes undici give up the upstream call.
    await pool.stream(
      { path: request.url ?? '/', method: /** @type {'POST'} */ (request.method), headers, body },
      ({ statusCode, headers: answered }) => {
        const { connection: _hop, 'transfer-encoding': _coding, 'keep-alive': _alive, ...kept } = answered;
        response.writeHead(statusCode, /** @type {import('node:http').OutgoingHttpHeaders} */ (kept));
        return response;
      },
    );
  } catch (error) {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end(String(error));
  }
}

const server = createServer((request, response) => {
  /** @type {Buffer[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('error', () => response.destroy());
  request.on('end', () =>
    pass(request, chunks.length === 1 ? /** @type {Buffer} */ (chunks[0]) : Buffer.concat(chunks), response),
  );
});
server.keepAliveTimeout = 60_000;
server.on('connection', (socket) => socket.setNoDelay(true));
server.listen(0, '127.0.0.1', () => {
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
});
process.on('SIGTERM', () => process.exit(0));
