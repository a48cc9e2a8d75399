import { readDataSet } from './data-set.ts';
import { heldTexts } from './held-texts.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { feedbackPrompts } from './prompts/feedback-prompts.ts';
import { FEEDBACK, type FeedbackLabel } from './prompts/feedback-wordings.ts';
import { Random } from './random.ts';
import { splitOff } from './split-off.ts';
import type { LabelledText, LinearHeadPlan } from './train-linear-head.ts';
import { withTypos } from './typos.ts';

/** The label of a reaction type of the EURTAD data; undefined where the reaction tells no kind of feedback. */
export function reactionLabel(reaction: string): FeedbackLabel | undefined {
  if (reaction === 'Ask for Clarification') return 'need_clarification';
  if (reaction.startsWith('Make Aware')) return 'wrong_answer';
  return reaction === 'Ignore and Continue' ? 'satisfied' : undefined;
}

/** Intents that are themselves a reaction to an answer: these are labelled in a set of their own. */
export const REACTING =
  /^(general_|thank_you|repeat$|yes$|no$|maybe$|cancel$|greeting|goodbye|what_can_i|are_you|oos$)/;

/** Data and settings of the user feedback head. The EURTAD reactions are measured on, never trained on. */
export function feedbackPlan(data: string): LinearHeadPlan {
  const intents = readDataSet(data, 'feedback/assistant_intents_mapped');
  const requests = ['intent/clinc150', 'intent/hwu64', 'intent/banking77'].flatMap((name) => readDataSet(data, name));
  const reactions = readDataSet(data, 'feedback/eurtad_user_reactions');
  const isTest = ({ split }: { split: string }) => split === 'test';
  const held = new NearDuplicates([
    ...[...intents, ...requests].filter(isTest).map(({ text }) => text),
    ...reactions.map(({ text }) => text).filter((text) => text.split(' ').length > 8),
    ...heldTexts(),
  ]);
  const random = new Random(61);
  const isFree = ({ text }: { text: string }) => !held.has(text);
  const own = intents
    .filter((row) => !isTest(row) && isFree(row))
    .map(({ text, label }) => ({ text, label, weight: 1 }));
  const plain = random
    .shuffle(requests.filter((row) => !isTest(row) && isFree(row) && !REACTING.test(row.label)))
    .slice(0, 5000)
    .map(({ text }) => ({ text, label: 'satisfied', weight: 0.5 }));
  const questions = random
    .shuffle(
      readDataSet(data, 'fact_check/weak_labels').filter(
        (row) => !isTest(row) && isFree(row) && row.text.length < 300 && row.src !== 'hwu64',
      ),
    )
    .slice(0, 4000)
    .map(({ text }) => ({ text, label: 'satisfied', weight: 0.5 }));
  const exams = ['domain/mmlu', 'domain/agieval']
    .flatMap((name) =>
      random
        .shuffle(readDataSet(data, name).filter((row) => !isTest(row) && isFree(row) && row.text.length < 300))
        .slice(0, 2500),
    )
    .map(({ text }) => ({ text, label: 'satisfied', weight: 0.5 }));
  const { train, calibration } = splitOff([...own, ...plain, ...questions, ...exams], 63);
  for (const row of feedbackPrompts(new Random(62)).filter(isFree)) (row.isHeld ? calibration : train).push(row);
  const typos: LabelledText[] = train
    .filter(({ text }) => text.length < 120 && random.next() < 0.25)
    .map((row) => ({ ...row, text: withTypos(row.text, random), weight: row.weight * 0.5 }));
  return {
    head: 'user_feedback',
    labels: FEEDBACK,
    bag: {
      shortestGram: 3,
      longestGram: 5,
      gramWeight: 0.25,
      wordPairWeight: 1,
      ideographWeight: 0.7,
      ideographPairWeight: 1,
      markWeight: 0.3,
      frameWeight: 1,
      wordLimit: 1024,
      formLimit: 512,
    },
    rows: 24_000,
    epochs: 8,
    passes: 3,
    rate: 0.25,
    dropout: 0.3,
    smoothing: 0.02,
    rarityPower: 0.5,
    train: [...train, ...typos],
    calibration,
  };
}
