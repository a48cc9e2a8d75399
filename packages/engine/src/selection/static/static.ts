import { s } from '../../config/schema.ts';
import { defineAlgorithm } from '../algorithm.ts';

/** The first model of the decision, always. */
export const staticAlgorithm = defineAlgorithm({
  type: 'static',
  summary: 'Takes the first model of the decision.',
  schema: s.strictObject({}),
  compile(_options, candidates) {
    const reason = candidates.length === 1 ? 'the only model of the decision' : 'the first model of the decision';
    const selection = { model: candidates[0]!, reason };
    return () => selection;
  },
});
