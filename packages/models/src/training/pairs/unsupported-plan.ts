import { NearDuplicates } from '../near-duplicates.ts';
import { Random } from '../random.ts';
import {
  GROUNDING_SETS,
  type GroundingRow,
  generatedRows,
  groundingRows,
  type HallucinationRow,
  hallucinationRows,
} from './grounding-rows.ts';

/** How much a row of each set counts: there are far more of the made-up ones than of those written by people. */
const WEIGHTS: Readonly<Record<(typeof GROUNDING_SETS)[number], number>> = {
  halueval_qa: 1,
  summedits: 1.5,
  begin: 0.8,
  xquad_synth: 0.4,
  cmrc2018_zh_synth: 0.6,
  adversarial_qa_synth: 1,
};
/** Share of XQuAD's and CMRC's contexts that is used: more of them add time and nothing else. */
const SHARES: Readonly<Record<string, number>> = { xquad_synth: 0.4, cmrc2018_zh_synth: 0.6 };
/** Share of the contexts that is kept for calibration. */
const CALIBRATION = 0.1;

/** What the unsupported head is trained and calibrated on. */
export interface UnsupportedPlan {
  readonly train: readonly GroundingRow[];
  /** Rows of the sets on contexts that are not trained on. */
  readonly calibration: readonly GroundingRow[];
}

/** Rows of split `train`, without contexts near those of test rows; one set, and all made from it, may be left out. */
export function unsupportedPlan(data: string, leftOut?: string): UnsupportedPlan {
  const kept = trainingSets(data, leftOut);
  const random = new Random(91);
  const isCalibration = new Map<string, boolean>();
  for (const rows of kept.values()) {
    for (const { context } of rows) {
      if (!isCalibration.has(context)) isCalibration.set(context, random.next() < CALIBRATION);
    }
  }
  const train: GroundingRow[] = [];
  const calibration: GroundingRow[] = [];
  const sources = new Map<string, HallucinationRow[]>();
  for (const [set, rows] of kept) {
    const weight = WEIGHTS[set as keyof typeof WEIGHTS];
    const own = rows.filter(({ context }) => !isCalibration.get(context));
    sources.set(set, own);
    train.push(...groundingRows(set, own, weight));
    const held = rows.filter(({ context }) => isCalibration.get(context));
    // Every set counts the same in the calibration, however many rows it has.
    calibration.push(...groundingRows(set, held, 1 / Math.max(1, held.length)));
  }
  return { train: [...train, ...generatedRows(sources, 92)], calibration };
}

/** The sets' rows of split `train`, thinned, near duplicates of test contexts left out. */
export function trainingSets(data: string, leftOut?: string): Map<string, readonly HallucinationRow[]> {
  const held = new NearDuplicates(
    new Set(GROUNDING_SETS.flatMap((set) => hallucinationRows(data, set, 'test').map(({ context }) => context))),
  );
  const random = new Random(90);
  const isUsed = new Map<string, boolean>();
  const sets = new Map<string, readonly HallucinationRow[]>();
  for (const set of GROUNDING_SETS) {
    if (set === leftOut) continue;
    const rows = hallucinationRows(data, set, 'train').filter(({ context }) => {
      const known = isUsed.get(context);
      if (known !== undefined) return known;
      const used = random.next() < (SHARES[set] ?? 1) && !held.has(context);
      isUsed.set(context, used);
      return used;
    });
    sets.set(set, rows);
  }
  return sets;
}
