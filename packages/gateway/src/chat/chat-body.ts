import type { JsonObjectMap } from '../json/scan-object.ts';

/** A request in the shape in the middle, which every protocol writes and every provider reads: OpenAI chat-completion JSON. */
export interface ChatBody {
  /** Valid UTF-8 JSON. */
  readonly bytes: Uint8Array;
  /** Where its members lie in `bytes`. */
  readonly map: JsonObjectMap;
}
