import type { CacheEntry } from '../../cache/cache-entry.ts';
import { fingerprint } from '../../cache/fingerprint.ts';
import type { Flight } from '../../cache/flights.ts';
import { bodyOf, type UpstreamCall } from '../../chat/upstream-call.ts';
import type { ExchangeView } from '../../exchange/exchange-view.ts';
import { type KeptReply, NOT_KEPT, type Recall, type RecallRecord } from '../../exchange/recall.ts';
import { definePluginKind, type Plugin, type PluginServices } from '../plugin.ts';
import { AnswerKeeper } from './answer-keeper.ts';
import { screenPersonalData } from './answer-screen.ts';
import type { Asked } from './asked.ts';
import { type CacheOptions, schema } from './options.ts';
import { type Controls, compileControls } from './request-controls.ts';
import { SHARING } from './sharing.ts';
import { compileSimilar, MOST_COMPARED, type Similar } from './similar-questions.ts';

/** Answers what was asked before with what was answered then. */
export const responseCache = definePluginKind({
  type: 'response_cache',
  aliases: ['response-cache', 'semantic-cache', 'semantic_cache'],
  summary: 'Answers repeated questions with the answer of the first time, also those in other words.',
  schema,
  examples: [schema.parse({ scope: 'user' }), schema.parse({ mode: 'exact', scope: 'global', ttl_seconds: 86_400 })],
  compile(options, services): Plugin {
    if (!options.enabled || options.ttl_seconds === 0) return {};
    services.cache.open();
    const recaller = new Recaller(options, services);
    return { recall: (call, exchange) => recaller.recall(call, exchange) };
  },
});

class Recaller {
  readonly #options: CacheOptions;
  readonly #services: PluginServices;
  readonly #controlsOf: (exchange: ExchangeView) => Controls;
  readonly #similar: Similar | undefined;
  readonly #keeperOptions: ConstructorParameters<typeof AnswerKeeper>[0];
  readonly #revision: string;

  constructor(options: CacheOptions, services: PluginServices) {
    this.#options = options;
    this.#services = services;
    this.#controlsOf = compileControls(options);
    this.#similar = options.mode === 'exact' ? undefined : compileSimilar(options, services);
    const { screening, revision } = options;
    const { pii } = services.ports.taggers;
    if (screening.enabled && pii === undefined) {
      throw new Error('no model serves the head "pii", by which answers are looked through before they are kept');
    }
    const screen = screening.enabled
      ? screenPersonalData(pii!, screening.types_allowed, screening.threshold)
      : async () => undefined;
    this.#keeperOptions = { options, cache: services.cache, screen, similar: this.#similar };
    this.#revision = JSON.stringify(revision);
  }

  async recall(call: UpstreamCall, exchange: ExchangeView): Promise<Recall> {
    const { cache } = this.#services;
    const startedMs = cache.now();
    const seconds = () => (cache.now() - startedMs) / 1e3;
    const asked = this.#read(call, exchange);
    const decision = exchange.route.decision ?? '';
    if (typeof asked === 'string') {
      exchange.recalled({ status: 'bypass', reason: asked });
      cache.metrics.missed(decision, asked, seconds());
      return NOT_KEPT;
    }
    const isShadowed = () => this.#services.random() < this.#options.shadow.share;
    const found = asked.controls.refusesKept ? undefined : await this.#find(asked);
    if (found !== undefined && !(found.kind === 'semantic' && isShadowed())) {
      return this.#answer(asked, found, seconds());
    }
    const waiting = found === undefined && !asked.controls.refusesKept ? this.#follow(asked) : undefined;
    // Nothing is waited for where nobody is under way: the next equal request must see this one.
    const flown = waiting === undefined ? undefined : await waiting;
    if (flown !== undefined) return this.#answer(asked, { kind: 'shared', entry: flown }, seconds());
    const isKept = !asked.controls.refusesKeeping && asked.controls.ttlMs !== 0;
    const flight = isKept ? this.#begin(asked) : undefined;
    if (flight !== undefined && found === undefined && !asked.controls.refusesKept) {
      const entry = await this.#waitElsewhere(asked);
      if (entry !== undefined) {
        flight.land(entry);
        return this.#answer(asked, { kind: 'shared', entry }, seconds());
      }
    }
    const reason = found === undefined ? 'miss' : 'shadow';
    exchange.recalled({ status: 'miss', ...(found === undefined ? {} : { reason }) });
    cache.metrics.missed(decision, reason, seconds());
    return isKept ? new AnswerKeeper(this.#keeperOptions, asked, flight, found?.entry) : NOT_KEPT;
  }

  /** The first of equal requests, told to those that come now; undefined where another one is. */
  #begin({ fingerprint: { exact: id } }: Asked): Flight | undefined {
    const { flights, leases } = this.#services.cache;
    if (!this.#options.single_flight.enabled || flights.of(id) !== undefined) return undefined;
    return flights.begin(id, (wasKept) => leases.end(id, wasKept));
  }

  /** What another router was asking a model for; undefined where none does, it failed, or it takes too long. */
  async #waitElsewhere(asked: Asked): Promise<CacheEntry | undefined> {
    const { max_wait_seconds: mostSeconds } = this.#options.single_flight;
    const { exact: id } = asked.fingerprint;
    const { cache } = this.#services;
    // One may have come while similar questions were looked for.
    const entry = cache.get(id) ?? (await cache.leases.lead(id, mostSeconds * 1e3, asked.exchange.signal));
    return entry !== undefined && this.#serves(entry, asked) ? entry : undefined;
  }

