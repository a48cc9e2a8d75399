import type { Algorithm } from './algorithm.ts';
import { escalation } from './escalation/escalation.ts';
import { staticAlgorithm } from './static/static.ts';

/** Every selection algorithm, one line each. */
export const algorithms: readonly Algorithm[] = [staticAlgorithm, escalation];
