import type { MaybePromise, ModelIdentity, Ports } from '@signalbox/engine/ports';
import type { CalibrationBand } from './calibration-error.ts';
import type { ScoredRow } from './rank-statistics.ts';

/** The learned ports. */
export type ModelPorts = Pick<Ports, 'encoder' | 'classifiers' | 'taggers' | 'pairs' | 'grounding' | 'repeats'>;

/** One figure over labelled rows. */
export interface Figure {
  readonly name: string;
  /** What was counted: rows, or spans. */
  readonly n: number;
  readonly value: number;
  /** 95 % interval, where one can be told. */
  readonly low?: number;
  readonly high?: number;
  /** Of a calibration error: what it is the mean gap of. */
  readonly bands?: readonly CalibrationBand[];
}

/** How one label fares. */
export interface LabelFigures {
  readonly label: string;
  /** Rows or spans that carry it. */
  readonly n: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Evaluation {
  readonly figures: readonly Figure[];
  readonly labels?: readonly LabelFigures[];
  /** Right label down, answered label across. */
  readonly confusion?: { readonly labels: readonly string[]; readonly counts: readonly (readonly number[])[] };
  /** What a reader must know about the rows. */
  readonly notes?: readonly string[];
}

/** What a labelled row lacks, in words that complete "line 3: …". */
export interface RowProblem {
  readonly problem: string;
}

/**
 * Everything that commands need to know about one kind of model: where the ports hold it, what a labelled row looks
 * like, how it answers, and what is measured.
 */
export interface HeadTask<Model extends ModelIdentity, Row, Answer> {
  /** `classifier`, `tagger`, ... */
  readonly task: string;
  /** Fields of a labelled row, for help and errors. */
  readonly fields: string;
  headsIn(ports: ModelPorts): Readonly<Record<string, Model | undefined>>;
  labels(model: Model): readonly string[];
  /** Asks for a probe text; why the answer cannot be right, or undefined. */
  probe(model: Model): Promise<string | undefined>;
  readRow(fields: Readonly<Record<string, unknown>>, model: Model): Row | RowProblem;
  answer(model: Model, row: Row): MaybePromise<Answer>;
  measure(answered: readonly { readonly row: Row; readonly answer: Answer }[], model: Model): Evaluation;
  /**
   * What a threshold is compared with, row by row, and whether the row is one that should pass it, for the labels given
   * (their scores count together); undefined where the task has no threshold.
   */
  score?(row: Row, answer: Answer, labels: readonly string[], model: Model): readonly ScoredRow[];
}

/** Checks the definition's types and returns it unchanged. */
export function defineHeadTask<Model extends ModelIdentity, Row, Answer>(
  task: HeadTask<Model, Row, Answer>,
): HeadTask<Model, Row, Answer> {
  return task;
}
