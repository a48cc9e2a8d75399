import type { HeaderList } from '../http/http-message.ts';
import type { JsonRecord } from '../json/json-record.ts';
import type { EventStep } from '../sse/event-step.ts';

/** A kept answer that is given in place of a backend's. Response plugins see it as they would have seen the backend's. */
export interface KeptReply {
  readonly kind: 'kept_reply';
  /** In the shape in the middle, without id and time. */
  readonly completion: JsonRecord;
  /** Added to the answer's headers. */
  readonly headers: HeaderList;
  /** Over how many milliseconds a stream of it is spread; 0 for at once. */
  readonly streamMs: number;
}

/** Looks at what a backend answers, before any response plugin does. */
export interface ReplyKeeper {
  readonly kind: 'reply_keeper';
  /** Gets a complete reply in the shape in the middle. */
  whole(reply: Uint8Array): void;
  /** Makes the step that sees the events of a streamed one. */
  step(): EventStep;
  /** Called once, in any case. `isGood`: the chosen model answered, and the client has all of it. */
  finish(isGood: boolean): void;
}

/** Nothing is kept, and nothing shall be. */
export const NOT_KEPT = { kind: 'not_kept' } as const;

/** What a plugin that keeps answers says of a request. */
export type Recall = KeptReply | ReplyKeeper | typeof NOT_KEPT;

/** What came of looking for a kept answer, as records tell it. */
export interface RecallRecord {
  /** `hit`, `miss`, or why nobody looked. */
  readonly status: 'hit' | 'miss' | 'bypass';
  /** Of a hit: whether the very request was asked before, one that says the same, or one that was under way. */
  readonly kind?: 'exact' | 'semantic' | 'shared';
  /** Of a semantic hit, -1..1. */
  readonly similarity?: number;
  /** Of a semantic hit: the score by which it counts as a repeat, 0..1. */
  readonly score?: number;
  /** Of a hit: how long the answer has been kept, in milliseconds. */
  readonly ageMs?: number;
  /** Of a hit: the tokens that the answer once took; null where they are not known. */
  readonly savedTokens?: number | null;
  /** Of what was passed by: why. */
  readonly reason?: string;
}
