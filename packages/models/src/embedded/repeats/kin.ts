import { hashOf } from '../pairs/word-form.ts';

const ENDINGS =
  /(?:izations?|isations?|ications?|ations?|itions?|utions?|tions?|sions?|ments?|ances?|ences?|ancy|ency|ness(?:es)?|ities|ity|ically|ally|ably|ingly|edly|ly|able|ible|ings?|ers?|ors?|ists?|ism|als?|ives?|ize[sd]?|ise[sd]?|ify|ful|ous|ies|ied|ed|es|e|s|y)$/;
const LEAST = 4;

/** Hash that a word shares with those derived from it ("install", "installation"); 0 where the word is too short to tell. */
export function kinOf(folded: string): number {
  if (folded.length < LEAST || /[^a-z]/.test(folded)) return 0;
  const root = folded.replace(ENDINGS, '');
  return hashOf(root.length >= LEAST ? root : folded);
}
