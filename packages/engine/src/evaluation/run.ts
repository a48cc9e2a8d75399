import type { Failure, Reading } from '../signals/reading.ts';
import type { EvaluatorTrace } from '../trace/trace.ts';
import type { Slots } from './slots.ts';

/** What one evaluation has gathered so far. */
export interface Run {
  readonly slots: Slots;
  /** By slot; undefined where nothing ran. */
  readonly entries: (Reading | Failure | undefined)[];
  readonly evaluators: EvaluatorTrace[];
}
