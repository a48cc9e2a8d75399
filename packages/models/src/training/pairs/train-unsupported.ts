import { createTextView } from '@signalbox/engine/ports';
import { writeHeadFile } from '../../embedded/head-file.ts';
import { alignSentences, type ClaimSentence } from '../../embedded/pairs/claim-sentences.ts';
import { Commonness } from '../../embedded/pairs/commonness.ts';
import { type Comparison, compareTexts } from '../../embedded/pairs/comparison.ts';
import { TOKEN_WIDTH, tokenFeatures } from '../../embedded/pairs/token-features.ts';
import { Trees } from '../../embedded/pairs/trees.ts';
import { SENTENCE_WIDTH, sentenceRow, tokenShares } from '../../embedded/pairs/unsupported-reader.ts';
import { growTrees, type TreeTraining } from '../boosted-trees.ts';
import { fitLogistic } from '../fit-logistic.ts';
import { NO_BAG } from '../no-bag.ts';
import { nodeSha256 } from '../train-linear-head.ts';
import { countCommon } from './count-common.ts';
import type { GroundingRow } from './grounding-rows.ts';
import { packTrees } from './pack-trees.ts';
import type { UnsupportedPlan } from './unsupported-plan.ts';
import { ViewCache } from './view-cache.ts';

type Log = (line: string) => void;

const TOKEN_TREES = { rounds: 100, depth: 5, rate: 0.2, leastMass: 4, rowShare: 0.5, columnShare: 0.7, seed: 1 };
const SENTENCE_TREES = { rounds: 240, depth: 5, rate: 0.1, leastMass: 3, rowShare: 0.6, columnShare: 0.5, seed: 2 };
const COMMON = { classes: 1, shrinkage: 3 };
/** Of tokens that nothing is wrong with one in so many is learned from. */
const PLAIN_TOKENS = 4;
/** A sentence of an unsupported answer that scores so near to its worst one counts as unsupported itself. */
const NEAR_WORST = 0.8;
const TOKEN_THRESHOLDS = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6];

/** One sentence of a row's answer with all that is learned from it. */
interface Sentence {
  readonly row: GroundingRow;
  readonly comparison: Comparison;
  readonly sentence: ClaimSentence;
  /** By token: 1 where it is marked unsupported. */
  readonly marks: Uint8Array;
}

/** Grows the token trees, then the sentence trees over them, calibrates, and gives the file's bytes. */
export function trainUnsupportedHead(plan: UnsupportedPlan, made: string, log: Log): Uint8Array {
  const common = countCommon(plan.train);
  const commonness = new Commonness(new Uint32Array(common.commonHashes.buffer), common.commonWeights);
  const train = sentencesOf(plan.train, commonness);
  log(`unsupported: ${plan.train.length} answers, ${train.length} sentences`);
  const tokenNodes = growTokenTrees(train, logRounds('token trees', log));
  const tokenTrees = new Trees(tokenNodes, 1);
  const learned = train.map((one) => readSentence(one, tokenTrees));
  const nodes = growSentenceTrees(train, learned, log);
  const sentenceTrees = new Trees(nodes, 1);
  const held = sentencesOf(plan.calibration, commonness);
  const { slope, offset } = fitLogistic(
    [...byRow(held)].map(([row, sentences]) => ({
      score: Math.max(...sentences.map((one) => scoreOf(sentenceTrees, readSentence(one, tokenTrees)))),
      target: row.isUnsupported ? 1 : 0,
      weight: row.weight,
    })),
  );
  const tokenThreshold = bestThreshold(held, tokenTrees);
  log(`unsupported: slope ${slope.toFixed(3)}, offset ${offset.toFixed(3)}, token threshold ${tokenThreshold}`);
  const settings = { slope, offset, tokenThreshold, tokenWidth: TOKEN_WIDTH, sentenceWidth: SENTENCE_WIDTH };
  return writeHeadFile(
    { head: 'unsupported', made, labels: ['unsupported'], bag: NO_BAG, settings },
    { ...common, ...packTrees('token', tokenNodes), ...packTrees('sentence', nodes) },
    nodeSha256,
  );
}

function sentencesOf(rows: readonly GroundingRow[], commonness: Commonness): Sentence[] {
  const views = new ViewCache();
  return rows.flatMap((row) => {
    const question = row.question === '' ? undefined : createTextView(row.question);
    const comparison = compareTexts(views.of(row.context), question, createTextView(row.answer), commonness);
    const { starts, ends } = comparison.claim;
    return alignSentences(comparison).map((sentence) => {
      const { from, to } = sentence.alignment;
      const marks = Uint8Array.from({ length: to - from }, (_, i) =>
        row.spans?.some(([start, end]) => starts[from + i]! < end && ends[from + i]! > start) ? 1 : 0,
      );
      return { row, comparison, sentence, marks };
    });
  });
}

