import { s } from '../../config/schema.ts';
import { whenReady } from '../../ports/when-ready.ts';
import { defineAlgorithm, type Selection } from '../algorithm.ts';

/** The next stronger model than the one whose answer was not good enough. */
export const escalation = defineAlgorithm({
  type: 'escalation',
  summary:
    'Takes the model after the one that gave the answer before; the decision lists its models from the weakest to the strongest.',
  schema: s.strictObject({
    otherwise: s
      .enum(['first', 'last'])
      .default('first')
      .describe('Which model answers where no answer came before, or its model is not one of the decision’s.'),
  }),
  compile({ otherwise }, candidates) {
    const strongest = candidates.length - 1;
    const fallback = candidates[otherwise === 'first' ? 0 : strongest]!;
    const choose = (before: string | undefined): Selection => {
      if (before === undefined) return { model: fallback, reason: `no answer came before: the ${otherwise} model` };
      const position = candidates.findIndex(({ model, lora }) => model === before || lora === before);
      if (position < 0) {
        return {
          model: fallback,
          reason: `${before}, which answered before, is none of these: the ${otherwise} model`,
        };
      }
      return position === strongest
        ? { model: candidates[strongest]!, reason: `${before} answered before, and nothing here is stronger` }
        : { model: candidates[position + 1]!, reason: `one step up from ${before}, which answered before` };
    };
    return ({ answeredBy }) => whenReady(answeredBy(), choose);
  },
});
