/** An answer, how sure its head was of it, 0..1, and whether it was right. */
export interface JudgedAnswer {
  readonly confidence: number;
  readonly isRight: boolean;
}

/** Answers of about the same confidence: a point of a reliability diagram. */
export interface CalibrationBand {
  readonly n: number;
  /** Mean confidence, and the share that was right; 0..1. */
  readonly said: number;
  readonly came: number;
}

const BANDS = 10;

/** Ten equal bands of confidence, those without answers left out. */
export function calibrationBands(answers: readonly JudgedAnswer[]): CalibrationBand[] {
  const bands = Array.from({ length: BANDS }, () => ({ n: 0, confidence: 0, right: 0 }));
  for (const { confidence, isRight } of answers) {
    const band = bands[Math.min(BANDS - 1, Math.floor(confidence * BANDS))]!;
    band.n++;
    band.confidence += confidence;
    band.right += isRight ? 1 : 0;
  }
  return bands
    .filter(({ n }) => n > 0)
    .map(({ n, confidence, right }) => ({ n, said: confidence / n, came: right / n }));
}

/** Mean gap between stated confidence and share of right answers over ten equal bands of confidence, 0..1. */
export function calibrationError(answers: readonly JudgedAnswer[]): number {
  let gap = 0;
  for (const { n, said, came } of calibrationBands(answers)) gap += n * Math.abs(said - came);
  return gap / Math.max(1, answers.length);
}
