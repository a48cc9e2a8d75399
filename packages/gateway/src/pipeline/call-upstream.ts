import type { Reservation } from '../access/limits/reservation.ts';
import type { UpstreamCall } from '../chat/upstream-call.ts';
import type { RequestFailure } from '../errors/request-failure.ts';
import { type AnsweringBackend, Attempt, type FailedAttempt } from '../upstream/attempt.ts';
import { type Demands, type Misfit, misfitOf } from '../upstream/capability-check.ts';
import { cancelled } from '../upstream/describe-failure.ts';
import { hedge } from '../upstream/hedge.ts';
import { type Leniency, pickBackend } from '../upstream/pick-backend.ts';
import { delayBeforeRound } from '../upstream/retry-policy.ts';
import type { Exchange } from './exchange.ts';
import { fallbackRoutings } from './fallback-routings.ts';
import type { Notebook } from './notebook.ts';
import type { Routing } from './route.ts';
import type { ReadyBackend, Target } from './snapshot.ts';
import { misfitFailure, noBackendFailure, unavailableFailure } from './unanswered.ts';

/** Share of the time left that one try may take while there is somebody else to ask. */
const PATIENCE_WITH_OTHERS = 0.75;

const NONE_TRIED: readonly ReadyBackend[] = [];

/** What a request asks of whoever answers it, and what it has set aside for that of its caller's limits. */
export interface DemandsOnBackends extends Demands {
  /** Undefined where nothing is limited. */
  readonly reservation: Reservation | undefined;
}

/**
 * Gets an answer: from the chosen model's backends, then from the decision's other candidates in order, then from the
 * default model, each only if it can take the request and the caller's limits have room for it. All of that before the first byte of an answer. When everybody
 * fails the outcome is the last real error.
 */
export function callUpstream(
  exchange: Exchange,
  routing: Routing,
  demands: DemandsOnBackends,
  call: UpstreamCall,
  notebook: Notebook,
): Promise<AnsweringBackend | RequestFailure> {
  return new Search(exchange, routing, demands, call, notebook).run();
}

/** How one model was asked: an answer, the failure that the client shall get now, or on to the next. */
type Asked = AnsweringBackend | RequestFailure | 'on';

class Search {
  readonly #exchange: Exchange;
  readonly #first: Routing;
  readonly #demands: DemandsOnBackends;
  readonly #call: UpstreamCall;
  readonly #notebook: Notebook;
  /** The others to ask, in order; made when the first model fails. */
  #others: readonly Routing[] | undefined;
  /** Who was asked, so that those who were passed over are known in the end. */
  #asked = NONE_TRIED;
  /** Models that said themselves that they cannot take the request. */
  #unable: readonly Target[] = [];
  /** The last real error. */
  #last: FailedAttempt | undefined;
  /** Why the first choice did not answer. */
  #firstReason: string | undefined;
  /** The model with the widest window among those that are probably too small. */
  #doubtful: { readonly routing: Routing; readonly misfit: Misfit } | undefined;
  #certain: Misfit | undefined;
  /** The limit that had no room for one of the models. */
  #full: RequestFailure | undefined;
  #mayRepeat = false;
  /** The shortest wait that one of those who failed asked for. */
  #retryAfterMs = Number.POSITIVE_INFINITY;

  constructor(
    exchange: Exchange,
    routing: Routing,
    demands: DemandsOnBackends,
    call: UpstreamCall,
    notebook: Notebook,
  ) {
    this.#exchange = exchange;
    this.#first = routing;
    this.#demands = demands;
    this.#call = call;
    this.#notebook = notebook;
  }

  async run(): Promise<AnsweringBackend | RequestFailure> {
    const { target } = this.#first;
    let asked = await this.#consider(this.#first, 1);
    if (asked === 'on') asked = await this.#askOthers(1);
    if (asked === 'on' && this.#last === undefined && this.#doubtful !== undefined) {
      asked = await this.#askModel(this.#doubtful.routing, 'free', 1);
    }
    if (asked === 'on') asked = await this.#askDespite();
    for (let round = 2; asked === 'on' && round <= target.reliability.retries.count + 1; round++) {
      if (!(await this.#waitForRound(round))) break;
      asked = await this.#consider(this.#first, round);
      if (asked === 'on') asked = await this.#askOthers(round);
    }
    return asked === 'on' ? this.#giveUp() : asked;
  }

  async #askOthers(round: number): Promise<Asked> {
    this.#others ??= fallbackRoutings(this.#first, this.#exchange.snapshot);
    for (const other of this.#others) {
      const next = await this.#consider(this.#withReason(other), round);
      if (next !== 'on') return next;
    }
    return 'on';
  }

  /** Asks a model if it can take the request. */
  #consider(routing: Routing, round: number): Promise<Asked> | 'on' {
    const { target } = routing;
    if (target.hasLimits) {
      const misfit = misfitOf(target.name, target.card, this.#demands);
      if (misfit !== undefined) {
        if (round === 1) this.#passOver(routing, misfit);
        return 'on';
      }
    }
    return this.#askModel(routing, 'free', round);
  }

  #passOver(routing: Routing, misfit: Misfit): void {
    const { name, card } = routing.target;
    this.#note(name, null, misfit.reason, misfit.message);
    if (misfit.isCertain) {
      this.#certain ??= misfit;
      return;
    }
    const widest = this.#doubtful?.routing.target.card.contextWindow ?? 0;
    if ((card.contextWindow ?? 0) > widest) this.#doubtful = { routing, misfit };
  }

