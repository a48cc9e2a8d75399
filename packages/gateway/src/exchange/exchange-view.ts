import type { RequestFacts, RouteResult } from '@signalbox/engine';
import type { HeaderList, RequestHeaders } from '../http/http-message.ts';

/** What plugins may know of the exchange they take part in. */
export interface ExchangeView {
  /** Unique; names the record. */
  readonly id: string;
  /** The client's own, or one made for it. */
  readonly requestId: string;
  readonly facts: RequestFacts;
  readonly route: RouteResult;
  readonly isStreaming: boolean;
  readonly requestHeaders: RequestHeaders;
  /** Aborted when the client leaves or the deadline passes. */
  readonly signal: AbortSignal;
}

/** Where an answer came from, as `x-vsr-response-path` says it. */
export type ResponsePath = 'upstream' | 'fast_response' | 'estimate' | 'blocked' | 'rate_limited' | 'error';

/** A stage's own answer: the exchange jumps to the response stages. */
export interface Answer {
  readonly kind: 'answer';
  readonly content: string;
  readonly path: ResponsePath;
  readonly headers: HeaderList;
}

/** Whether a stage answered instead of passing its value on. */
export function isAnswer(value: object): value is Answer {
  return 'kind' in value && value.kind === 'answer';
}
