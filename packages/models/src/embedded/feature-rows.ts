/** Scale of a quantised row from its one-byte code: 2^((code - 160) / 8), steps of nine percent. */
export function scaleOf(code: number): number {
  return 2 ** ((code - 160) / 8);
}

/** The same for all codes. */
export const SCALES = Float32Array.from({ length: 256 }, (_, code) => scaleOf(code));

/** The smallest code whose scale is at least the given one, 0..255. */
export function scaleCode(scale: number): number {
  return Math.max(0, Math.min(255, Math.ceil(8 * Math.log2(scale) + 160)));
}

/** Steps in which the rarity of a trained feature is kept: log(1 + texts / texts with it). */
export const RARITY_STEP = 0.05;
