/**
 * @typedef {object} RequestSet
 * @property {() => Buffer} next The bytes of the next request, valid until the set has gone round once.
 * @property {number} size
 */

/** Eight digits in every prompt that change with every request, so that no two requests are alike. */
const nonceMark = '#########';
const nonceDigits = nonceMark.length - 1;

/**
 * Chat requests in rotation, ready to be written to a socket.
 *
 * @param {object} options
 * @param {readonly string[]} options.prompts
 * @param {string} options.model The model name that the client asks for.
 * @param {boolean} options.streamed
 * @param {number} options.port
 * @param {Readonly<Record<string, string>>} [options.headers] Headers beside the usual ones.
 * @returns {RequestSet}
 */
export function createRequestSet({ prompts, model, streamed, port, headers = {} }) {
  const requests = prompts.map((prompt) => {
    const content = `${prompt} (${nonceMark})`;
    const body = Buffer.from(
      JSON.stringify({ model, messages: [{ role: 'user', content }], ...(streamed ? { stream: true } : {}) }),
    );
    const head = [
      'POST /v1/chat/completions HTTP/1.1',
      `host: 127.0.0.1:${port}`,
      'content-type: application/json',
      `content-length: ${body.length}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    const bytes = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
    return { bytes, nonceAt: bytes.indexOf(nonceMark) };
  });
  let count = 0;
  return {
    size: requests.length,
    next() {
      const request = /** @type {{ bytes: Buffer, nonceAt: number }} */ (requests[count % requests.length]);
      count++;
      request.bytes.write(String(count).padStart(nonceDigits, '0'), request.nonceAt + 1, 'latin1');
      return request.bytes;
    },
  };
}
