import type { ModelIdentity } from '@signalbox/engine/ports';
import type { HeadTask } from '../head-task.ts';
import { classifyTexts } from './classify-texts.ts';
import { comparePairs } from './compare-pairs.ts';
import { encodeSentences } from './encode-sentences.ts';
import { groundAnswers } from './ground-answers.ts';
import { judgeRepeats } from './judge-repeats.ts';
import { tagSpans } from './tag-spans.ts';

// biome-ignore lint/suspicious/noExplicitAny: the variance slots of the list of tasks
export type AnyHeadTask = HeadTask<ModelIdentity & any, any, any>;

/** Every kind of model that the ports hold. */
export const HEAD_TASKS: readonly AnyHeadTask[] = [
  classifyTexts,
  tagSpans,
  comparePairs,
  groundAnswers,
  judgeRepeats,
  encodeSentences,
];