  /** Tries the backends of one model: the chosen one, and others while retries are left. */
  async #askModel(routing: Routing, leniency: Leniency, round: number): Promise<Asked> {
    const { target } = routing;
    const { backends, group, reliability } = target;
    const { random, metrics, logger } = this.#exchange.services;
    if (this.#unable.includes(target)) return 'on';
    const { reservation } = this.#demands;
    if (reservation?.isFor(target.name) === false) {
      const full = await reservation.takeFor(target.name);
      if (full !== undefined) {
        this.#full ??= full;
        this.#note(target.name, null, full.code, full.message);
        return 'on';
      }
    }
    const isDespite = leniency !== 'free';
    const wasAsked = this.#asked.length > 0 && this.#asked.some((backend) => backends.includes(backend));
    let tried = isDespite ? this.#asked : NONE_TRIED;
    let isUnseen = false;
    if (!wasAsked) group.budget.deposit();
    const most = round === 1 ? reliability.retries.count : 0;
    for (let tries = 0; tries <= most; ) {
      if (this.#exchange.cancellation.reason !== undefined) return cancelled(this.#exchange);
      const backend =
        pickBackend(backends, tried, leniency, reliability.balancing, random) ??
        (isDespite ? undefined : pickBackend(backends, tried, 'waiting', reliability.balancing, random));
      if (backend === undefined) {
        if (!isDespite && round === 1) this.#noteObstacles(target, tried);
        return 'on';
      }
      const isRetry = tries > 0 || wasAsked;
      if (isRetry && !isUnseen && !group.budget.withdraw()) {
        this.#note(target.name, null, 'retry_budget', 'the retry budget of the model is spent');
        metrics.retryRefused(target.name);
        return 'on';
      }
      const entered = isDespite ? this.#force(backend) : this.#enter(target, backend);
      const permit = typeof entered === 'number' ? entered : await entered;
      tried = [...tried, backend];
      if (permit === 0) continue;
      this.#asked = this.#asked.length === 0 ? tried : [...this.#asked, backend];
      if (isRetry) metrics.retried(target.name);
      tries++;
      const outcome = await this.#attempt(routing, backend, permit, tried);
      if (outcome.kind === 'answering') return outcome;
      if (this.#exchange.cancellation.reason !== undefined) return cancelled(this.#exchange);
      logger.warn(
        { model: target.name, backend: outcome.backend, reason: outcome.reason, cause: outcome.message },
        'backend failed',
      );
      if (!outcome.isRetryable) return outcome.outcome;
      this.#note(target.name, outcome.backend, outcome.reason, outcome.message);
      this.#last = outcome;
      this.#mayRepeat ||= outcome.mayRepeat;
      if (outcome.mayRepeat) this.#retryAfterMs = Math.min(this.#retryAfterMs, outcome.retryAfterMs);
      isUnseen = outcome.isUnseen;
      if (outcome.isOfModel) {
        this.#unable = [...this.#unable, target];
        return 'on';
      }
    }
    return 'on';
  }

  /** A place and a permit at a backend; 0 where it gives none. */
  #enter(target: Target, { guard, name }: ReadyBackend): number | Promise<number> {
    if (guard.places.tryEnter()) return this.#permit(target, name, guard);
    return guard.places.wait(this.#exchange.cancellation).then((turn) => {
      if (turn === 'entered') return this.#permit(target, name, guard);
      if (turn === 'cancelled') return 0;
      const reason = turn === 'full' ? 'queue_full' : 'queue_timeout';
      this.#note(target.name, name, reason, 'the backend has as many requests under way as it may');
      return 0;
    });
  }

