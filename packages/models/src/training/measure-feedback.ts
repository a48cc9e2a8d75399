import type { TextClassifier } from '@signalbox/engine/ports';
import { FEEDBACK_CASES, type FeedbackCase, LATER_FEEDBACK_CASES } from './cases/feedback-cases.ts';
import { readDataSet } from './data-set.ts';
import { accuracyOf, bestLabel } from './label-accuracy.ts';
import { type Measurement, shareOf } from './measurement.ts';
import { REACTING, reactionLabel } from './plans-feedback.ts';

const HEAD = 'user_feedback';
const CONTENT = 'satisfied';
/** Where the thresholds of the signal kind may lie. */
const THRESHOLDS = [0.5, 0.6, 0.7, 0.85];

/** Accuracy on the mapped intents and on the reactions of EURTAD, and how seldom plain requests pass for feedback. */
export function measureFeedback(classifier: TextClassifier, data: string): Measurement[] {
  const isTest = ({ split }: { split: string }) => split === 'test';
  const reactions = readDataSet(data, 'feedback/eurtad_user_reactions').flatMap((row) => {
    const label = reactionLabel(row.label);
    return label === undefined ? [] : [{ ...row, label }];
  });
  const complaints = reactions.filter(({ label }) => label !== CONTENT);
  const noticed = complaints.filter(({ text }) => bestLabel(classifier, text).label !== CONTENT);
  const requests = ['domain/mmlu', 'intent/clinc150', 'intent/banking77', 'fact_check/weak_labels'].flatMap((name) => {
    const rows = readDataSet(data, name).filter(
      (row) => isTest(row) && row.src !== 'hwu64' && !saysSomethingOfAnAnswer(row),
    );
    return THRESHOLDS.map((threshold) => {
      const taken = rows.filter(({ text }) => {
        const { label, confidence } = bestLabel(classifier, text);
        return label !== CONTENT && confidence >= threshold;
      });
      return shareOf(HEAD, `requests of ${name} taken for feedback at ${threshold}, test`, taken.length, rows.length);
    });
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
    ...accuracyOf(classifier, HEAD, 'cases by hand, written before the templates', FEEDBACK_CASES),
    ...(['en', 'zh'] as const).map(
      (language) =>
        accuracyOf(
          classifier,
          HEAD,
          `cases by hand, ${language}`,
          FEEDBACK_CASES.filter(({ text }) => /\p{Script=Han}/u.test(text) === (language === 'zh')),
        )[0]!,
    ),
    ...THRESHOLDS.map((threshold) => foundAt(classifier, FEEDBACK_CASES, threshold)),
    accuracyOf(classifier, HEAD, 'cases by hand, written after the templates', LATER_FEEDBACK_CASES)[0]!,
    ...requests,
  ];
}

/** How many cases that do say something of an answer are told right and at least so sure. */
function foundAt(classifier: TextClassifier, cases: readonly FeedbackCase[], threshold: number): Measurement {
  const feedback = cases.filter(({ label }) => label !== CONTENT);
  const found = feedback.filter(({ text, label }) => {
    const best = bestLabel(classifier, text);
    return best.label === label && best.confidence >= threshold;
  });
  return shareOf(HEAD, `feedback in cases by hand told right at ${threshold}`, found.length, feedback.length);
}

/** Intents of CLINC150 that are a reaction to an answer, and what lies outside its intents. */
function saysSomethingOfAnAnswer({ label }: { readonly label: string }): boolean {
  return REACTING.test(label);
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
