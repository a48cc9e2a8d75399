import { basename, resolve } from 'node:path';
import type {
  CallOptions,
  ModelIdentity,
  PairClassifier,
  SentenceEncoder,
  SpanTagger,
  TextClassifier,
  TextView,
} from '@signalbox/engine/ports';
import type { AnswerOf, ModelFacts, TaskName } from './inference.ts';
import { type ModelThread, openModelThread } from './model-thread.ts';
import { DEFAULT_OPTIONS, type OnnxOptions } from './onnx-options.ts';

/** The port that each task fills. */
interface PortByTask {
  readonly classifier: TextClassifier;
  readonly tagger: SpanTagger;
  readonly encoder: SentenceEncoder;
  readonly pairs: PairClassifier;
}

/** An open model: a port, and what belongs to keeping it open. */
export type OnnxModel<T extends TaskName = TaskName> = PortByTask[T] & {
  readonly facts: ModelFacts;
  /** Ends the model's thread; calls that still wait reject. */
  close(): Promise<void>;
};

/**
 * A model from a local folder in Hugging Face layout (config.json, tokenizer.json, model.onnx or onnx/model.onnx), on a
 * thread of its own, as the port that `task` names. Texts that come while it works are read in one run. Calls reject
 * with `OnnxError` when a run fails or too many wait. Throws `OnnxError` at once for a folder that cannot be used.
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
  const identity: ModelIdentity = { id: `onnx/${basename(path)}`, hash: facts.hash, cost: settings.cost };
  return { ...identity, ...PORTS[task](thread), facts, close: () => thread.close() } as OnnxModel<T>;
}

const PORTS: { readonly [T in TaskName]: (thread: ModelThread) => Omit<PortByTask[T], keyof ModelIdentity> } = {
  classifier: (thread) => ({
    labels: thread.facts.labels,
    classify: (text: TextView, call?: CallOptions) => ask<'classifier'>(thread, text, undefined, call),
  }),
  tagger: (thread) => ({
    labels: thread.facts.labels,
    tag: (text: TextView, call?: CallOptions) => ask<'tagger'>(thread, text, undefined, call),
  }),
  encoder: (thread) => ({
    dimensions: thread.facts.dimensions,
    encode: (texts: readonly TextView[], call?: CallOptions) =>
      Promise.all(texts.map((text) => ask<'encoder'>(thread, text, undefined, call))),
  }),
  pairs: (thread) => ({
    compare: (premise: TextView, hypothesis: TextView, call?: CallOptions) =>
      ask<'pairs'>(thread, premise, hypothesis, call),
  }),
};

function ask<T extends TaskName>(
  thread: ModelThread,
  text: TextView,
  other: TextView | undefined,
  call: CallOptions | undefined,
): Promise<AnswerOf<T>> {
  const item = other === undefined ? { text: text.raw } : { text: text.raw, other: other.raw };
  return thread.ask(item, call?.signal) as Promise<AnswerOf<T>>;
}
