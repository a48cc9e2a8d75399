/** Priority of a decision tree's first branch. */
export const TREE_PRIORITY = 1_000_000;

/** By how much each further branch lies below the one before. */
export const TREE_STEP = 1_000;
