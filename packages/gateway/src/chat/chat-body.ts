import type { JsonRecord } from '../json/json-record.ts';
import type { JsonObjectMap } from '../json/scan-object.ts';

/** A JSON object as it came, in the wire format of a protocol. */
export interface WireBody {
  /** The protocol's wire format. */
  readonly wire: string;
  /** Valid UTF-8 JSON. */
  readonly bytes: Uint8Array;
  /** Where its members lie in `bytes`. */
  readonly map: JsonObjectMap;
}

/**
 * A request in the shape in the middle, which every protocol writes and every provider reads: OpenAI chat-completion
 * JSON, with the additions that `chat-shape.ts` lists. Providers of the same wire format send the bytes; others read
 * `json`.
 */
export interface ChatBody extends WireBody {
  /** The same as data. */
  readonly json: JsonRecord;
}
