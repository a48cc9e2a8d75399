import type { ModelFolder } from './model-folder.ts';
import { OnnxError } from './onnx-error.ts';
import type { OnnxOptions } from './onnx-options.ts';
import type { RowOutput, RunRows } from './run-rows.ts';
import type { Row, TextTokenizer } from './text-tokenizer.ts';

/** What a task works with, once per model. */
export interface TaskContext {
  readonly folder: ModelFolder;
  readonly tokenizer: TextTokenizer;
  readonly runRows: RunRows;
  /** Tokens per row at most, special ones included. */
  readonly rowLimit: number;
  readonly options: OnnxOptions;
}

/** A text to be read, or two. */
export interface Item {
  readonly text: string;
  readonly other?: string;
}

/** What a model is used for: which of its outputs counts, and how outputs become answers. */
export interface Task<Answer> {
  /** Names of outputs, the wanted one first. */
  readonly outputs: readonly string[];
  /** Checks the model against the task with one run of a short text. */
  start(context: TaskContext): Promise<StartedTask<Answer>>;
}

export interface StartedTask<Answer> {
  /** Labels of the answers, empty for a task without. */
  readonly labels: readonly string[];
  /** Length of the vectors, 0 for a task without. */
  readonly dimensions: number;
  answer(items: readonly Item[]): Promise<Answer[]>;
}

/** Texts longer than this many characters for each token that fits are cut first, so that no text costs without bound. */
const CHARACTERS_PER_TOKEN = 8;

/** The text with what follows the longest stretch that chunks could cover left out. */
export function boundedText(text: string, { rowLimit, options }: TaskContext): string {
  const limit = rowLimit * options.maxChunks * CHARACTERS_PER_TOKEN;
  if (text.length <= limit) return text;
  // Never between the halves of one character.
  const isHigh = (text.charCodeAt(limit - 1) & 0xfc00) === 0xd800;
  return text.slice(0, isHigh ? limit - 1 : limit);
}

/** Runs one row at load; throws with the likely cause when the model cannot read it. */
export async function runProbe({ folder, runRows }: TaskContext, row: Row): Promise<RowOutput> {
  try {
    const [output] = await runRows([row]);
    return output!;
  } catch (cause) {
    if (OnnxError.is(cause)) throw cause;
    const text = `${folder.modelPath}: cannot read a text of one letter: ${(cause as Error).message}`;
    throw new OnnxError('onnx.bad_model', text, 'check that model, config.json and tokenizer.json belong together', {
      cause,
    });
  }
}

/** What a task expects of the model's output. */
interface Expectation {
  /** What the model is used for, in words. */
  readonly task: string;
  readonly isPerToken: boolean;
}

/** Throws when an output is not of the form that the task reads. */
export function checkForm({ folder }: TaskContext, output: RowOutput, { task, isPerToken }: Expectation): void {
  if (output.isPerToken === isPerToken) return;
  const got = output.isPerToken ? 'one answer per token' : 'one answer per text';
  const text = `${folder.modelPath}: gives ${got}, which does not fit ${task}`;
  throw new OnnxError(
    'onnx.wrong_task',
    text,
    'export the model for the task of this head: optimum-cli export onnx --task TASK',
  );
}

/** Throws when the model gives another number of scores than its config names labels. */
export function checkWidth({ folder }: TaskContext, output: RowOutput, labels: readonly string[]): void {
  if (output.width === labels.length) return;
  const text = `${folder.modelPath}: gives ${output.width} numbers, config.json names ${labels.length} labels`;
  throw new OnnxError('onnx.labels_do_not_fit', text, 'take config.json from the same model as model.onnx');
}

/** Probabilities that sum to 1, from scores. */
export function softmax(scores: ArrayLike<number>): Float32Array {
  const shares = Float32Array.from(scores);
  const highest = Math.max(...shares);
  let total = 0;
  for (let k = 0; k < shares.length; k++) {
    shares[k] = Math.exp(shares[k]! - highest);
    total += shares[k]!;
  }
  return shares.map((share) => share / total);
}

/** The labels of a folder's config; throws when there are none. */
export function labelsOfConfig(folder: ModelFolder): readonly string[] {
  if (folder.labels.length > 0) return folder.labels;
  const text = `${folder.path}/config.json: has no id2label`;
  throw new OnnxError('onnx.no_labels', text, 'add {"id2label": {"0": "first label", …}} in the order of the outputs');
}
