import { createTextView, type SentenceEncoder } from '@signalbox/engine/ports';
import type { EmbeddedModels } from '../../embedded/index.ts';
import { type PairRow, readDataSet } from '../data-set.ts';
import { accuracyOf } from '../label-accuracy.ts';
import { rankCorrelation } from '../measure-encoder.ts';
import { correlationOf, type Measurement } from '../measurement.ts';
import { factCheckLabel } from '../plans.ts';
import { Random } from '../random.ts';
import { withTypos } from '../typos.ts';

/** The same errors for ours and for the baseline, and in every run. */
const SEED = 98;

/** What typing errors in about one word of seven cost the heads named; the domain and the jailbreak head measure their own. */
export function measureTypos(models: EmbeddedModels, data: string, heads: readonly string[]): Measurement[] {
  const { fact_check: factCheck, user_feedback: feedback } = models.classifiers;
  const mistyped = (name: string) => {
    const random = new Random(SEED);
    return readDataSet(data, name)
      .filter(({ split }) => split === 'test')
      .map((row) => ({ ...row, text: withTypos(row.text, random) }));
  };
  const found: Measurement[] = [];
  if (heads.includes('fact_check')) {
    const rows = mistyped('fact_check/weak_labels').map((row) => ({ ...row, label: factCheckLabel(row) }));
    found.push(...accuracyOf(factCheck, 'fact_check', 'weak_labels test, typos', rows));
  }
  if (heads.includes('user_feedback')) {
    const rows = mistyped('feedback/assistant_intents_mapped');
    found.push(...accuracyOf(feedback, 'user_feedback', 'assistant_intents_mapped test, typos', rows));
  }
  if (heads.includes('encoder')) found.push(mistypedSimilarity(models.encoder, data));
  return found;
}

function mistypedSimilarity(encoder: SentenceEncoder, data: string): Measurement {
  const random = new Random(SEED);
  const rows = readDataSet<PairRow>(data, 'pairs/stsb_en').filter(({ split }) => split === 'test');
  const vectorOf = (text: string) =>
    (encoder.encode([createTextView(withTypos(text, random))]) as readonly Float32Array[])[0]!;
  const scores = rows.map(({ a, b }) => {
    const [left, right] = [vectorOf(a), vectorOf(b)];
    return left.reduce((sum, value, i) => sum + value * right[i]!, 0);
  });
  const value = rankCorrelation(
    scores,
    rows.map(({ score }) => score!),
  );
  return correlationOf('encoder', 'STS-B test, Spearman, typos', value, rows.length);
}
