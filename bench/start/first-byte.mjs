import { request } from 'node:http';

const question = {
  model: 'MoM',
  stream: true,
  messages: [{ role: 'user', content: 'Explain in two sentences why the sky is blue.' }],
};

/**
 * @typedef {object} FirstAnswer
 * @property {string} model The model that the router chose.
 * @property {string} decision
 */

/**
 * Asks a router for a routed, streamed answer and returns when the first byte of its body has come.
 *
 * @param {number} port
 * @param {number} [timeoutMs]
 * @returns {Promise<FirstAnswer>}
 */
export function waitForFirstByte(port, timeoutMs = 10_000) {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/v1/chat/completions',
        headers: { 'content-type': 'application/json' },
        timeout: timeoutMs,
      },
      (response) => {
        response.once('error', reject);
        response.once('data', (bytes) => {
          const model = response.headers['x-vsr-selected-model'];
          if (response.statusCode !== 200 || typeof model !== 'string') {
            reject(new Error(`expected a routed answer, got ${response.statusCode}, model ${model}: ${bytes}`));
          } else {
            resolve({ model, decision: String(response.headers['x-vsr-selected-decision'] ?? '') });
          }
          response.removeListener('error', reject);
          response.on('error', () => {}); // the rest of the answer is not wanted
          outgoing.destroy();
        });
      },
    );
    outgoing.once('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    outgoing.once('error', reject);
    outgoing.end(JSON.stringify(question));
  });
}
