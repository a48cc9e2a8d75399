import { createTextView } from '@signalbox/engine/ports';
import { writeHeadFile } from '../../embedded/head-file.ts';
import { CLAIM_WIDTH, claimFeatures } from '../../embedded/pairs/claim-features.ts';
import { alignSentences } from '../../embedded/pairs/claim-sentences.ts';
import { Commonness } from '../../embedded/pairs/commonness.ts';
import { compareTexts } from '../../embedded/pairs/comparison.ts';
import { ENTAILMENT } from '../../embedded/pairs/entailment-classifier.ts';
import { Trees } from '../../embedded/pairs/trees.ts';
import { growTrees } from '../boosted-trees.ts';
import { fitTemperature } from '../calibrate.ts';
import { NO_BAG } from '../no-bag.ts';
import { nodeSha256 } from '../train-linear-head.ts';
import { countCommon } from './count-common.ts';
import type { EntailmentPlan } from './entailment-plan.ts';
import type { EntailmentRow } from './entailment-rows.ts';
import { packTrees } from './pack-trees.ts';
import { ViewCache } from './view-cache.ts';

const TREES = {
  rounds: 100,
  depth: 5,
  rate: 0.1,
  leastMass: 3,
  rowShare: 0.6,
  columnShare: 0.5,
  shrinkage: 5,
  seed: 3,
};

/** Grows one tree per class and round over the hypotheses' sentences, calibrates, and gives the file's bytes. */
export function trainEntailmentHead(plan: EntailmentPlan, made: string, log: (line: string) => void): Uint8Array {
  const common = countCommon(plan.train.map(({ premise, lang }) => ({ context: premise, lang })));
  const commonness = new Commonness(new Uint32Array(common.commonHashes.buffer), common.commonWeights);
  const train = readRows(plan.train, commonness);
  log(`entailment: ${plan.train.length} pairs, ${train.labels.length} sentences`);
  const nodes = growTrees(
    { width: CLAIM_WIDTH, ...train },
    {
      classes: ENTAILMENT.length,
      ...TREES,
      onRound: (round, loss) => {
        if (round % 20 === 0) log(`entailment: round ${round}, loss ${loss.toFixed(4)}`);
      },
    },
  );
  const trees = new Trees(nodes, ENTAILMENT.length);
  const held = readRows(plan.calibration, commonness);
  const temperature = fitTemperature(
    Array.from(held.labels, (label, i) => {
      const scores = new Float64Array(ENTAILMENT.length);
      trees.addScores(held.values, i * CLAIM_WIDTH, scores);
      return { logs: Float32Array.from(scores), label };
    }),
  );
  log(`entailment: temperature ${temperature.toFixed(3)}`);
  return writeHeadFile(
    {
      head: 'entailment',
      made,
      labels: ENTAILMENT,
      bag: NO_BAG,
      settings: { temperature, sentenceWidth: CLAIM_WIDTH },
    },
    { ...common, ...packTrees('sentence', nodes) },
    nodeSha256,
  );
}

/** One row per sentence of a hypothesis. Which sentence of a longer one is at fault is not known: such rows count less. */
function readRows(rows: readonly EntailmentRow[], commonness: Commonness) {
  const views = new ViewCache();
  const values: Float32Array[] = [];
  const labels: number[] = [];
  const importance: number[] = [];
  for (const { premise, hypothesis, label, weight } of rows) {
    const comparison = compareTexts(views.of(premise), undefined, createTextView(hypothesis), commonness);
    const sentences = alignSentences(comparison);
    const isClear = label === 'entail' || sentences.length === 1;
    for (const sentence of sentences) {
      values.push(claimFeatures(comparison, sentence));
      labels.push(ENTAILMENT.indexOf(label));
      importance.push(weight / sentences.length ** (isClear ? 0.5 : 1.5));
    }
  }
  const joined = new Float32Array(values.length * CLAIM_WIDTH);
  values.forEach((row, i) => {
    joined.set(row, i * CLAIM_WIDTH);
  });
  return { values: joined, labels: Uint8Array.from(labels), importance: Float32Array.from(importance) };
}
