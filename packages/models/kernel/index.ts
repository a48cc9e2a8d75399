// The inner loops of the embedded models; `npm run build:kernel` compiles them into src/embedded/kernel-wasm.generated.ts.
export {
  beginText,
  createBag,
  fillBag,
  forgetWords,
  lexicalSumAt,
  listAt,
  sumAt,
  sumText,
  weighGroups,
} from './bag';
export { scales } from './feature-table';
export { enterWord, gramHashes, gramStarts, wordHashes } from './words';

export function allocate(bytes: usize): usize {
  return heap.alloc(bytes);
}
