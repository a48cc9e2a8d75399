import { createTextView, type Span, type SpanTagger } from '@signalbox/engine/ports';
import { readDataSet } from '../data-set.ts';
import { generateHarmless, generateText, seededDice } from '../generated-pii.ts';
import { type Measurement, shareOf } from '../measurement.ts';

const HEAD = 'pii';
/** Least confidence of pii rules where none is given. */
const THRESHOLD = 0.9;
/** Types that both the data set and the tagger know and that have a form of their own. */
const STRUCTURED = [
  'CREDIT_CARD',
  'EMAIL_ADDRESS',
  'IBAN_CODE',
  'IP_ADDRESS',
  'PHONE_NUMBER',
  'US_SSN',
  'US_DRIVER_LICENSE',
] as const;

interface PiiRow {
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly type: string }[];
}

/** Spans of types with a form of their own in synthetic sentences, and in 10,000 generated ones with and without them. */
export function measureStructuredPii(tagger: SpanTagger, data: string): Measurement[] {
  const rows = readDataSet<PiiRow>(data, 'pii/presidio_synth');
  const counts = new Map(
    [...STRUCTURED, 'structured types'].map((type) => [type as string, { both: 0, found: 0, marked: 0 }]),
  );
  const count = (type: string, field: 'both' | 'found' | 'marked') => {
    for (const key of [type, 'structured types']) counts.get(key)![field]++;
  };
  for (const { text, spans } of rows) {
    const marked = spans.filter(({ type }) => counts.has(type));
    for (const { type } of marked) count(type, 'marked');
    for (const { start, end, label } of sureSpans(tagger, text)) {
      if (!counts.has(label)) continue;
      count(label, 'found');
      if (marked.some((span) => span.type === label && span.start < end && start < span.end)) count(label, 'both');
    }
  }
  const where = 'presidio_synth, all rows';
  return [
    ...[...counts].flatMap(([type, { both, found, marked }]) => [
      { head: HEAD, name: `F1 of ${type}, ${where}`, n: marked, value: (2 * both) / Math.max(1, found + marked) },
      shareOf(HEAD, `precision of ${type}, ${where}`, both, found),
      shareOf(HEAD, `recall of ${type}, ${where}`, both, marked),
    ]),
    ...measureGenerated(tagger),
  ];
}

function measureGenerated(tagger: SpanTagger): Measurement[] {
  const dice = seededDice(20_261_122);
  const texts = Array.from({ length: 10_000 }, () => generateText(dice));
  const found = texts.filter(({ text, label, start, end }) =>
    sureSpans(tagger, text).some((span) => span.label === label && span.start === start && span.end === end),
  );
  const harmless = Array.from({ length: 5_000 }, () => generateHarmless(dice));
  const tagged = harmless.filter((text) => sureSpans(tagger, text).length > 0);
  return [
    shareOf(HEAD, 'valid cards, accounts and keys found in 10,000 generated texts', found.length, texts.length),
    shareOf(HEAD, 'generated texts with harmless numbers tagged', tagged.length, harmless.length),
  ];
}

/** What a pii rule counts where it names no types. */
function sureSpans(tagger: SpanTagger, text: string): readonly Span[] {
  return (tagger.tag(createTextView(text)) as readonly Span[]).filter(
    ({ label, confidence }) => confidence >= THRESHOLD && tagger.incidental?.includes(label) !== true,
  );
}
