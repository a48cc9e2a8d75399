import type { MemoKey, TextView } from './text-view.ts';
import { isSpacedWordUnit } from './word-boundary.ts';

/** The words of a text in scripts that separate words: runs of letters, digits and underscores. */
export interface Words {
  /** Each word once, in order of first appearance. */
  readonly distinct: readonly string[];
  /** Positions in `distinct`, as the text has them; `WORD_BREAK` where more than a space, hyphen or apostrophe lies between. */
  readonly sequence: readonly number[];
}

/** No word: what stands before and after it is not one phrase. */
export const WORD_BREAK = -1;

const FOLDED: MemoKey<Words> = { name: 'folded words' };
const PLAIN: MemoKey<Words> = { name: 'plain words' };

/** The text's words, in lower case unless `isCaseKept`; found once per text. */
export function wordsOf(text: TextView, isCaseKept: boolean): Words {
  return isCaseKept
    ? text.memo(PLAIN, ({ plain }) => splitWords(plain))
    : text.memo(FOLDED, ({ folded }) => splitWords(folded));
}

/** The words of a string, as they are; linear in its length. */
export function splitWords(text: string): Words {
  const positions = new Map<string, number>();
  const sequence: number[] = [];
  let start = -1;
  for (let i = 0; i <= text.length; i++) {
    const unit = i < text.length ? text.charCodeAt(i) : 0;
    if (i < text.length && isSpacedWordUnit(unit)) {
      if (start < 0) start = i;
      continue;
    }
    if (start >= 0) {
      const word = text.slice(start, i);
      let position = positions.get(word);
      if (position === undefined) {
        position = positions.size;
        positions.set(word, position);
      }
      sequence.push(position);
      start = -1;
    }
    if (unit !== SPACE && unit !== HYPHEN && unit !== APOSTROPHE && sequence.at(-1) !== WORD_BREAK) {
      sequence.push(WORD_BREAK);
    }
  }
  return { distinct: [...positions.keys()], sequence };
}

const SPACE = 0x20;
const HYPHEN = 0x2d;
const APOSTROPHE = 0x27;
