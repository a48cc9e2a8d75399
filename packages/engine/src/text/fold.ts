/**
 * Text folding shared by keyword matching and the learned models: what a reader would call the same text
 * becomes the same string. It is also the first defence against evasion by look-alike or invisible characters.
 */

/** Zero-width and bidirectional controls, soft hyphen, variation selectors, the byte-order mark, tag characters. */
const INVISIBLE =
  /\u034f|[\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|[\u17b4\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0f]|\udb40[\udc00-\udfff]/g;
const SINGLE_QUOTES = /[\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`]/g;
const DOUBLE_QUOTES = /[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g;
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63]/g;
const WHITE_SPACE = /\s+/g;
const NOT_ASCII = /[^\0-\x7f]/;
/** Back-ticks, and white space other than a single space: all that folding changes in ASCII. */
const BACK_TICKS = /`/g;
const ODD_SPACE = /[\t-\r]\s*| \s+/g;

/** Longest combining-mark run that NFKC is given; longer ones ("zalgo") are cut so that folding stays linear. */
const MARK_RUN = /(\p{M}{8})\p{M}+/gu;

/** NFKC, invisible characters removed, quotes and dashes plain, white space runs single. Linear in the length. */
export function foldText(raw: string): string {
  if (!NOT_ASCII.test(raw)) return raw.replace(BACK_TICKS, "'").replace(ODD_SPACE, ' ').trim();
  return raw
    .replace(MARK_RUN, '$1')
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(DASHES, '-')
    .replace(WHITE_SPACE, ' ')
    .trim();
}
