import type { Failure, Reading } from '../signals/reading.ts';
import type { EvaluatorTrace } from '../trace/trace.ts';
import type { Slots } from './slots.ts';

/** What one evaluation has gathered so far. */
export interface Run {
  /** As the evaluators filled them. */
  readonly raw: Slots;
  /** As the decisions see them: partitions, gates and refinements applied, projections derived. */
  readonly slots: Slots;
  /** By slot; undefined where nothing ran. */
  readonly entries: (Reading | Failure | undefined)[];
  readonly evaluators: EvaluatorTrace[];
}
