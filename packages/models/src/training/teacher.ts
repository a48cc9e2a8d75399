import type { ExampleSet } from './example-set.ts';
import { type HiddenLabels, type HiddenTraining, toShares, trainHidden } from './hidden-trainer.ts';

/** Networks that teach a linear head what they make of each text: more than the one right label says. */
export interface TeacherPlan extends Pick<HiddenTraining, 'width' | 'epochs' | 'rate' | 'dropout' | 'hiddenDropout'> {
  /** Networks trained, each from its own start; they teach the softmax of their mean scores. */
  readonly networks: number;
  readonly smoothing: number;
  readonly sourceShare: number;
  /** How much of a labelled text's target is the teacher's, beside its label. */
  readonly share: number;
  /** Texts without a label: their target is all the teacher's. */
  readonly texts: readonly string[];
  /** How much a text without a label counts. */
  readonly textWeight: number;
}

/** The teacher's probabilities for every example of the set, `[example * classes + k]`. */
export function teacherShares(
  set: ExampleSet,
  told: HiddenLabels,
  classes: number,
  plan: TeacherPlan,
  log: (line: string) => void,
): Float32Array {
  const shares = new Float32Array(set.length * classes);
  const sources = told.sources.reduce((most, source) => Math.max(most, source + 1), 0);
  for (let seed = 1; seed <= plan.networks; seed++) {
    const onEpoch = (epoch: number, loss: number) =>
      log(`teacher ${seed} of ${plan.networks}: epoch ${epoch + 1}, loss ${loss.toFixed(4)}`);
    const score = trainHidden(set, told, { ...plan, classes, sources, seed, onEpoch });
    for (let example = 0; example < set.length; example++) {
      const scores = score(example);
      for (let k = 0; k < classes; k++) {
        shares[example * classes + k] = shares[example * classes + k]! + scores[k]! / plan.networks;
      }
    }
  }
  for (let from = 0; from < shares.length; from += classes) toShares(shares, from, from + classes);
  return shares;
}
