import type { FindingTrace, RequestFacts, RouteResult } from '@signalbox/engine';
import type { Caller } from '../access/caller.ts';
import type { HeaderList, RequestHeaders } from '../http/http-message.ts';
import type { RecallRecord } from './recall.ts';

/**
 * What a plugin may know of the exchange it takes part in, and where it says what it did. Each plugin has a view of its
 * own, the same one in all phases.
 */
export interface ExchangeView {
  /** Unique; names the record. */
  readonly id: string;
  /** The client's own, or one made for it. */
  readonly requestId: string;
  readonly facts: RequestFacts;
  readonly route: RouteResult;
  readonly isStreaming: boolean;
  readonly caller: Pick<Caller, 'keyName' | 'identity' | 'team' | 'tenant'>;
  /** Fields of the request that the shape in the middle has no place for: only the client's own bytes have them. */
  readonly leftOut: readonly string[];
  readonly requestHeaders: RequestHeaders;
  /** Aborted when the client leaves or the deadline passes. */
  readonly signal: AbortSignal;
  /** Says in the record what the plugin did. Never a text of the client's. */
  note(text: string): void;
  /** Says in the record, the log and the answer's `x-vsr-guard-findings` what a guard found, and never the text itself. */
  found(findings: readonly FindingTrace[]): void;
  /** Says in the record what came of looking for a kept answer. */
  recalled(recall: RecallRecord): void;
}

/** Where an answer came from, as `x-vsr-response-path` says it. */
export type ResponsePath = 'upstream' | 'cache' | 'fast_response' | 'estimate' | 'blocked' | 'rate_limited' | 'error';

/** A stage's own answer: the exchange jumps to the response stages. */
export interface Answer {
  readonly kind: 'answer';
  readonly content: string;
  readonly path: ResponsePath;
  readonly headers: HeaderList;
}

/** Sends the request elsewhere; the request phase goes on there. */
export interface Reroute {
  readonly kind: 'reroute';
  /** A decision of the same recipe, whose plugins then run too; or a model of at least that `safety_tier`. */
  readonly to: { readonly decision: string } | { readonly safetyTier: number };
}

/** Whether a stage sent the request elsewhere. */
export function isReroute(value: object): value is Reroute {
  return 'kind' in value && value.kind === 'reroute';
}

/** Whether a stage answered instead of passing its value on. */
export function isAnswer(value: object): value is Answer {
  return 'kind' in value && value.kind === 'answer';
}
