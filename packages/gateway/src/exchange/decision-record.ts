import type { Effort, Trace } from '@signalbox/engine';
import type { TokenUsage } from '../chat/reply-summary.ts';
import type { RequestCost } from '../costs/model-costs.ts';
import type { FailedTry } from '../upstream/failed-try.ts';
import type { ResponsePath } from './exchange-view.ts';
import type { KeptBodies } from './kept-bodies.ts';
import type { RecallRecord } from './recall.ts';
import type { StageTimes } from './stages.ts';

/**
 * Where a request is in its life. `aborted`: the client left; `failed`: the router or the backend could not finish;
 * `unknown` never happens to a record of this process.
 */
export type Lifecycle = 'in_progress' | 'completed' | 'aborted' | 'failed';

/** All that is kept of one request. Of the client's texts only what the trace quotes as evidence, and bodies where it was asked for. */
export interface DecisionRecord {
  readonly id: string;
  readonly requestId: string;
  /** As the client names it, else the chain's or conversation's, else made of its first turn; null where it could not be read. */
  readonly sessionId: string | null;
  /** Which turn of the user's this is, the first being 1; null where it could not be read. */
  readonly turn: number | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly protocol: string;
  /** What was asked, in the words of traces: `chat`. */
  readonly operation: string;
  /** Name of the API key that it came with; null without one. */
  readonly apiKey: string | null;
  /** As a credential or a trusted source says it; null where nobody does. */
  readonly user: string | null;
  /** Null when the body could not be read. */
  readonly requestedModel: string | null;
  readonly decision: string | null;
  /** Of the decision, as the config had it; null without one. */
  readonly tier: number | null;
  readonly priority: number | null;
  readonly model: string | null;
  readonly backend: string | null;
  readonly candidates: readonly string[];
  readonly reasoning: 'on' | 'off' | null;
  readonly effort: Effort | null;
  /** 0..1; null without a decision. */
  readonly confidence: number | null;
  readonly algorithm: string | null;
  /** Null when the request was not routed: a concrete model name, or an error before. It tells what plugins did. */
  readonly trace: Trace | null;
  readonly responsePath: ResponsePath;
  readonly isStreaming: boolean;
  /** Null while in progress. */
  readonly status: number | null;
  readonly lifecycle: Lifecycle;
  readonly finishReason: string | null;
  readonly usage: TokenUsage | null;
  readonly cost: RequestCost;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly pluginFailures: readonly { readonly plugin: string; readonly message: string }[];
  /** What was asked or passed over on the way to the answer, in order; empty when the first backend answered. */
  readonly failedTries: readonly FailedTry[];
  /** What came of looking for a kept answer; null where nobody keeps any. */
  readonly recall: RecallRecord | null;
  readonly times: StageTimes;
  /** Null where none is kept, which is the rule. */
  readonly bodies: KeptBodies | null;
}
