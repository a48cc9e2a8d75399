import type { CostClass } from '@signalbox/engine/ports';
import type { GuardOptions } from '../guard/guarded-call.ts';
import type { Pooling } from './model-folder.ts';
import type { RuntimeName } from './runtime.ts';

/** How texts longer than a row are read: their first row only, the average of all, or the most alarming one. */
export type LongTexts = 'truncate' | 'mean' | 'worst';

/** How a model is run. */
export interface OnnxOptions {
  /** Name of the ONNX file without `.onnx`, e.g. `model_quantized`; the first known one when absent. */
  readonly variant?: string | undefined;
  /** The native runtime where installed, WebAssembly otherwise, unless one is named. */
  readonly runtime?: RuntimeName | undefined;
  /** Threads of one run. */
  readonly threads: number;
  /** Rows per run. */
  readonly batchSize: number;
  /** Tokens per row, special ones included; never more than the model takes. */
  readonly maxTokens: number;
  /** Rows per text. */
  readonly maxChunks: number;
  /** Time-out, breaker and cache of its answers, and how many texts may wait for a run. */
  readonly guard: Omit<GuardOptions, 'concurrency' | 'batchSize'>;
  readonly longTexts: LongTexts;
  /** Labels that `worst` looks for; all but the first when absent. */
  readonly alarms?: readonly string[] | undefined;
  /** The head's labels that the model's have to fit; the model's own when absent. */
  readonly labels?: readonly string[] | undefined;
  /** The model's label to the head's, where they are spelled differently. */
  readonly labelMap?: Readonly<Record<string, string>> | undefined;
  /** The same, for labels that the model may have or not. */
  readonly spellings?: Readonly<Record<string, string>> | undefined;
  /** Pooling of token vectors; as the folder says, else the mean. */
  readonly pooling?: Pooling | undefined;
  /** Leading dimensions of a vector that are kept (for models trained to be cut); all when absent. */
  readonly dimensions?: number | undefined;
  /** Put before each text, where a model was trained with one, e.g. `query: `. */
  readonly prefix: string;
  readonly cost: CostClass;
}

export const DEFAULT_OPTIONS: OnnxOptions = {
  threads: 1,
  batchSize: 16,
  maxTokens: 512,
  maxChunks: 16,
  guard: {
    timeoutMs: 2_000,
    waiting: 1024,
    breaker: { failures: 5, pauseMs: 5_000 },
    cache: { entries: 10_000, ttlMs: 600_000 },
  },
  longTexts: 'mean',
  prefix: '',
  cost: 'costly',
};
