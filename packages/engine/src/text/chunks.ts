import { createTextView, type MemoKey, type TextView } from './text-view.ts';

/** Longest text (UTF-16 units) that is read in one piece: about 400 tokens of English. */
export const CHUNK_LENGTH = 2000;
/** How much of a chunk the next one repeats, so that nothing is lost on an edge. */
export const CHUNK_OVERLAP = 200;

const CHUNKS: MemoKey<readonly TextView[]> = { name: 'chunks' };

/**
 * Overlapping pieces of a text, cut at white space where there is some near; a short text is its only piece. What
 * looks for something small in a long text reads the pieces, so that it is not drowned by the rest.
 */
export function chunksOf(text: TextView): readonly TextView[] {
  if (text.raw.length <= CHUNK_LENGTH) return [text];
  return text.memo(CHUNKS, ({ raw }) => {
    const chunks: TextView[] = [];
    for (let start = 0; ; ) {
      const end = start + CHUNK_LENGTH >= raw.length ? raw.length : cutBefore(raw, start + CHUNK_LENGTH);
      chunks.push(createTextView(raw.slice(start, end)));
      if (end === raw.length) return chunks;
      start = cutBefore(raw, end - CHUNK_OVERLAP / 2);
    }
  });
}

/** The end of the last white space within half an overlap before the limit, or the limit itself, never within a character. */
function cutBefore(raw: string, limit: number): number {
  for (let at = limit; at > limit - CHUNK_OVERLAP / 2; at--) {
    if (/\s/.test(raw[at - 1]!)) return at;
  }
  const isWithinPair = (raw.charCodeAt(limit) & 0xfc00) === 0xdc00;
  return isWithinPair ? limit - 1 : limit;
}
