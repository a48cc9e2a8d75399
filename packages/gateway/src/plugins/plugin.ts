import type { Schema } from '@signalbox/engine';
import type { ReplySummary } from '../chat/reply-summary.ts';
import type { UpstreamCall } from '../chat/upstream-call.ts';
import type { DecisionRecord } from '../exchange/decision-record.ts';
import type { Answer, ExchangeView } from '../exchange/exchange-view.ts';
import type { HeaderList } from '../http/http-message.ts';
import type { EventStep } from '../sse/event-relay.ts';
import type { Logger } from '../telemetry/logger.ts';

/** What a phase returns: the value to go on with, or an answer, now or later. */
export type Step<Value> = Value | Answer | Promise<Value | Answer>;

/** A complete reply of a backend, in OpenAI's chat-completion shape. */
export interface ChatReply {
  readonly body: Uint8Array;
  readonly summary: ReplySummary;
  /** Added to the answer's headers. */
  readonly headers: HeaderList;
}

/**
 * A plugin compiled for one decision. It implements only the phases it needs; each returns a new value. `response` sees
 * replies that are not streamed, `stream` makes the step for one that is; `record` runs when all is over.
 */
export interface Plugin {
  request?(call: UpstreamCall, exchange: ExchangeView): Step<UpstreamCall>;
  response?(reply: ChatReply, exchange: ExchangeView): Step<ChatReply>;
  stream?(exchange: ExchangeView): EventStep;
  record?(record: DecisionRecord): void | Promise<void>;
}

/** What plugins get from outside. */
export interface PluginServices {
  readonly logger: Logger;
}

/** Everything the rest of the system may know about a kind of plugin. Adding one means writing one of these. */
// biome-ignore lint/suspicious/noExplicitAny: the variance slot of the list of kinds
export interface PluginKind<Options = any> {
  /** Word used in configs: `fast_response`. */
  readonly type: string;
  /** One sentence; docs, CLI and dashboard show it. */
  readonly summary: string;
  /** Strict, each field described. JSON Schema, form and reference page derive from it. */
  readonly schema: Schema<Options>;
  /**
   * It guards or blocks: its decision matches when a signal that it needs is unknown, and a request whose plugin throws
   * is not served. Without it a plugin that throws is skipped, logged, counted and recorded.
   */
  readonly guards?: boolean;
  /** Complete configurations; a test compiles them and the reference prints them. */
  readonly examples: readonly Options[];
  compile(options: Options, services: PluginServices): Plugin;
}

/** Checks the definition's types and returns it unchanged. */
export function definePluginKind<Options>(kind: PluginKind<Options>): PluginKind<Options> {
  return kind;
}
