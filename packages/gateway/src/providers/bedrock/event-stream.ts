import { crc32 } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { parseRecord } from '../../json/json-record.ts';

const CONTENT_TYPE = 'application/vnd.amazon.eventstream';

/** Of a frame: its length, its headers' length, their checksum; then headers, payload and the frame's checksum. */
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;
const MOST_BYTES = 16 * 1024 * 1024;

/** The only type of header value that events have. */
const STRING = 7;

/** Takes the frames of AWS's event streams apart, and writes each as a server-sent event. */
export class EventStreamReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The events that are complete with these bytes, as text; throws where the bytes are no such stream. */
  read(bytes: Uint8Array): string {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    let text = '';
    while (this.#rest.length >= PRELUDE_BYTES) {
      const length = this.#rest.readUInt32BE(0);
      if (crc32(this.#rest.subarray(0, 8)) !== this.#rest.readUInt32BE(8) || length > MOST_BYTES) {
        throw new Error('an event of the stream is damaged');
      }
      if (this.#rest.length < length) break;
      text += eventOf(this.#rest.subarray(0, length));
      this.#rest = this.#rest.subarray(length);
    }
    return text;
  }
}

function eventOf(frame: Buffer): string {
  const end = frame.length - CHECKSUM_BYTES;
  if (crc32(frame.subarray(0, end)) !== frame.readUInt32BE(end)) throw new Error('an event of the stream is damaged');
  const headersEnd = PRELUDE_BYTES + frame.readUInt32BE(4);
  const headers = headersOf(frame.subarray(PRELUDE_BYTES, headersEnd));
  const payload = parseRecord(frame.subarray(headersEnd, end).toString('utf8')) ?? {};
  const exception = headers.get(':exception-type') ?? headers.get(':error-code');
  const event =
    exception === undefined
      ? { type: headers.get(':event-type'), ...payload }
      : { type: 'error', error: { type: exception, message: payload.message ?? headers.get(':error-message') } };
  return `data: ${JSON.stringify(event)}\n\n`;
}

function headersOf(bytes: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + bytes.readUInt8(at);
    if (bytes.readUInt8(nameEnd) !== STRING) throw new Error('an event of the stream has headers of another kind');
    const valueEnd = nameEnd + 3 + bytes.readUInt16BE(nameEnd + 1);
    headers.set(bytes.toString('utf8', at + 1, nameEnd), bytes.toString('utf8', nameEnd + 3, valueEnd));
    at = valueEnd;
  }
  return headers;
}

/** Gives AWS's event streams to the router as server-sent events; other answers pass as they are. */
export const readingEventStreams: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
  let reader: EventStreamReader | undefined;
  return dispatch(options, {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onResponseStart(controller, status, headers, message) {
      const isStream = String(headers['content-type']).startsWith(CONTENT_TYPE);
      if (isStream) reader = new EventStreamReader();
      const shown = isStream ? { ...headers, 'content-type': 'text/event-stream' } : headers;
      handler.onResponseStart?.(controller, status, shown, message);
    },
    onResponseData(controller, chunk) {
      if (reader === undefined) return handler.onResponseData?.(controller, chunk);
      try {
        const text = reader.read(chunk);
        if (text !== '') handler.onResponseData?.(controller, Buffer.from(text));
      } catch (error) {
        controller.abort(error as Error);
      }
    },
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
  });
};
