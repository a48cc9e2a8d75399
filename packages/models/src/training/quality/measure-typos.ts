import { createTextView, type SentenceEncoder, type TextClassifier } from '@signalbox/engine/ports';
import type { EmbeddedModels } from '../../embedded/index.ts';
import { type PairRow, readDataSet } from '../data-set.ts';
import { accuracyOf } from '../label-accuracy.ts';
import { rankCorrelation } from '../measure-encoder.ts';
import { riskOf, riskThreshold } from '../measure-jailbreak.ts';
import { correlationOf, type Measurement, shareOf } from '../measurement.ts';
import { factCheckLabel } from '../plans.ts';
import { guardRows, JAILBREAK } from '../plans-jailbreak.ts';
import { Random } from '../random.ts';
import { withTypos } from '../typos.ts';

/** The same errors for ours and for the baseline, and in every run. */
const SEED = 98;

/** What typing errors in about one word of seven cost the heads named; the domain head measures its own. */
export function measureTypos(models: EmbeddedModels, data: string, heads: readonly string[]): Measurement[] {
  const { fact_check: factCheck, user_feedback: feedback, jailbreak } = models.classifiers;
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
  if (heads.includes('jailbreak')) found.push(typoFlips(jailbreak, data));
  if (heads.includes('encoder')) found.push(mistypedSimilarity(models.encoder, data));
  return found;
}

/** Attacks that are flagged at one false positive in a hundred as they stand, and not with typing errors. */
function typoFlips(classifier: TextClassifier, data: string): Measurement {
  const rows = guardRows(data).filter(({ isTest }) => isTest);
  const threshold = riskThreshold(classifier, rows);
  const flagged = rows.filter(({ label, text }) => label !== JAILBREAK[0] && riskOf(classifier, text) > threshold);
  // Each text with the same errors, whatever else was flagged or measured.
  const flipped = flagged.filter(({ text }) => riskOf(classifier, withTypos(text, new Random(SEED))) <= threshold);
  return shareOf('jailbreak', 'flagged attacks that typos unflag, test', flipped.length, flagged.length);
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
