import { createTextView, type TextView } from '@signalbox/engine/ports';
import { readHeadFile, writeHeadFile } from '../../embedded/head-file.ts';
import { Commonness } from '../../embedded/pairs/commonness.ts';
import { Trees } from '../../embedded/pairs/trees.ts';
import { compareRequests, REPEAT_WIDTH } from '../../embedded/repeats/repeat-features.ts';
import { createSentenceEncoder } from '../../embedded/sentence-encoder.ts';
import { readWeights } from '../../load-embedded-models.ts';
import { growTrees } from '../boosted-trees.ts';
import { readDataSet } from '../data-set.ts';
import { NO_BAG } from '../no-bag.ts';
import { countCommon } from '../pairs/count-common.ts';
import { packTrees } from '../pairs/pack-trees.ts';
import { nodeSha256 } from '../train-linear-head.ts';
import type { RepeatRow } from './repeat-rows.ts';
import { repeatPlan } from './taught-rows.ts';

const TREES = {
  classes: 1,
  rounds: 220,
  depth: 5,
  rate: 0.08,
  leastMass: 4,
  rowShare: 0.6,
  columnShare: 0.5,
  shrinkage: 5,
  seed: 9,
};
/** What a hit by mistake may be, of all that ask something else. */
const FALSE_HITS = 0.005;

/** Grows the trees of the judge of repeats over what the rules leave open, and gives the file's bytes. */
export function trainRepeatsHead(data: string, made: string, log: (line: string) => void): Uint8Array {
  const encoder = createSentenceEncoder(readHeadFile('encoder', readWeights('encoder'), nodeSha256));
  const plan = repeatPlan(data);
  const common = countCommon(requestTexts(data).map((context) => ({ context, lang: 'any' })));
  const commonness = new Commonness(new Uint32Array(common.commonHashes.buffer), common.commonWeights);
  const read = (rows: readonly RepeatRow[]) => {
    const views = new Map<string, TextView>();
    const viewOf = (text: string) => {
      const known = views.get(text) ?? createTextView(text);
      if (views.size < 20_000) views.set(text, known);
      return known;
    };
    return rows.map((row) => ({ row, ...compareRequests(viewOf(row.a), viewOf(row.b), encoder, commonness) }));
  };
  const train = read(plan.train).filter(({ differs }) => differs === null);
  log(`repeats: ${plan.train.length} pairs, ${train.length} that the rules leave open`);
  const values = new Float32Array(train.length * REPEAT_WIDTH);
  for (const [i, { features }] of train.entries()) values.set(features, i * REPEAT_WIDTH);
  const nodes = growTrees(
    {
      width: REPEAT_WIDTH,
      values,
      labels: Uint8Array.from(train, ({ row }) => Number(row.isRepeat)),
      importance: Float32Array.from(train, ({ row }) => row.weight),
    },
    { ...TREES, onRound: (round, loss) => round % 40 === 0 && log(`repeats: round ${round}, loss ${loss.toFixed(4)}`) },
  );
  const trees = new Trees(nodes, 1);
  const scored = read(plan.calibration).map(({ row, features, differs }) => {
    const scores = new Float64Array(1);
    if (differs === null) trees.addScores(features, 0, scores);
    return { row, score: differs === null ? 1 / (1 + Math.exp(-scores[0]!)) : 0 };
  });
  const threshold = thresholdFor(scored);
  for (const source of new Set(scored.map(({ row }) => row.source))) {
    const own = scored.filter(({ row }) => row.source === source);
    const share = (isRepeat: boolean) => {
      const meant = own.filter(({ row }) => row.isRepeat === isRepeat);
      return `${meant.filter(({ score }) => score >= threshold).length}/${meant.length}`;
    };
    log(`repeats: ${source.padEnd(24)} repeats ${share(true).padEnd(10)} others ${share(false)}`);
  }
  log(`repeats: threshold ${threshold.toFixed(4)}`);
  return writeHeadFile(
    { head: 'repeats', made, labels: ['repeat'], bag: NO_BAG, settings: { threshold, pairWidth: REPEAT_WIDTH } },
    { ...common, ...packTrees('pair', nodes) },
    nodeSha256,
  );
}

/** Sources with fewer pairs say little about one in two hundred. */
const LEAST_PAIRS = 200;

/** The least score at which the sources' shares of false hits are no more than may be in the mean: a large easy one does not hide the others. */
function thresholdFor(scored: readonly { readonly row: RepeatRow; readonly score: number }[]): number {
  const others = scored.filter(({ row }) => !row.isRepeat);
  const sources = [...new Set(others.map(({ row }) => row.source))]
    .map((source) => others.filter(({ row }) => row.source === source))
    .filter((rows) => rows.length >= LEAST_PAIRS);
  const ranked = sources
    .flatMap((rows) => rows.map(({ score }) => ({ score, share: 1 / rows.length / sources.length })))
    .sort((a, b) => b.score - a.score);
  let share = 0;
  for (const one of ranked) {
    share += one.share;
    if (share > FALSE_HITS) return Math.min(0.999, one.score + 1e-4);
  }
  return 0.999;
}

/** What people really wrote: requests that were made from a few wordings would make these common. */
function requestTexts(data: string): readonly string[] {
  const intents = ['clinc150', 'banking77', 'hwu64'].flatMap((set) =>
    readDataSet(data, `intent/${set}`).filter(({ split }) => split === 'train'),
  );
  const pairs = ['xquad_questions_en_x', 'stsb_en', 'pawsx_zh', 'tatoeba_en_x'].flatMap((set) =>
    readDataSet<{ a: string; split: string }>(data, `pairs/${set}`).filter(({ split }) => split === 'train'),
  );
  return [...new Set([...intents.map(({ text }) => text), ...pairs.map(({ a }) => a)])];
}
