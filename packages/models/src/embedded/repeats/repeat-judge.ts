import type { RepeatJudge, RepeatVerdict, SentenceEncoder, TextClassifier, TextView } from '@signalbox/engine/ports';
import type { HeadFile } from '../head-file.ts';
import { Commonness } from '../pairs/commonness.ts';
import { Trees } from '../pairs/trees.ts';
import { compareRequests, REPEAT_WIDTH } from './repeat-features.ts';
import { WordCosts } from './word-costs.ts';

/** From this probability on a language is taken for certain. */
const SURE = 0.8;
/** Texts of fewer letters do not show their language. */
const LETTERS = 12;

/**
 * Says whether a request repeats another: rules for what must not differ (numbers, units, dates, denials, opposites, code,
 * the form of the answer, directions, the language), and trees over how the words of both stand to each other for the rest.
 */
export function createRepeatJudge(file: HeadFile, encoder: SentenceEncoder, language: TextClassifier): RepeatJudge {
  const commonness = Commonness.read(file);
  const trees = Trees.read(file, 'pair', REPEAT_WIDTH);
  const reader = { encoder, commonness, costs: WordCosts.read(file) };
  const { temperature = 1, threshold = 1 } = file.header.settings;
  return {
    id: `embedded/${file.header.head}`,
    hash: file.hash,
    cost: 'local',
    threshold,
    judge(asked, known): RepeatVerdict {
      const { features, differs } = compareRequests(asked, known, reader);
      if (differs !== null) return { score: 0, differs };
      if (areOtherLanguages(asked, known, language)) return { score: 0, differs: 'language' };
      const scores = new Float64Array(1);
      trees.addScores(features, 0, scores);
      return { score: 1 / (1 + Math.exp(-scores[0]! / temperature)), differs: null };
    },
  };
}

/** Whether two texts are surely written in different languages. */
export function areOtherLanguages(a: TextView, b: TextView, language: TextClassifier): boolean {
  const [left, right] = [surely(a, language), surely(b, language)];
  return left !== undefined && right !== undefined && left !== right;
}

function surely(view: TextView, language: TextClassifier): number | undefined {
  if (view.raw.length < LETTERS && !/[^\p{Script=Latin}\P{L}]/u.test(view.raw)) return undefined;
  // Embedded classifiers answer at once.
  const shares = language.classify(view) as Float32Array;
  let best = 0;
  for (let i = 1; i < shares.length; i++) if (shares[i]! > shares[best]!) best = i;
  return shares[best]! >= SURE ? best : undefined;
}
