import type { RequestSide } from './request-sides.ts';

/**
 * How the order of what both have differs: share of pairs turned, breaks in the order, whether nothing else differs, the
 * longest run of the same order, pairs of neighbours that stay neighbours, and the same of names alone.
 */
export function orderFigures(one: RequestSide, other: RequestSide): number[] {
  const { alignment, words } = one;
  const content: number[] = [];
  const names: number[] = [];
  const all: number[] = [];
  for (let at = 0; at < words.size; at++) {
    const place = alignment.places[at]!;
    if (place < 0) continue;
    all.push(place);
    if (words.weights[at]! > 0) content.push(place);
    if (words.names[at] === 1 || other.words.names[place] === 1) names.push(place);
  }
  let neighbours = 0;
  let kept = 0;
  for (let at = 1; at < words.size; at++) {
    const [before, here] = [alignment.places[at - 1]!, alignment.places[at]!];
    if (before < 0 || here < 0) continue;
    neighbours++;
    if (here === before + 1) kept++;
  }
  let moved = 0;
  for (let i = 1; i < content.length; i++) if (content[i]! < content[i - 1]!) moved++;
  const restCount = [one, other].reduce((sum, side) => sum + restOf(side), 0);
  const turned = turnedShare(content);
  return [
    turned,
    moved,
    Number(restCount === 0 && turned > 0),
    content.length === 0 ? 1 : longestRise(content) / content.length,
    (2 * longestRise(all)) / Math.max(1, one.words.size + other.words.size),
    neighbours === 0 ? 0 : kept / neighbours,
    turnedShare(names),
    names.length,
  ];
}

function restOf({ words, alignment }: RequestSide): number {
  let count = 0;
  for (let at = 0; at < words.size; at++) if (words.weights[at]! > 0 && alignment.places[at] === -1) count++;
  return count;
}

function turnedShare(places: readonly number[]): number {
  let turned = 0;
  for (let i = 0; i < places.length; i++) {
    for (let j = i + 1; j < places.length; j++) if (places[i]! > places[j]!) turned++;
  }
  const pairs = (places.length * (places.length - 1)) / 2;
  return pairs === 0 ? 0 : turned / pairs;
}

/** Length of the longest rising subsequence. */
function longestRise(places: readonly number[]): number {
  const ends: number[] = [];
  for (const place of places) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! < place) low = middle + 1;
      else high = middle;
    }
    ends[low] = place;
  }
  return ends.length;
}
