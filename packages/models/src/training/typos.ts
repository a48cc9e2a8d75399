import type { Random } from './random.ts';

/**
 * The text with one random edit (two letters swapped, one left out, doubled or replaced) in about `share` of the
 * words of four letters or more.
 */
export function withTypos(text: string, random: Random, share = 0.15): string {
  return text.replace(/\p{L}{4,}/gu, (word) => {
    if (random.next() >= share) return word;
    const at = 1 + random.below(word.length - 2);
    const edit = random.below(4);
    if (edit === 0) return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
    if (edit === 1) return word.slice(0, at) + word.slice(at + 1);
    if (edit === 2) return word.slice(0, at) + word[at] + word.slice(at);
    return word.slice(0, at) + String.fromCharCode(97 + random.below(26)) + word.slice(at + 1);
  });
}
