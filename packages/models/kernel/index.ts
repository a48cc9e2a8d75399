// The inner loops of the embedded models; `npm run build:kernel` compiles them into src/embedded/kernel-wasm.generated.ts.
import { allocateBags } from './bag';
import { allocateLists, frame, ideographPairs, ideographs, listWords, marks, wordPairs } from './feature-reader';
import { HashList } from './hash-list';
import { allocateHeads, forgetHeads, lookUpLists } from './heads';
import { allocateText } from './text';
import { allocateStore, emptyStore } from './word-store';

export { createBag, forgetWordsOf, indexBag, lexicalSumAt, scales, sumAt, sumText, weighGroups } from './bag';
export {
  allocateEvidence,
  chineseWords,
  createEvidence,
  enterChineseWords,
  enterConcept,
  evidenceSums,
  findNear,
  forgetWordsOfEvidence,
  found,
  indexEvidence,
  markRoles,
  passEvidence,
  weighEvidence,
  wideMarks,
} from './evidence';
export {
  fillers,
  lacksWords,
  openingIdeographs,
  readFeatures,
  tokens,
  wordCount,
  wordSlots,
  work,
} from './feature-reader';
export { beginOrder, orderRows } from './hash-index';
export { lookUpLists } from './heads';
export { allocate, reserve } from './memory';
export {
  allocateNames,
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

/** Makes room for reading texts, and for bags and evidence. */
export function prepareReader(): void {
  allocateText();
  allocateStore();
  allocateLists();
  allocateHeads();
  allocateBags();
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
