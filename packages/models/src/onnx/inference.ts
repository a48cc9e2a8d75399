import { classifyTask } from './classify-task.ts';
import { compareTask } from './compare-task.ts';
import { encodeTask } from './encode-task.ts';
import { hashFolder, readModelFolder } from './model-folder.ts';
import type { OnnxOptions } from './onnx-options.ts';
import { createRowRunner } from './run-rows.ts';
import { openModel, type RuntimeName } from './runtime.ts';
import { tagTask } from './tag-task.ts';
import type { Item, Task } from './task.ts';
import { createTextTokenizer } from './text-tokenizer.ts';

/** The tasks by the port that each fills. */
export const TASKS = {
  classifier: classifyTask,
  tagger: tagTask,
  encoder: encodeTask,
  pair: compareTask,
} as const satisfies Readonly<Record<string, Task<unknown>>>;

export type TaskName = keyof typeof TASKS;
export type AnswerOf<T extends TaskName> = (typeof TASKS)[T] extends Task<infer Answer> ? Answer : never;

/** What to open, in a form that can be sent to another thread. */
export interface InferenceOrder {
  readonly folder: string;
  readonly task: TaskName;
  readonly options: OnnxOptions;
}

/** What an opened model tells about itself. */
export interface ModelFacts {
  readonly hash: string;
  readonly runtime: RuntimeName;
  readonly labels: readonly string[];
  readonly dimensions: number;
  /** Tokens per row, special ones included. */
  readonly rowLimit: number;
}

export interface Inference {
  readonly facts: ModelFacts;
  answer(items: readonly Item[]): Promise<unknown[]>;
}

/** Opens and checks a model; runs on the calling thread. Throws `OnnxError` for a folder that cannot be used. */
export async function openInference({ folder: path, task: name, options }: InferenceOrder): Promise<Inference> {
  const folder = readModelFolder(path, options.variant);
  const tokenizer = createTextTokenizer(folder);
  const task = TASKS[name];
  const model = await openModel(folder, options.threads, options.runtime);
  const runRows = createRowRunner(folder, model, task.outputs, options.batchSize);
  const rowLimit = Math.min(options.maxTokens, folder.tokenLimit ?? options.maxTokens);
  const started = await task.start({ folder, tokenizer, runRows, rowLimit, options });
  const { labels, dimensions } = started;
  return {
    facts: { hash: await hashFolder(folder), runtime: model.runtime, labels, dimensions, rowLimit },
    answer: (items) => started.answer(items),
  };
}
