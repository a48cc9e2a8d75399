import type { PluginSurroundings, Ports, Report, Schema } from '@signalbox/engine';
import type { ResponseCache } from '../cache/response-cache.ts';
import type { ReplySummary } from '../chat/reply-summary.ts';
import type { UpstreamCall } from '../chat/upstream-call.ts';
import type { DecisionRecord } from '../exchange/decision-record.ts';
import type { Answer, ExchangeView, Reroute } from '../exchange/exchange-view.ts';
import type { Recall } from '../exchange/recall.ts';
import type { HeaderList } from '../http/http-message.ts';
import type { RecordingWish } from '../recording/recording.ts';
import type { EventStep } from '../sse/event-step.ts';
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

/** What the request phase returns: the call to go on with, an answer, or the place where the request goes instead. */
export type RequestStep = UpstreamCall | Answer | Reroute | Promise<UpstreamCall | Answer | Reroute>;

/**
 * A plugin compiled for one decision. It implements only the phases it needs; each returns a new value, and plugins run
 * in the order of the config in every phase.
 *
 * | phase | sees |
 * |---|---|
 * | `request` | the call before it is written for a backend |
 * | `recall` | the call as a backend would get it, when all request phases are over: it may answer in the backend's place |
 * | `response` | a complete reply in the shape in the middle |
 * | `stream` | makes the step through which the events of a streamed reply go |
 * | `record` | what is kept of the exchange, when all is over |
 */
export interface Plugin {
  request?(call: UpstreamCall, exchange: ExchangeView): RequestStep;
  /** The first plugin that gives a kept reply or a keeper decides. A kept reply goes through the response phases. */
  recall?(call: UpstreamCall, exchange: ExchangeView): Recall | Promise<Recall>;
  /** Asked before `response` and `stream`, since an answer that nobody looks at passes byte by byte. Absent: always. */
  wantsReply?(exchange: ExchangeView): boolean;
  response?(reply: ChatReply, exchange: ExchangeView): Step<ChatReply>;
  /** A step that throws ends the stream with an error, or is left out from there, as `on_error` says. */
  stream?(exchange: ExchangeView): EventStep;
  /** The headers of whatever answers, in turn name (lower case) and value: a backend's, the router's own, an error's. */
  answerHeaders?(headers: HeaderList, exchange: ExchangeView): HeaderList;
  record?(record: DecisionRecord): void | Promise<void>;
  /** What records of the decision hold, where the plugin has a say in it. */
  readonly recording?: RecordingWish;
}

/** The learned models that plugins may ask. */
export type PluginPorts = Pick<Ports, 'classifiers' | 'taggers' | 'encoder' | 'repeats'>;

/** What plugins get from outside. */
export interface PluginServices {
  readonly logger: Logger;
  /** Those that the engine runs on; a plugin whose model is missing throws when it is compiled. */
  readonly ports: PluginPorts;
  /** Answers that are kept for repeated requests. */
  readonly cache: ResponseCache;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** Everything the rest of the system may know about a kind of plugin. Adding one means writing one of these. */
// biome-ignore lint/suspicious/noExplicitAny: the variance slot of the list of kinds
export interface PluginKind<Options = any> {
  /** Word used in configs: `fast_response`. */
  readonly type: string;
  /** Other words for it. */
  readonly aliases?: readonly string[];
  /** One sentence; docs, CLI and dashboard show it. */
  readonly summary: string;
  /** Strict, each field described. JSON Schema, form and reference page derive from it. */
  readonly schema: Schema<Options>;
  /**
   * It guards or blocks: its decision matches when a signal that it needs is unknown, and `on_error` is `closed` unless
   * the config says otherwise: a request whose plugin throws is not served. Else a plugin that throws is skipped,
   * logged, counted and recorded.
   */
  readonly guards?: boolean;
  /** The fields of its configuration may stand in a decision itself, without a plugin around them. */
  readonly isInline?: boolean;
  /** Complete configurations; a test compiles them and the reference prints them. */
  readonly examples: readonly Options[];
  /** What the schema cannot say, e.g. the names of decisions. */
  check?(options: Options, surroundings: PluginSurroundings, report: Report): void;
  compile(options: Options, services: PluginServices): Plugin;
}

/** Checks the definition's types and returns it unchanged. */
export function definePluginKind<Options>(kind: PluginKind<Options>): PluginKind<Options> {
  return kind;
}
