import {
  type CalibrationBand,
  calibrationBands,
  calibrationError,
  type JudgedAnswer,
} from '../evaluation/calibration-error.ts';
import { correlationInterval } from '../evaluation/rank-statistics.ts';
import { shareInterval } from '../evaluation/share-interval.ts';

/** One figure of a head on data that it was not trained on. */
export interface Measurement {
  readonly head: string;
  readonly name: string;
  /** Rows measured. */
  readonly n: number;
  readonly value: number;
  /** 95 % interval, where one can be told. */
  readonly low?: number;
  readonly high?: number;
  readonly unit?: string;
  /** Of a calibration error: what it is the mean gap of. */
  readonly bands?: readonly CalibrationBand[];
}

/** A share with its 95 % Wilson interval. */
export function shareOf(head: string, name: string, right: number, n: number): Measurement {
  return { head, name, n, value: n === 0 ? 0 : right / n, ...shareInterval(right, n) };
}

/** How far stated confidence is off, with the bands that a reliability diagram shows. */
export function calibrationOf(head: string, name: string, answers: readonly JudgedAnswer[]): Measurement {
  return { head, name, n: answers.length, value: calibrationError(answers), bands: calibrationBands(answers) };
}

/** A correlation with its 95 % interval by Fisher's transformation. */
export function correlationOf(head: string, name: string, value: number, n: number): Measurement {
  return { head, name, n, value, ...correlationInterval(value, n) };
}
