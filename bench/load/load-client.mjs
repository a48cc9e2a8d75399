import { connect } from 'node:net';
import { createResponseReader } from './response-reader.mjs';

/** @typedef {import('./request-set.mjs').RequestSet} RequestSet */

/**
 * @typedef {object} LoadResult
 * @property {number} requests Answers that were right.
 * @property {number} seconds From the first request to the last answer.
 * @property {Float64Array} latenciesMs One per right answer: request written to last byte read.
 * @property {Float64Array} firstByteMs One per right answer: request written to first byte of the body.
 * @property {Record<string, number>} errors Count by what went wrong; empty when nothing did.
 */

const readBufferBytes = 64 * 1024;

/** Room for latencies that grows by doubling. */
function createSeries() {
  let values = new Float64Array(4096);
  let length = 0;
  return {
    /** @param {number} value */
    add(value) {
      if (length === values.length) {
        const larger = new Float64Array(values.length * 2);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    all: () => values.subarray(0, length),
  };
}

/**
 * Sends requests over `connections` keep-alive connections, one at a time on each, until the time or the number of
 * requests is reached; requests that are under way then are waited for.
 *
 * @param {object} options
 * @param {number} options.port On the loopback interface.
 * @param {number} options.connections
 * @param {RequestSet} options.requests
 * @param {boolean} options.streamed Whether answers must end with the end mark of a stream.
 * @param {number} [options.durationMs]
 * @param {number} [options.maxRequests]
 * @param {number} [options.answerTimeoutMs] Longest wait for one answer.
 * @returns {Promise<LoadResult>}
 */
export function runLoad(options) {
  const { port, connections, requests, streamed, durationMs = Number.POSITIVE_INFINITY } = options;
  const { maxRequests = Number.POSITIVE_INFINITY, answerTimeoutMs = 10_000 } = options;
  if (durationMs === Number.POSITIVE_INFINITY && maxRequests === Number.POSITIVE_INFINITY) {
    throw new RangeError('a load needs an end: durationMs or maxRequests');
  }
  if (requests.size <= connections) {
    throw new RangeError(`a set of ${requests.size} requests is too small for ${connections} connections`);
  }

  return new Promise((resolve) => {
    const latencies = createSeries();
    const firstBytes = createSeries();
    /** @type {Record<string, number>} */
    const errors = {};
    const begin = performance.now();
    const deadline = begin + durationMs;
    let sent = 0;
    let open = connections;

    /** @param {string} what */
    const countError = (what) => {
      errors[what] = (errors[what] ?? 0) + 1;
    };
    const finishOne = () => {
      open--;
      if (open > 0) return;
      resolve({
        requests: latencies.all().length,
        seconds: (performance.now() - begin) / 1000,
        latenciesMs: latencies.all(),
        firstByteMs: firstBytes.all(),
        errors,
      });
    };

    const openConnection = () => {
      let startedAt = 0;
      let firstByteAt = 0;
      let isDone = false;

      const done = () => {
        if (isDone) return;
        isDone = true;
        socket.destroy();
        finishOne();
      };
      /** A connection that failed is replaced, so that the load stays what it was. @param {string} what */
      const fail = (what) => {
        if (isDone) return;
        countError(what);
        isDone = true;
        socket.destroy();
        if (performance.now() < deadline && sent < maxRequests) openConnection();
        else finishOne();
      };
      const send = () => {
        const now = performance.now();
        if (now >= deadline || sent >= maxRequests) return done();
        sent++;
        startedAt = now;
        firstByteAt = 0;
        socket.write(requests.next());
      };
      const reader = createResponseReader({
        onFirstByte() {
          firstByteAt = performance.now();
        },
        onEnd(status, tail) {
          const now = performance.now();
          if (status !== 200) countError(`status ${status}`);
          else if (streamed && !tail.trimEnd().endsWith('data: [DONE]')) countError('stream without its end mark');
          else {
            latencies.add(now - startedAt);
            firstBytes.add(firstByteAt - startedAt);
          }
          send();
        },
        onProblem: fail,
      });
      const socket = connect({
        port,
        host: '127.0.0.1',
        noDelay: true,
        onread: {
          buffer: Buffer.allocUnsafe(readBufferBytes),
          callback(length, buffer) {
            reader.read(/** @type {Buffer} */ (buffer).subarray(0, length));
            return true;
          },
        },
      });
      socket.setTimeout(answerTimeoutMs, () => fail(`no answer within ${answerTimeoutMs} ms`));
      socket.on('error', (error) => fail(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message));
      socket.on('close', () => fail('connection closed before the answer'));
      socket.on('connect', send);
    };
    for (let i = 0; i < connections; i++) openConnection();
  });
}
