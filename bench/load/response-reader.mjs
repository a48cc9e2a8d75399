/**
 * Reads HTTP/1.1 responses off one keep-alive connection, with as little work as checking them allows, so that the
 * load client takes little of the machine that it measures.
 *
 * @typedef {object} ResponseEvents
 * @property {() => void} onFirstByte The first byte of a response's body arrived.
 * @property {(status: number, tail: string) => void} onEnd The response is complete; `tail` is the end of its body.
 * @property {(problem: string) => void} onProblem What came is not an HTTP response that this reader understands.
 */

const headerEnd = Buffer.from('\r\n\r\n');
const tailBytes = 24;
const longestHeader = 64 * 1024;

/** @param {ResponseEvents} events */
export function createResponseReader(events) {
  /** @type {Buffer | undefined} Bytes of an incomplete header or chunk size line. */
  let held;
  let status = 0;
  /** @type {'header' | 'length' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer'} */
  let state = 'header';
  let remaining = 0;
  let tail = '';
  let hasBody = false;

  const end = () => {
    const [finalStatus, finalTail] = [status, tail];
    state = 'header';
    status = 0;
    tail = '';
    hasBody = false;
    events.onEnd(finalStatus, finalTail);
  };

  /** @param {Buffer} bytes @param {number} from @param {number} to */
  const body = (bytes, from, to) => {
    if (to === from) return;
    if (!hasBody) {
      hasBody = true;
      events.onFirstByte();
    }
    tail = (tail + bytes.toString('latin1', Math.max(from, to - tailBytes), to)).slice(-tailBytes);
  };

  /** Keeps the rest for the next read. @param {Buffer} bytes @param {number} at */
  const hold = (bytes, at) => {
    if (bytes.length - at > longestHeader) events.onProblem(`a header of more than ${longestHeader} bytes`);
    // A copy, because the socket reads into the same buffer again.
    else if (at < bytes.length) held = Buffer.from(bytes.subarray(at));
  };

  return {
    /** Whether a response has begun and not ended. */
    get isInside() {
      return state !== 'header' || held !== undefined;
    },

    /** @param {Buffer} received */
    read(received) {
      let bytes = received;
      if (held !== undefined) {
        bytes = Buffer.concat([held, received]);
        held = undefined;
      }
      let at = 0;
      while (at < bytes.length) {
        if (state === 'header') {
          const stop = bytes.indexOf(headerEnd, at);
          if (stop < 0) return hold(bytes, at);
          const header = bytes.toString('latin1', at, stop + 2);
          status = Number.parseInt(header.slice(9, 12), 10);
          if (!header.startsWith('HTTP/1.') || Number.isNaN(status)) {
            return events.onProblem(`expected an HTTP/1.1 response, got ${JSON.stringify(header.slice(0, 40))}`);
          }
          at = stop + 4;
          const length = /\r\ncontent-length: *(\d+)/i.exec(header);
          if (length !== null) {
            remaining = Number(length[1]);
            state = 'length';
            if (remaining === 0) end();
          } else if (/\r\ntransfer-encoding: *chunked/i.test(header)) {
            state = 'chunk-size';
          } else {
            return events.onProblem('a response with neither content-length nor chunked encoding');
          }
        } else if (state === 'length') {
          const stop = Math.min(at + remaining, bytes.length);
          body(bytes, at, stop);
          remaining -= stop - at;
          at = stop;
          if (remaining === 0) end();
        } else if (state === 'chunk-size') {
          const stop = bytes.indexOf(10, at);
          if (stop < 0) return hold(bytes, at);
          remaining = Number.parseInt(bytes.toString('latin1', at, stop), 16);
          if (Number.isNaN(remaining)) {
            return events.onProblem(`expected a chunk size, got ${JSON.stringify(bytes.toString('latin1', at, stop))}`);
          }
          at = stop + 1;
          state = remaining === 0 ? 'trailer' : 'chunk';
        } else if (state === 'chunk') {
          const stop = Math.min(at + remaining, bytes.length);
          body(bytes, at, stop);
          remaining -= stop - at;
          at = stop;
          if (remaining === 0) {
            remaining = 2;
            state = 'chunk-end';
          }
        } else if (state === 'chunk-end') {
          const stop = Math.min(at + remaining, bytes.length);
          remaining -= stop - at;
          at = stop;
          if (remaining === 0) state = 'chunk-size';
        } else {
          const stop = bytes.indexOf(10, at);
          if (stop < 0) return hold(bytes, at);
          const isBlank = stop - at <= 1;
          at = stop + 1;
          if (isBlank) end();
        }
      }
    },
  };
}
