import { basename, resolve } from 'node:path';
import type { CallStatistics } from '@signalbox/engine/adapters';
import {
  type CallOptions,
  type ModelIdentity,
  type PairClassifier,
  PortFailure,
  type SentenceEncoder,
  type SpanTagger,
  type TextClassifier,
  type TextView,
} from '@signalbox/engine/ports';
import type { AnswerOf, ModelFacts, TaskName } from './inference.ts';
import { type ModelThread, openModelThread } from './model-thread.ts';
import { OnnxError } from './onnx-error.ts';
import { DEFAULT_OPTIONS, type OnnxOptions } from './onnx-options.ts';

/** The port that each task fills. */
interface PortByTask {
  readonly classifier: TextClassifier;
  readonly tagger: SpanTagger;
  readonly encoder: SentenceEncoder;
  readonly pair: PairClassifier;
}

/** An open model: a port, and what belongs to keeping it open. */
export type OnnxModel<T extends TaskName = TaskName> = PortByTask[T] & {
  readonly facts: ModelFacts;
  /** How its calls went since it was opened. */
  readonly statistics: () => CallStatistics;
  /** Ends the model's thread; calls that still wait reject. */
  close(): Promise<void>;
};

/**
 * A model from a local folder in Hugging Face layout (config.json, tokenizer.json, model.onnx or onnx/model.onnx), on a
 * thread of its own, as the port that `task` names. Texts that come while it works are read in one run. Calls reject
 * with `PortFailure` when a run fails, lasts too long or too many wait. Throws `OnnxError` at once for a folder that cannot be used.
 *
 * @example
 * const domain = await createOnnxModel('./models/domain', { task: 'classifier', labels: ['math', 'law', 'other'] });
 * await domain.classify(createTextView('What is a tort?')); // Float32Array of three probabilities
 */
export async function createOnnxModel<T extends TaskName>(
  folder: string,
  { task, ...options }: Partial<OnnxOptions> & { readonly task: T },
): Promise<OnnxModel<T>> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings: OnnxOptions = { ...DEFAULT_OPTIONS, ...given };
  const path = resolve(folder);
  const thread = await openModelThread({ folder: path, task, options: settings });
  const { facts } = thread;
  const counts = { asked: 0, failures: new Map<string, number>() };
  const asked: Asked = { thread, timeoutMs: settings.timeoutMs, counts };
  const statistics = (): CallStatistics => ({
    asked: counts.asked,
    cacheHits: 0,
    failures: new Map(counts.failures),
    breaker: 'closed',
  });
  const identity: ModelIdentity = { id: `onnx/${basename(path)}`, hash: facts.hash, cost: settings.cost };
  return { ...identity, ...PORTS[task](asked), facts, statistics, close: () => thread.close() } as OnnxModel<T>;
}

/** Whom to ask, and how long to wait for an answer. */
interface Asked {
  readonly thread: ModelThread;
  readonly timeoutMs: number | undefined;
  readonly counts: { asked: number; readonly failures: Map<string, number> };
}

const PORTS: { readonly [T in TaskName]: (asked: Asked) => Omit<PortByTask[T], keyof ModelIdentity> } = {
  classifier: (asked) => ({
    labels: asked.thread.facts.labels,
    classify: (text: TextView, call?: CallOptions) => ask<'classifier'>(asked, text, undefined, call),
  }),
  tagger: (asked) => ({
    labels: asked.thread.facts.labels,
    tag: (text: TextView, call?: CallOptions) => ask<'tagger'>(asked, text, undefined, call),
  }),
  encoder: (asked) => ({
    dimensions: asked.thread.facts.dimensions,
    encode: (texts: readonly TextView[], call?: CallOptions) =>
      Promise.all(texts.map((text) => ask<'encoder'>(asked, text, undefined, call))),
  }),
  pair: (asked) => ({
    compare: (premise: TextView, hypothesis: TextView, call?: CallOptions) =>
      ask<'pair'>(asked, premise, hypothesis, call),
  }),
};

async function ask<T extends TaskName>(
  { thread, timeoutMs, counts }: Asked,
  text: TextView,
  other: TextView | undefined,
  call: CallOptions | undefined,
): Promise<AnswerOf<T>> {
  const item = other === undefined ? { text: text.raw } : { text: text.raw, other: other.raw };
  const deadline = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  const signals = [call?.signal, deadline].filter((signal) => signal !== undefined);
  counts.asked++;
  try {
    return (await thread.ask(item, AbortSignal.any(signals))) as AnswerOf<T>;
  } catch (cause) {
    const failure = failureOf(cause, call?.signal?.aborted === true, deadline?.aborted === true);
    counts.failures.set(failure.code, (counts.failures.get(failure.code) ?? 0) + 1);
    throw failure;
  }
}

function failureOf(cause: unknown, isCancelled: boolean, isLate: boolean): PortFailure {
  if (isCancelled)
    return new PortFailure('adapter.cancelled', 'the request ended before the model answered', { cause });
  if (isLate) return new PortFailure('adapter.timed_out', 'the model did not answer in time', { cause });
  if (OnnxError.is(cause)) return new PortFailure(cause.code, cause.reason, { cause });
  return new PortFailure('onnx.run_failed', cause instanceof Error ? cause.message : String(cause), { cause });
}
