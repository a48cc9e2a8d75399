import type { FindingTrace, PluginTrace } from '@signalbox/engine';
import type { Caller } from '../access/caller.ts';
import type { ExchangeView } from '../exchange/exchange-view.ts';
import type { RecallRecord } from '../exchange/recall.ts';
import type { ParsedRequest } from '../protocols/protocol.ts';
import type { Exchange } from './exchange.ts';
import type { Routing } from './route.ts';

/** One plugin's view of one exchange, and what it said. A class, so that the signal is made only when one asks for it. */
export class PluginView implements ExchangeView {
  readonly id: string;
  readonly requestId: string;
  readonly facts: ExchangeView['facts'];
  readonly route: ExchangeView['route'];
  readonly isStreaming: boolean;
  readonly caller: Caller;
  readonly leftOut: readonly string[];
  readonly requestHeaders: ExchangeView['requestHeaders'];
  /** All of this plugin's. */
  readonly findings: FindingTrace[] = [];
  /** What came of looking for a kept answer. */
  recall: RecallRecord | undefined;
  readonly #exchange: Exchange;
  #notes: string[] = [];
  #told = 0;

  constructor(exchange: Exchange, parsed: ParsedRequest, routing: Routing, caller: Caller) {
    this.id = exchange.id;
    this.requestId = exchange.requestId;
    this.facts = parsed.facts;
    // Only decisions have plugins, and a decision has a result.
    this.route = routing.result!;
    this.isStreaming = parsed.isStreaming;
    this.caller = caller;
    this.leftOut = parsed.leftOut;
    this.requestHeaders = exchange.request.headers;
    this.#exchange = exchange;
  }

  get signal(): AbortSignal {
    return this.#exchange.cancellation.signal;
  }

  note(text: string): void {
    this.#notes.push(text);
  }

  found(findings: readonly FindingTrace[]): void {
    this.findings.push(...findings);
    const { services, requestId } = this.#exchange;
    services.logger.info({ requestId, findings }, 'guard findings');
  }

  recalled(recall: RecallRecord): void {
    this.recall = recall;
  }

  /** What was said since it was last asked. */
  told(): Pick<PluginTrace, 'notes' | 'findings'> {
    const told = { notes: this.#notes, findings: this.findings.slice(this.#told) };
    this.#notes = [];
    this.#told = this.findings.length;
    return told;
  }
}
