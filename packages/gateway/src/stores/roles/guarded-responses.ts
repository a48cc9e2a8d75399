import type { ResponsesConfig } from '@signalbox/engine';
import { messageOf } from '../../errors/request-failure.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { Timers } from '../../upstream/timers.ts';
import type { ResponseStore, StoredDocument } from './stored-responses.ts';

export interface GuardOptions {
  /** In force now; undefined where nothing is stored. */
  readonly config: () => ResponsesConfig | undefined;
  readonly timers: Timers;
  /** For what no request waits for. */
  readonly housekeeping: Pick<Timers, 'afterIdling'>;
  /** Milliseconds since 1970. */
  readonly time: () => number;
  readonly logger: Logger;
}

/** How often what is too old goes, whether or not anything is added. */
const PRUNE_MS = 600_000;
/** The first time: not among all that a start has to do. */
const FIRST_PRUNE_MS = 60_000;
/** Share of the bounds that may be added before they are looked at. */
const SLACK = 1 / 16;

/** A store that nobody waits for longer than the config says, and that keeps to its bounds. */
export function guardedResponses(store: ResponseStore, options: GuardOptions): ResponseStore {
  return new GuardedResponses(store, options);
}

class GuardedResponses implements ResponseStore {
  readonly #store: ResponseStore;
  readonly #options: GuardOptions;
  readonly #underWay = new Set<Promise<unknown>>();
  #addedDocuments = 0;
  #addedBytes = 0;
  #callOff: () => void;

  constructor(store: ResponseStore, options: GuardOptions) {
    this.#store = store;
    this.#options = options;
    this.#callOff = options.housekeeping.afterIdling(FIRST_PRUNE_MS, () => this.#pruneOnTime());
  }

  async keep(documents: readonly StoredDocument[], onto: string | null, timeMs: number): Promise<boolean> {
    const isKept = await this.#ask(this.#store.keep(documents, onto, timeMs));
    this.#addedDocuments += documents.length;
    for (const { body } of documents) this.#addedBytes += JSON.stringify(body).length;
    this.#pruneWhenFull();
    return isKept;
  }

  get: ResponseStore['get'] = (...given) => this.#ask(this.#store.get(...given));
  chain: ResponseStore['chain'] = (...given) => this.#ask(this.#store.chain(...given));
  children: ResponseStore['children'] = (...given) => this.#ask(this.#store.children(...given));
  replace: ResponseStore['replace'] = (...given) => this.#ask(this.#store.replace(...given));
  remove: ResponseStore['remove'] = (...given) => this.#ask(this.#store.remove(...given));
  removeTree: ResponseStore['removeTree'] = (...given) => this.#ask(this.#store.removeTree(...given));
  prune: ResponseStore['prune'] = (...given) => this.#store.prune(...given);
  statistics: ResponseStore['statistics'] = () => this.#ask(this.#store.statistics());

  all: ResponseStore['all'] = () => this.#store.all();

  /** What was asked before is answered first. */
  async close(): Promise<void> {
    this.#callOff();
    await Promise.allSettled(this.#underWay);
    await this.#store.close();
  }

  #ask<Value>(question: Promise<Value>): Promise<Value> {
    const { config, timers } = this.#options;
    const timeoutMs = config()?.timeoutMs;
    const answer =
      timeoutMs === undefined
        ? question
        : new Promise<Value>((resolve, reject) => {
            const callOff = timers.after(timeoutMs, () => reject(new Error(`no answer within ${timeoutMs} ms`)));
            question.then(resolve, reject).finally(callOff);
          });
    this.#underWay.add(answer);
    const forget = () => this.#underWay.delete(answer);
    answer.then(forget, forget);
    return answer;
  }

  #pruneWhenFull(): void {
    const config = this.#options.config();
    if (config === undefined) return;
    const { maxDocuments, maxBytes } = config;
    if (this.#addedDocuments > maxDocuments * SLACK || this.#addedBytes > maxBytes * SLACK) void this.#prune(config);
  }

  #pruneOnTime(): void {
    this.#callOff = this.#options.housekeeping.afterIdling(PRUNE_MS, () => this.#pruneOnTime());
    const config = this.#options.config();
    if (config !== undefined) void this.#prune(config);
  }

  async #prune(config: ResponsesConfig): Promise<void> {
    this.#addedDocuments = 0;
    this.#addedBytes = 0;
    try {
      await this.#store.prune(config, this.#options.time());
    } catch (error) {
      this.#options.logger.warn({ cause: messageOf(error) }, 'stored responses cannot be pruned; tried again later');
    }
  }
}
