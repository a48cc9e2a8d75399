import { DEVELOPMENT_MODALITY_CASES, MODALITY_CASES } from './cases/modality-cases.ts';
import { readDataSet } from './data-set.ts';
import { heldTexts } from './held-texts.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { modalityPrompts } from './prompts/modality-prompts.ts';
import { MODALITIES } from './prompts/modality-wordings.ts';
import { Random } from './random.ts';
import { splitOff } from './split-off.ts';
import type { LabelledText, LinearHeadPlan } from './train-linear-head.ts';
import { withTypos } from './typos.ts';

/** Sets whose requests want text back: all of them, but for those that `wantsImage` leaves out. */
export const TEXT_SETS = ['intent/clinc150', 'intent/hwu64', 'jailbreak/benign_instructions', 'domain/mmlu'] as const;

/** Whether a row of the text sets might ask for an image after all: it is then neither trained on nor measured. */
export function wantsImage(text: string): boolean {
  return (
    /\b(?:draw|paint|sketch|illustrat\w*|(?:image|picture|photo|logo|poster)s?)\b/i.test(text) && text.length < 300
  );
}

/** A run of two to seven words from the middle of a text; none where it is too short. */
function pieceOf(text: string, random: Random): string[] {
  const words = text.split(/[\s_]+/).filter((word) => /^[\p{L}'-]+[,.]?$/u.test(word));
  if (words.length < 8) return [];
  const length = 2 + random.below(6);
  const from = random.below(words.length - length + 1);
  return [
    words
      .slice(from, from + length)
      .join(' ')
      .replace(/[,.]$/, ''),
  ];
}

/** Data and settings of the modality head: our own requests for images, other people's requests for text. */
export function modalityPlan(data: string): LinearHeadPlan {
  const random = new Random(81);
  const sets = TEXT_SETS.map((name) => readDataSet(data, name));
  const held = new NearDuplicates([
    ...sets.flatMap((set) => set.filter(({ split }) => split === 'test').map(({ text }) => text)),
    ...[DEVELOPMENT_MODALITY_CASES, MODALITY_CASES]
      .flatMap((cases) => Object.values(cases))
      .flatMap(({ en, zh }) => [...en, ...zh]),
    ...heldTexts(),
  ]);
  const isFree = ({ text }: { readonly text: string }) => !held.has(text);
  const requests = sets.flatMap((set) =>
    random
      .shuffle(set.filter((row) => row.split !== 'test' && isFree(row) && !wantsImage(row.text)))
      .slice(0, 2500)
      .map(({ text }): LabelledText => ({ text, label: 'ar', weight: 0.4 })),
  );
  const pieces = requests.flatMap(({ text }) => pieceOf(text, random));
  const prompts = modalityPrompts(new Random(82), pieces);
  const { train, calibration } = splitOff([...prompts.train.filter(isFree), ...requests], 83);
  const typos = train
    .filter(({ text }) => text.length < 120 && random.next() < 0.25)
    .map((row) => ({ ...row, text: withTypos(row.text, random), weight: row.weight * 0.5 }));
  return {
    head: 'modality',
    labels: MODALITIES,
    bag: {
      shortestGram: 3,
      longestGram: 4,
      gramWeight: 0.12,
      wordPairWeight: 1,
      ideographWeight: 0.7,
      ideographPairWeight: 1,
      markWeight: 0.4,
      frameWeight: 1,
      wordLimit: 1024,
      formLimit: 512,
    },
    rows: 14_000,
    epochs: 6,
    passes: 2,
    rate: 0.25,
    dropout: 0.3,
    smoothing: 0.01,
    rarityPower: 0.2,
    train: [...train, ...typos],
    calibration: [...calibration.filter((_, i) => i % 4 === 0), ...prompts.calibration.filter(isFree)],
  };
}
