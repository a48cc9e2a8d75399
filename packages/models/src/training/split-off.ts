import { Random } from './random.ts';
import type { LabelledText } from './train-linear-head.ts';

/** Every twentieth text or so is kept for calibration. */
export function splitOff(
  rows: readonly LabelledText[],
  seed: number,
): { readonly train: LabelledText[]; readonly calibration: LabelledText[] } {
  const random = new Random(seed);
  const train: LabelledText[] = [];
  const calibration: LabelledText[] = [];
  for (const row of rows) (random.below(20) === 0 ? calibration : train).push(row);
  return { train, calibration };
}
