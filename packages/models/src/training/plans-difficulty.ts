import { readDataSet } from './data-set.ts';
import { heldTexts } from './held-texts.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { difficultyPrompts } from './prompts/difficulty-prompts.ts';
import { Random } from './random.ts';
import { splitOff } from './split-off.ts';
import type { LinearHeadPlan } from './train-linear-head.ts';

/** The difficulty head's classes. */
export const DIFFICULTY = ['easy', 'medium', 'hard'] as const;
/** Data sets of the difficulty head with how much a row of each counts. */
export const DIFFICULTY_SETS = [
  ['difficulty/gsm8k_steps', 1],
  ['difficulty/math_levels', 2],
  ['difficulty/mmlu_pro_pass_rate', 1],
] as const;

/** Data and settings of the difficulty head. */
export function difficultyPlan(data: string): LinearHeadPlan {
  const sets = DIFFICULTY_SETS.map(([name, weight]) => ({ rows: readDataSet(data, name), weight }));
  const held = new NearDuplicates([
    ...sets.flatMap(({ rows }) => rows.filter(({ split }) => split === 'test').map(({ text }) => text)),
    ...heldTexts(),
  ]);
  const rows = sets.flatMap(({ rows: set, weight }) =>
    set
      .filter((row) => row.split !== 'test' && !held.has(row.text))
      .map(({ text, label }) => ({ text, label, weight })),
  );
  const prompts = difficultyPrompts(new Random(71)).filter(({ text }) => !held.has(text));
  const measured = splitOff(rows, 72);
  const generated = splitOff(prompts, 73);
  return {
    head: 'difficulty',
    labels: DIFFICULTY,
    bag: {
      shortestGram: 3,
      longestGram: 4,
      gramWeight: 0.2,
      wordPairWeight: 0.7,
      ideographWeight: 0.7,
      ideographPairWeight: 1,
      markWeight: 0.7,
      frameWeight: 1,
      wordLimit: 4096,
      formLimit: 2048,
    },
    rows: 24_000,
    epochs: 6,
    passes: 3,
    rate: 0.15,
    dropout: 0.4,
    smoothing: 0.05,
    rarityPower: 0.7,
    train: [...measured.train, ...generated.train],
    // Generated prompts are easy to tell apart: with all of them the head would look surer than it may be.
    calibration: [...measured.calibration, ...generated.calibration.filter((_, i) => i % 4 === 0)],
  };
}