function growTokenTrees(sentences: readonly Sentence[], onRound: TreeTraining['onRound']) {
  const rows: number[] = [];
  const labels: number[] = [];
  const importance: number[] = [];
  let place = 0;
  for (const { row, comparison, sentence, marks } of sentences) {
    // Where nobody marked what is wrong in an unsupported answer, its tokens teach nothing.
    if (row.spans === undefined) continue;
    const features = tokenFeatures(comparison, sentence);
    for (let i = 0; i < marks.length; i++) {
      if (marks[i] === 0 && place++ % PLAIN_TOKENS !== 0) continue;
      for (let c = 0; c < TOKEN_WIDTH; c++) rows.push(features[i * TOKEN_WIDTH + c]!);
      labels.push(marks[i]!);
      importance.push(row.weight * (marks[i] === 1 ? 1 : PLAIN_TOKENS / 2));
    }
  }
  return growTrees(
    {
      width: TOKEN_WIDTH,
      values: Float32Array.from(rows),
      labels: Uint8Array.from(labels),
      importance: Float32Array.from(importance),
    },
    { ...COMMON, ...TOKEN_TREES, ...(onRound ? { onRound } : {}) },
  );
}

function readSentence({ comparison, sentence }: Sentence, trees: Trees): Float32Array {
  return sentenceRow(comparison, sentence, tokenShares(comparison, sentence, trees));
}

/**
 * Grows the sentence trees twice: of an answer without marks nobody knows which sentence is at fault, so all of them
 * are blamed at first, then only those that the first trees find worst.
 */
function growSentenceTrees(sentences: readonly Sentence[], learned: readonly Float32Array[], log: Log) {
  const values = new Float32Array(sentences.length * SENTENCE_WIDTH);
  learned.forEach((row, i) => {
    values.set(row, i * SENTENCE_WIDTH);
  });
  const siblings = new Map<GroundingRow, number[]>();
  sentences.forEach(({ row }, i) => {
    const known = siblings.get(row);
    if (known === undefined) siblings.set(row, [i]);
    else known.push(i);
  });
  const grow = (trees: Trees | undefined, onRound: TreeTraining['onRound']) => {
    const chance = (i: number) => (trees === undefined ? 1 : 1 / (1 + Math.exp(-scoreOf(trees, learned[i]!))));
    const labels = new Uint8Array(sentences.length);
    const importance = new Float32Array(sentences.length);
    for (const [row, places] of siblings) {
      const worst = row.isUnsupported ? Math.max(...places.map(chance)) : 1;
      for (const i of places) {
        importance[i] = row.weight / Math.sqrt(places.length);
        if (!row.isUnsupported) continue;
        if (row.spans === undefined) labels[i] = chance(i) >= worst * NEAR_WORST || chance(i) > 0.5 ? 1 : 0;
        else labels[i] = sentences[i]!.marks.includes(1) ? 1 : 0;
      }
    }
    return growTrees(
      { width: SENTENCE_WIDTH, values, labels, importance },
      { ...COMMON, ...SENTENCE_TREES, ...(onRound ? { onRound } : {}) },
    );
  };
  const first = new Trees(grow(undefined, undefined), 1);
  return grow(first, logRounds('sentence trees', log));
}

function scoreOf(trees: Trees, row: Float32Array): number {
  const score = new Float64Array(1);
  trees.addScores(row, 0, score);
  return score[0]!;
}

function byRow(sentences: readonly Sentence[]): Map<GroundingRow, Sentence[]> {
  const rows = new Map<GroundingRow, Sentence[]>();
  for (const one of sentences) {
    const known = rows.get(one.row);
    if (known === undefined) rows.set(one.row, [one]);
    else known.push(one);
  }
  return rows;
}

/** The threshold at which marked tokens of unsupported sentences are told best, by F1. */
function bestThreshold(sentences: readonly Sentence[], trees: Trees): number {
  const marked = sentences.filter(({ marks }) => marks.includes(1));
  const shares = marked.map((one) => tokenShares(one.comparison, one.sentence, trees));
  let best = 0.5;
  let highest = -1;
  for (const threshold of TOKEN_THRESHOLDS) {
    let [found, right, all] = [0, 0, 0];
    marked.forEach(({ marks, row }, n) => {
      for (let i = 0; i < marks.length; i++) {
        const isFound = shares[n]![i]! >= threshold;
        if (isFound) found += row.weight;
        if (marks[i] === 1) all += row.weight;
        if (isFound && marks[i] === 1) right += row.weight;
      }
    });
    const score = (2 * right) / (found + all);
    if (score > highest) {
      highest = score;
      best = threshold;
    }
  }
  return best;
}

function logRounds(what: string, log: Log) {
  return (round: number, loss: number) => {
    if (round % 20 === 0) log(`unsupported: ${what}, round ${round}, loss ${loss.toFixed(4)}`);
  };
}
