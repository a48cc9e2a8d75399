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
import { type Call, createGuardedCall, type GuardedCall } from '../guard/guarded-call.ts';
import type { AnswerOf, ModelFacts, TaskName } from './inference.ts';
import { type ModelThread, openModelThread } from './model-thread.ts';
import { OnnxError } from './onnx-error.ts';
import { DEFAULT_OPTIONS, type OnnxOptions } from './onnx-options.ts';
import type { Item } from './task.ts';

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
 * thread of its own, as the port that `task` names. Texts that come while it works are read in one run. Calls are guarded
 * as those to a server are: they reject with `PortFailure` when a run fails, lasts too long, too many wait, or it failed
 * again and again. Throws `OnnxError` at once for a folder that cannot be used.
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
  const calls = createGuardedCall(readOn(thread), {
    ...settings.guard,
    unwell: UNWELL,
    // One run's worth is read while the next gathers.
    concurrency: 2 * settings.batchSize,
    batchSize: 1,
  });
  const { facts } = thread;
  const identity: ModelIdentity = { id: `onnx/${basename(path)}`, hash: facts.hash, cost: settings.cost };
  const port = PORTS[task]({ facts, calls });
  return { ...identity, ...port, facts, statistics: calls.statistics, close: () => thread.close() } as OnnxModel<T>;
}

/** What a port asks. */
interface Asked {
  readonly facts: ModelFacts;
  readonly calls: GuardedCall<object, Item>;
}

const PORTS: { readonly [T in TaskName]: (asked: Asked) => Omit<PortByTask[T], keyof ModelIdentity> } = {
  classifier: ({ facts, calls }) => ({
    labels: facts.labels,
    classify: (text: TextView, call?: CallOptions) => ask<'classifier'>(calls, { text: text.raw }, call),
  }),
  tagger: ({ facts, calls }) => ({
    labels: facts.labels,
    tag: (text: TextView, call?: CallOptions) => ask<'tagger'>(calls, { text: text.raw }, call),
  }),
  encoder: ({ facts, calls }) => ({
    dimensions: facts.dimensions,
    encode: async (texts: readonly TextView[], call?: CallOptions) => {
      const items = texts.map(({ raw }) => ({ text: raw }));
      return (await calls.ask(items, call?.signal)) as readonly AnswerOf<'encoder'>[];
    },
  }),
  pair: ({ calls }) => ({
    compare: (premise: TextView, hypothesis: TextView, call?: CallOptions) =>
      ask<'pair'>(calls, { text: premise.raw, other: hypothesis.raw }, call),
  }),
};

async function ask<T extends TaskName>(
  calls: Asked['calls'],
  item: Item,
  call: CallOptions | undefined,
): Promise<AnswerOf<T>> {
  const [answer] = await calls.ask([item], call?.signal);
  return answer as AnswerOf<T>;
}

/** Failures of the thread that say that its next run will hardly fare better. */
const UNWELL: ReadonlySet<string> = new Set(['onnx.run_failed', 'onnx.thread_lost', 'onnx.model_changed']);

function readOn(thread: ModelThread): Call<object, Item> {
  const read = async (item: Item, signal: AbortSignal) => {
    try {
      return (await thread.ask(item, signal)) as object;
    } catch (cause) {
      if (signal.aborted) throw cause;
      if (OnnxError.is(cause)) throw new PortFailure(cause.code, cause.reason, { cause });
      throw new PortFailure('onnx.run_failed', cause instanceof Error ? cause.message : String(cause), { cause });
    }
  };
  return (items, signal) => Promise.all(items.map((item) => read(item, signal)));
}
