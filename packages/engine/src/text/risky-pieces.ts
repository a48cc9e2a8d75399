import { chunksOf } from './chunks.ts';
import type { TextView } from './text-view.ts';
import { unspacedText } from './unspaced-text.ts';

/** What a guard reads of a text, each by itself: its pieces, and those of what it hides. */
export function riskyPiecesOf(text: TextView): readonly TextView[] {
  const unspaced = unspacedText(text);
  return unspaced === undefined ? chunksOf(text) : [...chunksOf(text), ...chunksOf(unspaced)];
}
