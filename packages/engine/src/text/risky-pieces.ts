import { chunksOf } from './chunks.ts';
import { partsOf } from './text-parts.ts';
import type { TextView } from './text-view.ts';
import { unspacedText } from './unspaced-text.ts';

/** A text in pieces, with letters that were pulled apart also read as words. */
export function readablePiecesOf(text: TextView): readonly TextView[] {
  const unspaced = unspacedText(text);
  return unspaced === undefined ? chunksOf(text) : [text, unspaced].flatMap(chunksOf);
}

/**
 * What a guard reads of a text, each by itself: the same, and what stands in the text as a whole, so that nothing that is
 * put around a request makes it harmless.
 */
export function riskyPiecesOf(text: TextView): readonly TextView[] {
  return [...readablePiecesOf(text), ...partsOf(text).flatMap(readablePiecesOf)];
}
