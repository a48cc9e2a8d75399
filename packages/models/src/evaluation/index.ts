/**
 * Measuring heads on labelled rows, whoever serves them: what a row looks like, what is measured, and thresholds fitted
 * to a goal.
 *
 * @module
 */

export { type AnsweredRow, type AnsweredRows, answerRows } from './answer-rows.ts';
export {
  type FittedShare,
  type FittedThreshold,
  fitThreshold,
  type ThresholdGoal,
  type TooFewRows,
} from './fit-threshold.ts';
export type { Evaluation, Figure, LabelFigures, ModelPorts } from './head-task.ts';
export { type LabelledRows, type LineProblem, parseLabelledRows, readLabelledRows } from './labelled-rows.ts';
export type { ScoredRow } from './rank-statistics.ts';
export { type ServedHead, servedHeads } from './served-heads.ts';
export type { Interval } from './share-interval.ts';
