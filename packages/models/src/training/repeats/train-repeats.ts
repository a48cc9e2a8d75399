import { createTextView, type TextView } from '@signalbox/engine/ports';
import { readHeadFile, writeHeadFile } from '../../embedded/head-file.ts';
import { Commonness } from '../../embedded/pairs/commonness.ts';
import { type TreeNodes, Trees } from '../../embedded/pairs/trees.ts';
import { compareRequests, REPEAT_WIDTH, type RequestPair } from '../../embedded/repeats/repeat-features.ts';
import { pairSides } from '../../embedded/repeats/request-sides.ts';
import { WordCosts } from '../../embedded/repeats/word-costs.ts';
import { createSentenceEncoder } from '../../embedded/sentence-encoder.ts';
import { shareInterval } from '../../evaluation/share-interval.ts';
import { readWeights } from '../../load-embedded-models.ts';
import { growTrees } from '../boosted-trees.ts';
import { readDataSet } from '../data-set.ts';
import { NO_BAG } from '../no-bag.ts';
import { bytesOf } from '../pack-rows.ts';
import { countCommon } from '../pairs/count-common.ts';
import { packTrees } from '../pairs/pack-trees.ts';
import { Random } from '../random.ts';
import { nodeSha256 } from '../train-linear-head.ts';
import { fitWordCosts, type PairedRow, type WordCostTable } from './fit-word-costs.ts';
import type { RepeatRow } from './repeat-rows.ts';
import { repeatRows } from './taught-rows.ts';

const TREES = {
  classes: 1,
  rounds: 300,
  depth: 6,
  rate: 0.06,
  leastMass: 4,
  rowShare: 0.6,
  columnShare: 0.3,
  shrinkage: 5,
  seed: 9,
};
/** A false hit costs more than a repeat that is not found. */
const OTHERS_COUNT = 2;
const SEED = 20_261_122;
/** Parts of the rows: what one of them scores was learned from the others. */
const PARTS = 3;
/** Texts kept as read, for the pairs that share them. */
const VIEWS = 20_000;
/** What a hit by mistake may be, of all that ask something else. */
const FALSE_HITS = 0.005;
/** Rows that were written one by one, of the kinds that are measured on: by these the threshold is set. */
const SET_BY = new Set([
  'stsb',
  'paws_en',
  'pawsx_zh',
  'clinc150 other slots',
  'banking77 other slots',
  'taught alike',
  'beside family',
]);

interface ReadRow extends PairedRow {
  readonly row: RepeatRow;
  readonly views: readonly [TextView, TextView];
  readonly part: number;
}

interface Scored {
  readonly row: RepeatRow;
  readonly score: number;
}

/** Grows the trees of the judge of repeats over what the rules leave open, and gives the file's bytes. */
export function trainRepeatsHead(data: string, made: string, log: (line: string) => void): Uint8Array {
  const encoder = createSentenceEncoder(readHeadFile('encoder', readWeights('encoder'), nodeSha256));
  const common = countCommon(requestTexts(data).map((context) => ({ context, lang: 'any' })));
  const commonness = new Commonness(new Uint32Array(common.commonHashes.buffer), common.commonWeights);
  const rows = readRows(repeatRows(data), commonness);
  log(`repeats: ${rows.length} pairs`);
  const costsOf = (table: WordCostTable) => new WordCosts(table.stems, table.costs, table.kinds);
  const compare = (row: ReadRow, costs: WordCosts) => compareRequests(...row.views, { encoder, commonness, costs });
  // A word's cost that was learned from a pair would tell the trees what that pair is.
  const partCosts = Array.from({ length: PARTS }, (_, part) =>
    costsOf(
      fitWordCosts(
        rows.filter((row) => row.part !== part),
        SEED,
      ),
    ),
  );
  const compared = rows.map((row) => ({ ...row, ...compare(row, partCosts[row.part]!) }));
  const open = compared.filter(({ differs }) => differs === null);
  log(`repeats: ${open.length} that the rules leave open`);
  const scored: Scored[] = compared.filter(({ differs }) => differs !== null).map(({ row }) => ({ row, score: 0 }));
  for (let part = 0; part < PARTS; part++) {
    const trees = new Trees(
      grow(
        open.filter((row) => row.part !== part),
        log,
      ),
      1,
    );
    for (const { row, features } of open.filter((each) => each.part === part)) {
      scored.push({ row, score: probabilityOf(trees, features) });
    }
  }
  const threshold = thresholdFor(scored);
  report(scored, threshold, log);
  const nodes = grow(open, log);
  const table = fitWordCosts(rows, SEED);
  return writeHeadFile(
    { head: 'repeats', made, labels: ['repeat'], bag: NO_BAG, settings: { threshold, pairWidth: REPEAT_WIDTH } },
    {
      ...common,
      costStems: bytesOf(table.stems),
      costs: bytesOf(table.costs),
      costKinds: bytesOf(table.kinds),
      ...packTrees('pair', nodes),
    },
    nodeSha256,
  );
}

