import { createTextView, type SpanTagger } from '@signalbox/engine';

/** Judges texts before they are kept: why one may not be, in a word, or undefined. */
export type AnswerScreen = (texts: readonly string[]) => Promise<string | undefined>;

/** Finds personal data and secrets, but for the types allowed and those that say little alone. */
export function screenPersonalData(tagger: SpanTagger, allowed: readonly string[], threshold: number): AnswerScreen {
  const passed = new Set([...allowed, ...(tagger.incidental ?? [])]);
  return async (texts) => {
    for (const text of texts) {
      const spans = await tagger.tag(createTextView(text));
      if (spans.some(({ label, confidence }) => !passed.has(label) && confidence >= threshold)) return 'personal_data';
    }
    return undefined;
  };
}
