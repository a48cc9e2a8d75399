import { type JsonRecord, parseRecordBytes } from '../json/json-record.ts';
import type { UpstreamFailure } from './provider.ts';

/** Statuses after which the same call may succeed elsewhere or later; 529 is Anthropic's "overloaded". */
const RETRYABLE: ReadonlySet<number> = new Set([408, 409, 425, 429, 500, 502, 503, 504, 529]);

const EXCERPT_CHARACTERS = 200;

/** How a vendor words its errors. */
export interface ErrorWords {
  /** What the vendor says, where the body is an error of its own. */
  messageIn(json: JsonRecord): string | undefined;
  /** Whether a client of the same format can have the body; by default when there is a message. */
  isPassable?(json: JsonRecord): boolean;
  /** Its words for a prompt beyond the model's context window. */
  readonly tooLong: RegExp;
}

/** Reads an error answer; where the vendor says nothing, the beginning of the body has to do. */
export function readErrorAnswer(status: number, body: Uint8Array, words: ErrorWords): UpstreamFailure {
  const json = parseRecordBytes(body);
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8');
  const excerpt = text.length > EXCERPT_CHARACTERS ? `${text.slice(0, EXCERPT_CHARACTERS)}…` : text;
  const said = json === undefined ? undefined : words.messageIn(json);
  const message = said ?? excerpt;
  const isPassable = json !== undefined && (words.isPassable?.(json) ?? said !== undefined);
  const isTooLong = (status === 400 || status === 413) && words.tooLong.test(message);
  return { message, isRetryable: RETRYABLE.has(status), isPassable, ...(isTooLong ? { isTooLong } : {}) };
}