  /** A place and a permit at a backend that should be left alone. */
  #force({ guard }: ReadyBackend): number {
    return guard.places.tryEnter() ? guard.breaker.force() : 0;
  }

  #permit(target: Target, name: string, guard: ReadyBackend['guard']): number {
    const permit = guard.breaker.enter();
    if (permit === 0) {
      guard.places.leave();
      this.#note(target.name, name, 'circuit_open', 'the backend failed again and again');
    }
    return permit;
  }

  #attempt(
    routing: Routing,
    backend: ReadyBackend,
    permit: number,
    tried: readonly ReadyBackend[],
  ): Promise<AnsweringBackend | FailedAttempt> {
    const { target } = routing;
    const first = this.#start(routing, backend, permit);
    const { hedgeAfterMs } = target.reliability;
    if (hedgeAfterMs === undefined) return first.outcome;
    const { services } = this.#exchange;
    return hedge(first, {
      afterMs: hedgeAfterMs,
      timers: services.timers,
      startSecond: () => this.#startHedge(routing, tried),
      onEnd: (winner) => services.metrics.hedged(target.name, winner),
    });
  }

  /** A second backend for a first that takes long; nobody waits for it. */
  #startHedge(routing: Routing, tried: readonly ReadyBackend[]): Attempt | undefined {
    const { backends, group, reliability } = routing.target;
    const backend = pickBackend(backends, tried, 'free', reliability.balancing, this.#exchange.services.random);
    if (backend === undefined || !group.budget.withdraw() || !backend.guard.places.tryEnter()) return undefined;
    const permit = backend.guard.breaker.enter();
    if (permit !== 0) return this.#start(routing, backend, permit);
    backend.guard.places.leave();
    return undefined;
  }

  #start(routing: Routing, backend: ReadyBackend, permit: number): Attempt {
    const exchange = this.#exchange;
    const { lora, reasoning, target } = routing;
    const call = routing === this.#first ? this.#call : { ...this.#call, lora, reasoning };
    const leftMs = exchange.deadlineMs - exchange.services.clock.now();
    const patienceMs = this.#hasOthers(target) ? leftMs * PATIENCE_WITH_OTHERS : undefined;
    return new Attempt({ exchange, routing, backend, permit, call, patienceMs });
  }

  /** Whether there is somebody to ask after this model's try. */
  #hasOthers({ backends, name }: Target): boolean {
    if (backends.length > 1 && backends.some((backend) => !this.#asked.includes(backend))) return true;
    if (this.#others === undefined) return (this.#first.result?.candidates.length ?? 0) > 1;
    return this.#others.length > 0 && this.#others.at(-1)!.target.name !== name;
  }

  /** Waits until the backends may be asked once more; false where that makes no sense. */
  async #waitForRound(round: number): Promise<boolean> {
    if (!this.#mayRepeat) return false;
    const { cancellation, services, deadlineMs } = this.#exchange;
    const delayMs = delayBeforeRound(round - 1, {
      retryAfterMs: this.#retryAfterMs,
      mostMs: this.#first.target.reliability.retries.maxDelayMs,
      random: services.random,
    });
    if (delayMs === undefined || services.clock.now() + delayMs >= deadlineMs) return false;
    this.#mayRepeat = false;
    this.#retryAfterMs = Number.POSITIVE_INFINITY;
    await new Promise<void>((resolve) => {
      const end = () => {
        callOff();
        forget();
        resolve();
      };
      const callOff = services.timers.after(delayMs, end);
      const forget = cancellation.onCancel(end);
    });
    return true;
  }

  /** Nobody answered: those who are better left alone, and were, are better than nothing. */
  async #askDespite(): Promise<Asked> {
    for (const routing of [this.#first, ...this.#others!]) {
      const { name, card, hasLimits, reliability } = routing.target;
      if (hasLimits && misfitOf(name, card, this.#demands)?.isCertain === true) continue;
      const leniency = reliability.breaker.failFast ? 'unwell' : 'despite';
      const asked = await this.#askModel(routing === this.#first ? routing : this.#withReason(routing), leniency, 1);
      if (asked !== 'on') return asked;
    }
    return 'on';
  }

  #giveUp(): AnsweringBackend | RequestFailure {
    if (this.#exchange.cancellation.reason !== undefined) return cancelled(this.#exchange);
    if (this.#last !== undefined) return this.#last.outcome;
    if (this.#full !== undefined) return this.#full;
    const models = [this.#first, ...this.#others!].map(({ target }) => target);
    const isMisfit = (model: Target) => misfitOf(model.name, model.card, this.#demands) !== undefined;
    if (this.#doubtful === undefined && this.#certain !== undefined && models.every(isMisfit)) {
      return misfitFailure(this.#certain, models.length);
    }
    if (models.every(({ backends }) => backends.length === 0)) return noBackendFailure(this.#first.target);
    const unavailable = unavailableFailure(models);
    if (unavailable.code === 'overloaded') this.#exchange.services.metrics.shed('backend');
    return unavailable;
  }

  #noteObstacles({ name, backends }: Target, tried: readonly ReadyBackend[]): void {
    if (backends.length === 0) this.#note(name, null, 'no_backend', 'the model has no backend');
    for (const backend of backends) {
      if (tried.includes(backend)) continue;
      this.#note(name, backend.name, backend.guard.obstacle ?? 'overloaded', 'the backend is not called now');
    }
  }

  #note(model: string, backend: string | null, reason: string, message: string): void {
    this.#firstReason ??= reason;
    this.#notebook.tried({ model, backend, reason, message });
  }

  #withReason(other: Routing): Routing {
    return { ...other, fallback: { from: this.#first.target.name, reason: this.#firstReason ?? 'backend_error' } };
  }
}
