import type { ServedHead } from './served-heads.ts';

/** Costly models are asked for so many rows at a time. */
const AT_A_TIME = 8;
/** Rows of a model in this process between two reports of progress. */
const REPORTED_EVERY = 64;

export interface AnsweredRow {
  readonly row: unknown;
  readonly answer: unknown;
}

export interface AnsweredRows {
  readonly answered: readonly AnsweredRow[];
  /** Rows that the model gave no answer for, with the first reason. */
  readonly failed: { readonly rows: number; readonly reason: string } | undefined;
}

/** Asks the head for every row, in order. A row that fails is counted and left out. */
export async function answerRows(
  { task, model }: ServedHead,
  rows: readonly unknown[],
  onProgress: (rows: number) => void = () => {},
): Promise<AnsweredRows> {
  const answers: (AnsweredRow | undefined)[] = new Array(rows.length);
  let failures = 0;
  let reason = '';
  let next = 0;
  let unreported = 0;
  const work = async () => {
    for (let i = next++; i < rows.length; i = next++) {
      try {
        answers[i] = { row: rows[i], answer: await task.answer(model, rows[i]) };
      } catch (cause) {
        if (failures++ === 0) reason = cause instanceof Error ? cause.message : String(cause);
      }
      if (++unreported < REPORTED_EVERY) continue;
      onProgress(unreported);
      unreported = 0;
    }
  };
  await Promise.all(Array.from({ length: model.cost === 'costly' ? AT_A_TIME : 1 }, work));
  onProgress(unreported);
  return {
    answered: answers.filter((answer) => answer !== undefined),
    failed: failures === 0 ? undefined : { rows: failures, reason },
  };
}
