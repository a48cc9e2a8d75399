// The inner loops of the embedded models; `npm run build:kernel` compiles them into src/embedded/kernel-wasm.generated.ts.
import { frame, ideographPairs, ideographs, listWords, marks, wordPairs } from './feature-reader';
import { HashList } from './hash-list';
import { forgetHeads, lookUpLists } from './heads';
import { emptyStore } from './word-store';

export { createBag, fillBag, forgetWordsOf, lexicalSumAt, scales, sumAt, sumText, weighGroups } from './bag';
export {
  chineseWords,
  createEvidence,
  enterChineseWords,
  enterConcept,
  evidenceKinds,
  evidenceSums,
  evidenceWeights,
  findNear,
  forgetWordsOfEvidence,
  found,
  indexEvidence,
  markRoles,
  weighEvidence,
  wideMarks,
} from './evidence';
export { fillers, openingIdeographs, readFeatures, tokens, wordCount, wordSlots, work } from './feature-reader';
export { lookUpLists } from './heads';
export {
  bestTags,
  findBestTags,
  nameClasses,
  nameGaps,
  nameHashes,
  nameLengths,
  nameLongPrefixes,
  nameLongSuffixes,
  namePrefixes,
  nameRows,
  nameShapes,
  nameShortSuffixes,
  nameSuffixes,
  scoreTags,
  tagFollows,
  tagScores,
  takeFollows,
  writeNameRows,
} from './names';
export { classes, text } from './text';
export { gramHashes, gramStarts, isFull, wordHashes } from './word-store';

export function allocate(bytes: usize): usize {
  return heap.alloc(bytes);
}

/** Empties the store of words, and forgets which heads know them. */
export function forgetAllWords(): void {
  emptyStore();
  forgetHeads();
}

function listOf(list: u32): HashList {
  if (list === 0) return wordPairs;
  if (list === 1) return ideographs;
  if (list === 2) return ideographPairs;
  return list === 3 ? marks : frame;
}

export function listAt(list: u32): usize {
  return listOf(list).hashes;
}

export function listSize(list: u32): u32 {
  return listOf(list).size;
}

/** Takes lists that were written back in place of reading the text again. */
export function takeLists(
  words: u32,
  pairs: u32,
  ideographTotal: u32,
  ideographPairTotal: u32,
  markTotal: u32,
  frameTotal: u32,
): void {
  listWords(words);
  wordPairs.size = pairs;
  ideographs.size = ideographTotal;
  ideographPairs.size = ideographPairTotal;
  marks.size = markTotal;
  frame.size = frameTotal;
  lookUpLists();
}