  /** The request as the cache sees it, or why it is passed by. */
  #read(call: UpstreamCall, exchange: ExchangeView): Asked | string {
    const { route, caller, leftOut } = exchange;
    const sharing = SHARING[this.#options.scope](caller);
    if (sharing === undefined) return `no_${this.#options.scope}`;
    if (route.model === null || route.decision === null) return 'not_routed';
    if (leftOut.length > 0) return 'not_translated';
    const reason = wantsSomethingElse(bodyOf(call), this.#options);
    if (reason !== undefined) return reason;
    const { recipe, decision } = route;
    const { model } = route.model;
    const surroundings = [sharing, recipe, decision, model, this.#revision];
    const controls = this.#controlsOf(exchange);
    if (controls.refusesKept && controls.refusesKeeping) return 'asked_for';
    return { exchange, fingerprint: fingerprint(call, surroundings), controls, recipe, decision, model };
  }

  async #find(asked: Asked): Promise<Found | undefined> {
    const { fingerprint } = asked;
    const entry = this.#services.cache.get(fingerprint.exact);
    if (entry !== undefined && this.#serves(entry, asked)) return { kind: 'exact', entry };
    const serves = (each: CacheEntry) => this.#serves(each, asked);
    const similar = await this.#similar?.find(fingerprint, asked.exchange.signal, serves);
    if (similar !== undefined) return { kind: 'semantic', ...similar };
    return this.#services.cache.isPartial ? this.#search(asked) : undefined;
  }

  /** Looks where more is kept than in memory. */
  async #search(asked: Asked): Promise<Found | undefined> {
    const { fingerprint, exchange } = asked;
    const { exact: id, group } = fingerprint;
    const { cache } = this.#services;
    const meaning = await this.#similar?.sought(fingerprint, exchange.signal);
    const { exact, similar } = await cache.search({ id, group, meaning, most: MOST_COMPARED });
    const nearest = this.#similar?.among(similar, fingerprint, (each) => this.#serves(each, asked));
    const found: Found | undefined =
      exact !== undefined && this.#serves(exact, asked)
        ? { kind: 'exact', entry: exact }
        : nearest && { kind: 'semantic', ...nearest };
    if (found !== undefined) cache.given(found.entry);
    return found;
  }

  /** What the first of equal requests left; undefined where there is none, it failed, or it takes too long. */
  #follow(asked: Asked): Promise<CacheEntry | undefined> | undefined {
    const { cache } = this.#services;
    const { enabled, max_wait_seconds: mostSeconds } = this.#options.single_flight;
    const flight = enabled ? cache.flights.of(asked.fingerprint.exact) : undefined;
    if (flight === undefined) return undefined;
    return new Promise((resolve) => {
      const { signal } = asked.exchange;
      const giveUp = () => settle(undefined);
      const callOff = cache.timers.after(mostSeconds * 1e3, giveUp);
      const settle = (entry: CacheEntry | undefined) => {
        callOff();
        signal.removeEventListener('abort', giveUp);
        resolve(entry !== undefined && this.#serves(entry, asked) ? entry : undefined);
      };
      signal.addEventListener('abort', giveUp);
      if (signal.aborted) giveUp();
      void flight.landed.then(settle);
    });
  }

  /** Whether an entry is young enough, and its answer not longer than this request allows. */
  #serves({ storedAt, completionTokens }: CacheEntry, { controls, fingerprint: { maxTokens } }: Asked): boolean {
    const isYoung = this.#services.cache.time() - storedAt <= controls.maxAgeMs;
    return isYoung && (maxTokens === undefined || (completionTokens !== null && completionTokens <= maxTokens));
  }

  #answer({ exchange, decision }: Asked, found: Found, seconds: number): KeptReply {
    const { entry, kind } = found;
    const { cache } = this.#services;
    const similar = found.kind === 'semantic' ? { similarity: found.similarity, score: found.score } : {};
    const recall: RecallRecord = {
      status: 'hit',
      kind,
      ...similar,
      ageMs: cache.time() - entry.storedAt,
      savedTokens: entry.completionTokens,
    };
    exchange.recalled(recall);
    cache.metrics.hit(decision, kind, seconds);
    const isDebugging = exchange.requestHeaders['x-vsr-debug'] === 'true';
    const shown =
      isDebugging && found.kind === 'semantic' ? ['x-vsr-cache-similarity', found.similarity.toFixed(4)] : [];
    return {
      kind: 'kept_reply',
      completion: entry.completion,
      headers: ['x-vsr-cache-hit', 'true', ...shown],
      streamMs: this.#options.stream_pace === 'natural' ? entry.streamMs : 0,
    };
  }
}

type Found =
  | { readonly kind: 'exact' | 'shared'; readonly entry: CacheEntry }
  | { readonly kind: 'semantic'; readonly entry: CacheEntry; readonly similarity: number; readonly score: number };

/** Why a request is not one that a kept answer could serve. */
function wantsSomethingElse(body: Readonly<Record<string, unknown>>, options: CacheOptions): string | undefined {
  const { temperature, n, logprobs, modalities, audio } = body;
  if (typeof temperature === 'number' && temperature > options.max_temperature) return 'temperature';
  if (n !== undefined && n !== null && n !== 1) return 'several_answers';
  if (logprobs === true) return 'logprobs';
  if (audio !== undefined || (Array.isArray(modalities) && modalities.some((each) => each !== 'text'))) return 'audio';
  return undefined;
}
