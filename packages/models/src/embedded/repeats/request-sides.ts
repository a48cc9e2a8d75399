import type { TextView } from '@signalbox/engine/ports';
import type { Commonness } from '../pairs/commonness.ts';
import { alignRequests, type RequestAlignment } from './request-alignment.ts';
import { marksOf, type RequestMarks } from './request-marks.ts';
import { type RequestWords, readRequestWords } from './request-words.ts';

/** One of two requests, set beside the other. */
export interface RequestSide {
  readonly marks: RequestMarks;
  readonly words: RequestWords;
  readonly alignment: RequestAlignment;
}

const WORDS = { name: 'request words' } as { readonly name: string; readonly __value?: RequestWords };

/** Sets two requests beside each other; the first is the one that comes first in the order of characters. */
export function pairSides(
  left: TextView,
  right: TextView,
  commonness: Commonness,
): readonly [RequestSide, RequestSide] {
  const read = (view: TextView) => readRequestWords(view, commonness);
  const [first, second] = left.raw <= right.raw ? [left, right] : [right, left];
  const words = [first.memo(WORDS, read), second.memo(WORDS, read)] as const;
  const [one, other] = alignRequests(...words);
  return [
    { marks: marksOf(first), words: words[0], alignment: one },
    { marks: marksOf(second), words: words[1], alignment: other },
  ];
}