function readRows(rows: readonly RepeatRow[], commonness: Commonness): ReadRow[] {
  const random = new Random(SEED);
  const parts = new Map<string, number>();
  const views = new Map<string, TextView>();
  const viewOf = (text: string) => {
    const known = views.get(text) ?? createTextView(text);
    if (views.size < VIEWS) views.set(text, known);
    return known;
  };
  return rows.map((row) => {
    const family = row.family ?? row.a;
    if (!parts.has(family)) parts.set(family, Math.floor(random.next() * PARTS));
    const pair = [viewOf(row.a), viewOf(row.b)] as const;
    const { isRepeat, weight } = row;
    return { row, views: pair, isRepeat, weight, sides: pairSides(...pair, commonness), part: parts.get(family)! };
  });
}

function grow(rows: readonly (ReadRow & RequestPair)[], log: (line: string) => void): TreeNodes {
  const values = new Float32Array(rows.length * REPEAT_WIDTH);
  for (const [i, { features }] of rows.entries()) values.set(features, i * REPEAT_WIDTH);
  return growTrees(
    {
      width: REPEAT_WIDTH,
      values,
      labels: Uint8Array.from(rows, ({ isRepeat }) => Number(isRepeat)),
      importance: Float32Array.from(rows, ({ weight, isRepeat }) => weight * (isRepeat ? 1 : OTHERS_COUNT)),
    },
    { ...TREES, onRound: (round, loss) => round % 80 === 0 && log(`repeats: round ${round}, loss ${loss.toFixed(4)}`) },
  );
}

function probabilityOf(trees: Trees, features: Float32Array): number {
  const scores = new Float64Array(1);
  trees.addScores(features, 0, scores);
  return 1 / (1 + Math.exp(-scores[0]!));
}

function report(scored: readonly Scored[], threshold: number, log: (line: string) => void): void {
  for (const source of new Set(scored.map(({ row }) => row.source))) {
    const own = scored.filter(({ row }) => row.source === source);
    const share = (isRepeat: boolean) => {
      const meant = own.filter(({ row }) => row.isRepeat === isRepeat);
      return `${meant.filter(({ score }) => score >= threshold).length}/${meant.length}`;
    };
    log(`repeats: ${source.padEnd(24)} repeats ${share(true).padEnd(10)} others ${share(false)}`);
  }
  log(`repeats: threshold ${threshold.toFixed(4)}`);
}

/** The least score at which the share of false hits is no more than may be even at the upper end of its interval. */
function thresholdFor(scored: readonly Scored[]): number {
  const ranked = scored
    .filter(({ row }) => !row.isRepeat && SET_BY.has(row.source))
    .map(({ score }) => score)
    .sort((a, b) => b - a);
  const first = ranked.findIndex((_, taken) => shareInterval(taken + 1, ranked.length).high > FALSE_HITS);
  return Math.min(0.999, (ranked[first] ?? 0) + 1e-4);
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
