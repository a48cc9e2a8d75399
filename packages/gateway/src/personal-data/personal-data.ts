import { createTextView, type SpanTagger } from '@signalbox/engine';
import type { HiddenSpan } from './mask-spans.ts';

/** What counts as personal data. */
export interface PersonalData {
  readonly threshold: number;
  /** Types that may occur. */
  readonly passed: ReadonlySet<string>;
}

/** Most letters that looking for known values may pass over, values times text: it bounds the time that a request takes. */
const MOST_LOOKED_THROUGH = 50_000_000;

/** Shorter values are only hidden where they were found: they would be found inside too much else. */
const LEAST_LENGTH = 3;

/**
 * Personal data in several texts. A value that was found in one of them is hidden in all, also where the context says
 * too little to find it.
 */
export async function findPersonalData(
  texts: readonly string[],
  tagger: SpanTagger,
  { threshold, passed }: PersonalData,
  signal: AbortSignal,
): Promise<readonly (readonly HiddenSpan[])[]> {
  const found: HiddenSpan[][] = [];
  for (const text of texts) {
    const spans = await tagger.tag(createTextView(text), { signal });
    found.push(
      spans
        .filter(({ label, confidence, start, end }) => confidence >= threshold && !passed.has(label) && end > start)
        .map(({ start, end, label }) => ({ start, end, type: label })),
    );
  }
  const typeOf = new Map<string, string>();
  for (const [index, spans] of found.entries()) {
    for (const { start, end, type } of spans) {
      const value = texts[index]!.slice(start, end);
      if (value.length >= LEAST_LENGTH && !typeOf.has(value)) typeOf.set(value, type);
    }
  }
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const known = [...typeOf].slice(0, Math.ceil(MOST_LOOKED_THROUGH / (length + 1)));
  return found.map((spans, index) => withKnown(texts[index]!, spans, known));
}

function withKnown(
  text: string,
  spans: readonly HiddenSpan[],
  known: readonly (readonly [value: string, type: string])[],
): readonly HiddenSpan[] {
  if (known.length === 0) return spans;
  const all = [...spans];
  const isCovered = new Uint8Array(text.length);
  for (const { start, end } of spans) isCovered.fill(1, start, end);
  for (const [value, type] of known) {
    for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + value.length)) {
      const end = start + value.length;
      if (!isWhole(text, start, end) || isCovered.subarray(start, end).includes(1)) continue;
      isCovered.fill(1, start, end);
      all.push({ start, end, type });
    }
  }
  return all.sort((a, b) => a.start - b.start);
}

const WORD = /[\p{L}\p{N}]/u;

/** Not within a longer word; scripts that write words together have no such bound. */
function isWhole(text: string, start: number, end: number): boolean {
  const meets = (a: string, b: string) => isSpaced(a) && isSpaced(b);
  return !meets(text[start - 1] ?? ' ', text[start]!) && !meets(text[end - 1]!, text[end] ?? ' ');
}

function isSpaced(letter: string): boolean {
  return WORD.test(letter) && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(letter);
}
