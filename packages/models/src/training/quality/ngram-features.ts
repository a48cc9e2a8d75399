/** Places that words and n-grams are hashed into. */
export const PLACES = 1 << 18;

/** A text as places and amounts, of unit length. */
export interface NgramVector {
  readonly places: Int32Array;
  readonly amounts: Float32Array;
}

/**
 * Words, pairs of neighbouring words and character 3- to 5-grams of the text as it stands, in lower case, each hashed to
 * a place: what a plain linear baseline reads. Nothing is unmasked, split by script or read as form.
 */
export function countNgrams(text: string): Map<number, number> {
  const counts = new Map<number, number>();
  const take = (feature: string) => {
    const place = placeOf(feature);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  };
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  words.forEach((word, i) => {
    take(`w ${word}`);
    if (i > 0) take(`p ${words[i - 1]} ${word}`);
    const padded = ` ${word} `;
    for (let length = 3; length <= 5; length++) {
      for (let from = 0; from + length <= padded.length; from++) take(`c ${padded.slice(from, from + length)}`);
    }
  });
  return counts;
}

/** FNV-1a over UTF-16 units, folded to a place. */
function placeOf(feature: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < feature.length; i++) hash = Math.imul(hash ^ feature.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % PLACES;
}

/** How rare each place is among some texts, as log(1 + texts / texts with it). */
export function raritiesOf(texts: Iterable<Map<number, number>>): Float32Array {
  const seen = new Float32Array(PLACES);
  let total = 0;
  for (const counts of texts) {
    total++;
    for (const place of counts.keys()) seen[place] = seen[place]! + 1;
  }
  return seen.map((count) => Math.log(1 + total / Math.max(1, count)));
}

/** Logarithmic counts times rarities, scaled to length 1. */
export function weighNgrams(counts: Map<number, number>, rarities: Float32Array): NgramVector {
  const places = Int32Array.from(counts.keys());
  const amounts = Float32Array.from(places, (place) => (1 + Math.log(counts.get(place)!)) * rarities[place]!);
  const length = Math.sqrt(amounts.reduce((sum, amount) => sum + amount * amount, 0)) || 1;
  return { places, amounts: amounts.map((amount) => amount / length) };
}
