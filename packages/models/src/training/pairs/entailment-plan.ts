import { heldTexts } from '../held-texts.ts';
import { NearDuplicates } from '../near-duplicates.ts';
import { Random } from '../random.ts';
import { type EntailmentRow, entailmentSources, paraphraseRows, similarityRows } from './entailment-rows.ts';
import { trainingSets } from './unsupported-plan.ts';

/** What the entailment head is trained and calibrated on. */
export interface EntailmentPlan {
  readonly train: readonly EntailmentRow[];
  readonly calibration: readonly EntailmentRow[];
}

/** Share of the premises that is kept for calibration. */
const CALIBRATION = 0.08;

/** Rows of split `train` without near duplicates of test rows; one source may be left out. */
export function entailmentPlan(data: string, leftOut?: string): EntailmentPlan {
  // The sets with passages are cleared of those near a test passage as they are read.
  const sets = trainingSets(data, leftOut);
  const test = [...similarityRows(data, 'test'), ...paraphraseRows(data, 'test')];
  const held = new NearDuplicates([
    ...test.flatMap(({ premise, hypothesis }) => [premise, hypothesis]),
    ...heldTexts(),
  ]);
  const random = new Random(94);
  const isCalibration = new Map<string, boolean>();
  const train: EntailmentRow[] = [];
  const calibration: EntailmentRow[] = [];
  for (const [source, rows] of entailmentSources(data, sets)) {
    if (source === leftOut) continue;
    for (const row of rows) {
      const isShort = row.premise.length < 400;
      if (isShort && (held.has(row.premise) || held.has(row.hypothesis))) continue;
      if (!isCalibration.has(row.premise)) isCalibration.set(row.premise, random.next() < CALIBRATION);
      (isCalibration.get(row.premise) ? calibration : train).push(row);
    }
  }
  return { train, calibration };
}
