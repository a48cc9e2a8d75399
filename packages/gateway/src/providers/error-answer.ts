import { type JsonRecord, parseRecordBytes } from '../json/json-record.ts';
import type { UpstreamFailure } from './provider.ts';

/** Statuses after which the same call may succeed elsewhere or later; 529 is Anthropic's "overloaded". */
const RETRYABLE: ReadonlySet<number> = new Set([408, 409, 425, 429, 500, 502, 503, 504, 529]);

const EXCERPT_CHARACTERS = 200;

/** Reads an error answer: `messageIn` finds what the vendor says, else the beginning of the body has to do. */
export function readErrorAnswer(
  status: number,
  body: Uint8Array,
  messageIn: (json: JsonRecord) => string | undefined,
): UpstreamFailure {
  const json = parseRecordBytes(body);
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8');
  const excerpt = text.length > EXCERPT_CHARACTERS ? `${text.slice(0, EXCERPT_CHARACTERS)}…` : text;
  const message = json === undefined ? undefined : messageIn(json);
  return { message: message ?? excerpt, isRetryable: RETRYABLE.has(status), isPassable: message !== undefined };
}
