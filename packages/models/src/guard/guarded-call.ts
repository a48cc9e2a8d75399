import { createHash } from 'node:crypto';
import type { CallStatistics } from '@signalbox/engine/adapters';
import { PortFailure } from '@signalbox/engine/ports';
import { LRUCache } from 'lru-cache';
import { CallSlots } from './call-slots.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

export interface GuardOptions {
  /** Longest time for one call, waiting for its turn included. */
  readonly timeoutMs: number;
  /** Calls under way at once. */
  readonly concurrency: number;
  /** Calls that may wait for their turn. */
  readonly waiting: number;
  /** Failures in a row after which calls are refused, and for how long. */
  readonly breaker: { readonly failures: number; readonly pauseMs: number };
  /** Codes that count for the breaker beside those that all models share. */
  readonly unwell?: ReadonlySet<string>;
  /** Answers kept, and for how long; 0 entries for none. */
  readonly cache: { readonly entries: number; readonly ttlMs: number };
  /** Questions in one call. */
  readonly batchSize: number;
}

/** Asks about a batch of questions, texts mostly: one answer each, in order. Rejects with a PortFailure. */
export type Call<Answer, Question = string> = (
  questions: readonly Question[],
  signal: AbortSignal,
) => Promise<readonly Answer[]>;

/** Questions to a model that may be slow, down, or wrong. */
export interface GuardedCall<Answer, Question = string> {
  /** Answers to questions, in order. Rejects with a PortFailure, and with nothing else. */
  ask(questions: readonly Question[], signal?: AbortSignal): Promise<readonly Answer[]>;
  statistics(): CallStatistics;
}

/** Failures that tell of the model as a whole; the others concern one question or one caller. */
const MODEL_IS_UNWELL: ReadonlySet<string> = new Set([
  'adapter.timed_out',
  'adapter.unreachable',
  'adapter.server_error',
  'adapter.overloaded',
  'adapter.wrong_answer',
]);

/**
 * Puts a time-out, a limit of calls at once with bounded waiting, a circuit breaker and a cache around a call. Questions
 * are plain data, and are kept as hashes only.
 */
export function createGuardedCall<Answer extends object, Question = string>(
  call: Call<Answer, Question>,
  options: GuardOptions,
): GuardedCall<Answer, Question> {
  const { timeoutMs, concurrency, waiting, batchSize } = options;
  const now = () => performance.now();
  const breaker = new CircuitBreaker(options.breaker, now);
  const slots = new CallSlots(concurrency, waiting);
  const cache = createCache<Answer>(options.cache, now);
  const failures = new Map<string, number>();
  let asked = 0;
  let cacheHits = 0;

  /** One batch: breaker, turn, call, within the time-out. */
  const callOnce = async (
    questions: readonly Question[],
    caller: AbortSignal | undefined,
  ): Promise<readonly Answer[]> => {
    const permit = breaker.enter();
    if (permit === undefined) {
      throw new PortFailure('adapter.paused', 'it failed again and again, and is tried again after a pause');
    }
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), timeoutMs);
    const signal = caller === undefined ? deadline.signal : AbortSignal.any([deadline.signal, caller]);
    const started = now();
    let hasSlot = false;
    let waitedMs = 0;
    try {
      hasSlot = (await slots.acquire(signal)) ?? false;
      if (!hasSlot && caller?.aborted !== true) throw noTurn(concurrency);
      caller?.throwIfAborted();
      waitedMs = now() - started;
      const answers = await call(questions, signal);
      if (answers.length !== questions.length) {
        throw new PortFailure(
          'adapter.wrong_answer',
          `${answers.length} answers came for ${questions.length} questions`,
        );
      }
      permit.succeeded();
      return answers;
    } catch (cause) {
      const isCut = deadline.signal.aborted && waitedMs > timeoutMs / 2;
      const failure = failureOf(isCut ? noTurn(concurrency) : cause, { caller, deadline: deadline.signal, timeoutMs });
      if (MODEL_IS_UNWELL.has(failure.code) || options.unwell?.has(failure.code)) permit.failed();
      else permit.abandoned();
      throw failure;
    } finally {
      clearTimeout(timer);
      if (hasSlot) slots.release();
    }
  };

  return {
    async ask(questions, signal) {
      asked += questions.length;
      const keys = questions.map((question) => (cache === undefined ? '' : keyOf(question)));
      const answers = keys.map((key) => cache?.get(key));
      const missing = answers.flatMap((answer, index) => (answer === undefined ? [index] : []));
      cacheHits += questions.length - missing.length;
      const batches: number[][] = [];
      for (let from = 0; from < missing.length; from += batchSize) batches.push(missing.slice(from, from + batchSize));
      let failure: PortFailure | undefined;
      const work = async () => {
        for (let batch = batches.shift(); batch !== undefined && failure === undefined; batch = batches.shift()) {
          const own = batch.map((index) => questions[index]!);
          const fresh = await callOnce(own, signal);
          for (const [position, index] of batch.entries()) {
            answers[index] = fresh[position]!;
            cache?.set(keys[index]!, fresh[position]!);
          }
        }
      };
      const workers = Array.from({ length: Math.min(concurrency, batches.length) }, () =>
        work().catch((cause: PortFailure) => {
          failure ??= cause;
        }),
      );
      await Promise.all(workers);
      if (failure !== undefined) {
        const unanswered = answers.filter((answer) => answer === undefined).length;
        failures.set(failure.code, (failures.get(failure.code) ?? 0) + unanswered);
        throw failure;
      }
      return answers as Answer[];
    },
    statistics: () => ({ asked, cacheHits, failures: new Map(failures), breaker: breaker.state }),
  };
}

/** Also for a call whose turn came so late that the server had no fair chance. */
function noTurn(concurrency: number): PortFailure {
  return new PortFailure('adapter.busy', `${concurrency} calls are under way, and no turn came in time`);
}

function createCache<Answer extends object>({ entries, ttlMs }: GuardOptions['cache'], now: () => number) {
  if (entries === 0) return undefined;
  // Time is asked at every look-up: the library would otherwise keep it with a timer of its own.
  return new LRUCache<string, Answer>({ max: entries, ttl: ttlMs, ttlResolution: 0, perf: { now } });
}

function keyOf(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64');
}

function failureOf(
  cause: unknown,
  calls: { readonly caller: AbortSignal | undefined; readonly deadline: AbortSignal; readonly timeoutMs: number },
): PortFailure {
  const isOwn = cause instanceof PortFailure;
  if (isOwn && cause.code === 'adapter.busy') return cause;
  if (calls.caller?.aborted) {
    return new PortFailure('adapter.cancelled', 'the request ended before the answer came', { cause });
  }
  if (calls.deadline.aborted) {
    return new PortFailure('adapter.timed_out', `no answer within ${calls.timeoutMs} ms`, { cause });
  }
  if (isOwn) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new PortFailure('adapter.failed', message, { cause });
}
