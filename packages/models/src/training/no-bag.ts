import type { BagOptions } from '../embedded/head-file.ts';

/** For heads that read no bag of features: the header's field stays empty. */
export const NO_BAG: BagOptions = {
  shortestGram: 3,
  longestGram: 5,
  gramWeight: 0,
  wordPairWeight: 0,
  ideographWeight: 0,
  ideographPairWeight: 0,
  markWeight: 0,
  frameWeight: 0,
  wordLimit: 0,
  formLimit: 0,
};
