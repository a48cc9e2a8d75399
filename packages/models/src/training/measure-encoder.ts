import { createTextView, type SentenceEncoder } from '@signalbox/engine/ports';
import { correlation, ranksOf } from '../evaluation/rank-statistics.ts';
import { CONTRARY_TRIPLES } from './contrary-triples.ts';
import { type DataRow, type PairRow, readDataSet } from './data-set.ts';
import { correlationOf, type Measurement, shareOf } from './measurement.ts';

/** Similarity (STS-B, PAWS-X), retrieval across languages and nearest labelled texts on test rows. */
export function measureEncoder(encoder: SentenceEncoder, data: string): Measurement[] {
  const encode = (text: string) => (encoder.encode([createTextView(text)]) as readonly Float32Array[])[0]!;
  const test = (name: string) => readDataSet<PairRow>(data, name).filter(({ split }) => split === 'test');
  const measurements: Measurement[] = [];
  const graded = test('pairs/stsb_en');
  const scores = graded.map(({ a, b }) => dot(encode(a), encode(b)));
  const gold = graded.map(({ score }) => score!);
  measurements.push(correlationOf('encoder', 'STS-B test, Spearman', rankCorrelation(scores, gold), gold.length));
  measurements.push(correlationOf('encoder', 'STS-B test, Pearson', correlation(scores, gold), gold.length));
  const pawsx = test('pairs/pawsx_zh');
  const pawsxScores = pawsx.map(({ a, b }) => dot(encode(a), encode(b)));
  measurements.push({
    head: 'encoder',
    name: 'PAWS-X zh test, AUC',
    n: pawsx.length,
    value: auc(
      pawsxScores,
      pawsx.map(({ label }) => label === 1),
    ),
  });
  const told = CONTRARY_TRIPLES.filter(
    ([text, same, contrary]) => dot(encode(text), encode(same)) > dot(encode(text), encode(contrary)),
  );
  measurements.push(shareOf('encoder', 'same request nearer than its contrary', told.length, CONTRARY_TRIPLES.length));
  for (const [name, language] of [
    ['pairs/tatoeba_en_x', 'zh'],
    ['pairs/ntrex_en_x', 'zh'],
    ['pairs/xquad_questions_en_x', 'zh'],
    ['pairs/tatoeba_en_x', 'de'],
    ['pairs/tatoeba_en_x', 'fr'],
    ['pairs/tatoeba_en_x', 'ru'],
    ['pairs/tatoeba_en_x', 'ja'],
  ] as const) {
    const pairs = test(name).filter(({ lang_b }) => lang_b === language);
    const left = pairs.map(({ a }) => encode(a));
    const right = pairs.map(({ b }) => encode(b));
    let found = 0;
    left.forEach((vector, i) => {
      const own = dot(vector, right[i]!);
      if (right.every((other, j) => j === i || dot(vector, other) < own)) found++;
    });
    measurements.push(shareOf('encoder', `${name} en to ${language}, first hit`, found, pairs.length));
  }
  for (const { name, isTrainedOn } of LABELLED) {
    const rows = readDataSet(data, name).filter(({ label }) => label !== 'oos');
    const examples = new Set(firstOfEach(rows.filter(({ split }) => split === 'train' || !isTrainedOn)));
    const anchors = [...examples].map(({ text, label }) => ({ label, vector: encode(text) }));
    const asked = rows.filter((row) => (isTrainedOn ? row.split === 'test' : !examples.has(row)));
    const right = asked.filter(({ text, label }) => {
      const vector = encode(text);
      const scores = anchors.map((anchor) => dot(vector, anchor.vector));
      return anchors[scores.indexOf(Math.max(...scores))]!.label === label;
    });
    const named = `${name}${isTrainedOn ? ' test' : ''}, label of the nearest of ${EXAMPLES} examples each`;
    measurements.push(shareOf('encoder', named, right.length, asked.length));
  }
  const pairs = test('pairs/tatoeba_en_x').slice(0, 500);
  const unrelated = pairs.map(({ a }, i) => dot(encode(a), encode(pairs[(i + 250) % pairs.length]!.a)));
  measurements.push({
    head: 'encoder',
    name: 'mean similarity of unrelated sentences',
    n: unrelated.length,
    value: mean(unrelated),
  });
  return measurements;
}

/** Examples of each label that a text is compared with. */
const EXAMPLES = 5;
/** Texts by what they are about or ask for; of those never trained on all rows but the examples are asked. */
const LABELLED = [
  { name: 'intent/clinc150', isTrainedOn: true },
  { name: 'intent/banking77', isTrainedOn: true },
  { name: 'intent/hwu64', isTrainedOn: true },
  { name: 'pii/privacy_topics_semantic_router', isTrainedOn: false },
  { name: 'domain/semantic_router_cases', isTrainedOn: false },
];

/** The first rows of every label. */
function firstOfEach(rows: readonly DataRow[]): DataRow[] {
  const counts = new Map<string, number>();
  return rows.filter(({ label }) => {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    return count <= EXAMPLES;
  });
}

/** Dot product of two vectors of one length. */
export function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i]! * right[i]!;
  return sum;
}

/** Spearman's rank correlation of two lists of one length. */
export function rankCorrelation(left: readonly number[], right: readonly number[]): number {
  return correlation(ranksOf(left), ranksOf(right));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function auc(scores: readonly number[], positive: readonly boolean[]): number {
  const rank = ranksOf(scores);
  let sum = 0;
  let count = 0;
  positive.forEach((isPositive, i) => {
    if (!isPositive) return;
    sum += rank[i]! + 1;
    count++;
  });
  return (sum - (count * (count + 1)) / 2) / (count * (positive.length - count));
}
