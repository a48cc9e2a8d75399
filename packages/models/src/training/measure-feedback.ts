import type { TextClassifier } from '@signalbox/engine/ports';
import { readDataSet } from './data-set.ts';
import { accuracyOf, bestLabel } from './label-accuracy.ts';
import { type Measurement, shareOf } from './measurement.ts';
import { reactionLabel } from './plans-feedback.ts';

const HEAD = 'user_feedback';
const CONTENT = 'satisfied';

/** Accuracy on the mapped intents and on the reactions of EURTAD, and how seldom plain requests pass for feedback. */
export function measureFeedback(classifier: TextClassifier, data: string): Measurement[] {
  const isTest = ({ split }: { split: string }) => split === 'test';
  const reactions = readDataSet(data, 'feedback/eurtad_user_reactions').flatMap((row) => {
    const label = reactionLabel(row.label);
    return label === undefined ? [] : [{ ...row, label }];
  });
  const complaints = reactions.filter(({ label }) => label !== CONTENT);
  const noticed = complaints.filter(({ text }) => bestLabel(classifier, text).label !== CONTENT);
  const requests = ['domain/mmlu_pro', 'intent/banking77', 'fact_check/weak_labels'].map((name) => {
    const rows = readDataSet(data, name).filter((row) => isTest(row) && row.src !== 'hwu64');
    const taken = rows.filter(({ text }) => {
      const { label, confidence } = bestLabel(classifier, text);
      return label !== CONTENT && confidence >= 0.85;
    });
    return shareOf(HEAD, `requests of ${name} taken for feedback at 0.85, test`, taken.length, rows.length);
  });
  return [
    ...accuracyOf(
      classifier,
      HEAD,
      'assistant_intents_mapped test',
      readDataSet(data, 'feedback/assistant_intents_mapped').filter(isTest),
    ),
    ...accuracyOf(classifier, HEAD, 'eurtad, all mapped rows', reactions),
    accuracyOf(classifier, HEAD, 'eurtad test', reactions.filter(isTest))[0]!,
    accuracyOf(
      classifier,
      HEAD,
      'eurtad, without "make aware without correction"',
      reactions.filter((row) => !(row.label === 'wrong_answer' && !hasCorrection(row, data))),
    )[0]!,
    shareOf(
      HEAD,
      'eurtad: complaints and questions about an answer not taken for satisfied',
      noticed.length,
      complaints.length,
    ),
    ...requests,
  ];
}

let corrections: ReadonlySet<string> | undefined;

function hasCorrection({ text }: { readonly text: string }, data: string): boolean {
  corrections ??= new Set(
    readDataSet(data, 'feedback/eurtad_user_reactions')
      .filter(({ label }) => label === 'Make Aware With Correction')
      .map((row) => row.text),
  );
  return corrections.has(text);
}
