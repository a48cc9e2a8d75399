/** A run of tokens that the model takes at once. */
export interface Chunk {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Tokens that two neighbouring chunks share, as a share of a chunk. */
const OVERLAP = 1 / 8;

/**
 * Cuts `count` tokens into chunks of at most `size` that overlap by an eighth. Of a text that needs more than `most`
 * chunks the first three quarters and the last quarter of that number are read.
 */
export function chunkTokens(count: number, size: number, most: number): Chunk[] {
  if (count <= size || most === 1) return [{ from: 0, to: Math.min(count, size) }];
  const step = Math.max(1, size - Math.floor(size * OVERLAP));
  const needed = Math.ceil((count - size) / step) + 1;
  const chunks: Chunk[] = [];
  const last = needed > most ? Math.max(1, Math.floor(most / 4)) : 0;
  for (let i = 0; i < needed; i++) {
    if (needed > most && i >= most - last && i < needed - last) continue;
    const from = Math.min(i * step, count - size);
    chunks.push({ from, to: from + size });
  }
  return chunks;
}
