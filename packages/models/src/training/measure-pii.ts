import { createTextView, type Span, type SpanTagger } from '@signalbox/engine/ports';
import { NAME_TYPES } from '../embedded/pii/name-lattice.ts';
import { readDataSet } from './data-set.ts';
import { type Measurement, shareOf } from './measurement.ts';
import { nameRows, type SpanRow } from './names/name-data.ts';
import { namePrompts } from './names/name-prompts.ts';
import type { TaggedName, TaggedText } from './names/tagged-text.ts';
import { assistantRows, isKeptTemplate } from './plans-names.ts';
import { Random } from './random.ts';

const HEAD = 'pii';
/** Least confidence of the pii rules where none is given. */
const THRESHOLD = 0.9;

/**
 * Names told by type and source, at each manner of writing; how often plain requests are taken to hold one; and
 * structured data.
 */
export function measurePii(tagger: SpanTagger, data: string): Measurement[] {
  const asMarked = nameRows(data, false).filter(({ split }) => split === 'test');
  const strict = nameRows(data, true).filter(({ split }) => split === 'test');
  const of = (rows: readonly (TaggedText & { source: string })[], source: string) =>
    rows.filter((row) => row.source === source);
  const assistant = assistantRows(data).filter(({ split }) => split === 'test');
  const sets: [string, readonly TaggedText[]][] = [
    ['presidio_synth, test', of(strict, 'presidio_synth')],
    [
      'presidio_synth, templates of the train split kept for calibration',
      nameRows(data, true).filter(
        (row) => row.split === 'train' && row.source === 'presidio_synth' && isKeptTemplate(row),
      ),
    ],
    ...['wikigold', 'BTC', 'WNUT17', 'SEC-filings'].map(
      (source) => [`${source}, test`, of(strict, source)] as [string, readonly TaggedText[]],
    ),
    ['ner_cc_by, test', strict.filter(({ source }) => source !== 'presidio_synth')],
    ['HWU64 (all lower case), test', assistant],
    ...generatedSets(),
  ];
  return [
    ...sets.flatMap(([source, rows]) => measureF1(tagger, source, rows)),
    ...sets.flatMap(([source, rows]) => measureAtThreshold(tagger, source, rows)),
    ...measureF1(
      tagger,
      'ner_cc_by, test, roles in contracts and the sign @ as people',
      asMarked.filter(({ source }) => source !== 'presidio_synth'),
    ),
    ...sets
      .filter(([source]) => source === 'presidio_synth, test' || source === 'ner_cc_by, test')
      .flatMap(([source, rows]) => [
        ...measureF1(
          tagger,
          `${source}, in lower case`,
          rewritten(rows, (text) => text.toLowerCase()),
        ),
        ...measureF1(
          tagger,
          `${source}, in capitals`,
          rewritten(rows, (text) => text.toUpperCase()),
        ),
      ]),
    ...measureFalseAlarms(tagger, data),
    ...measureStructured(tagger, data),
  ];
}

function generatedSets(): [string, readonly TaggedText[]][] {
  const rows = namePrompts(new Random(64), 'test', 4_000);
  return ['en', 'de', 'fr', 'es', 'zh'].map((language) => [
    `generated ${language}, templates and names kept apart`,
    rows.filter((row) => row.language === language),
  ]);
}

function rewritten(rows: readonly TaggedText[], write: (text: string) => string): TaggedText[] {
  return rows.flatMap((row) => {
    const text = write(row.text);
    return text.length === row.text.length ? [{ ...row, text }] : [];
  });
}

function namesIn(tagger: SpanTagger, text: string, least: number): readonly Span[] {
  const spans = tagger.tag(createTextView(text)) as readonly Span[];
  return spans.filter(({ label, confidence }) => isNameType(label) && confidence >= least);
}

const isNameType = (label: string) => NAME_TYPES.some((type) => type === label);

interface Tally {
  readonly right: number;
  readonly found: number;
  readonly marked: number;
}

/** Exact spans: found, marked, and both, by type and over all types. */
function tally(tagger: SpanTagger, rows: readonly TaggedText[]): Map<string, Tally> {
  const counts = new Map([...NAME_TYPES, ALL].map((type) => [type as string, { right: 0, found: 0, marked: 0 }]));
  const count = (type: string, field: keyof Tally) => {
    for (const key of [type, ALL]) counts.get(key)![field]++;
  };
  for (const { text, names } of rows) {
    for (const { type } of names) count(type, 'marked');
    for (const { start, end, label } of namesIn(tagger, text, 0)) {
      count(label, 'found');
      if (names.some((name) => name.type === label && name.start === start && name.end === end)) count(label, 'right');
    }
  }
  return counts;
}

const ALL = 'all types';

function measureF1(tagger: SpanTagger, where: string, rows: readonly TaggedText[]): Measurement[] {
  return [...tally(tagger, rows)].flatMap(([type, { right, found, marked }]) =>
    marked === 0
      ? []
      : [{ head: HEAD, name: `F1 of ${type}, ${where}`, n: marked, value: (2 * right) / (found + marked) }],
  );
}

/** Precision and recall of what counts by default, people and addresses at the threshold; touching is enough. */
function measureAtThreshold(tagger: SpanTagger, where: string, rows: readonly TaggedText[]): Measurement[] {
  return ['PERSON', 'STREET_ADDRESS'].flatMap((type) => {
    let [found, right, marked, met] = [0, 0, 0, 0];
    for (const { text, names } of rows) {
      const own = names.filter((name) => name.type === type);
      const spans = namesIn(tagger, text, THRESHOLD).filter(({ label }) => label === type);
      found += spans.length;
      marked += own.length;
      right += spans.filter((span) => own.some((name) => touches(name, span))).length;
      met += own.filter((name) => spans.some((span) => touches(name, span))).length;
    }
    if (marked === 0) return [];
    return [
      shareOf(HEAD, `precision of ${type} at ${THRESHOLD}, touching, ${where}`, right, found),
      shareOf(HEAD, `recall of ${type} at ${THRESHOLD}, touching, ${where}`, met, marked),
    ];
  });
}

const touches = (name: TaggedName, span: Span) => name.start < span.end && name.end > span.start;

/** Structured types in the made-up texts: no rule was fitted to them, so both splits count. */
function measureStructured(tagger: SpanTagger, data: string): Measurement[] {
  const rows = readDataSet<SpanRow>(data, 'pii/presidio_synth');
  return ['CREDIT_CARD', 'EMAIL_ADDRESS', 'IBAN_CODE', 'IP_ADDRESS', 'PHONE_NUMBER', 'US_SSN'].map((type) => {
    let [right, found, marked] = [0, 0, 0];
    for (const { text, spans } of rows) {
      const own = spans.filter((span) => span.type === type);
      marked += own.length;
      for (const { start, end, label, confidence } of tagger.tag(createTextView(text)) as readonly Span[]) {
        if (label !== type || confidence < THRESHOLD) continue;
        found++;
        if (own.some((span) => span.start === start && span.end === end)) right++;
      }
    }
    const name = `F1 of ${type} at ${THRESHOLD}, presidio_synth, all rows`;
    return { head: HEAD, name, n: marked, value: (2 * right) / (found + marked) };
  });
}

/** Share of requests that name nobody, by our reading, in which a person or an address is found at the threshold. */
function measureFalseAlarms(tagger: SpanTagger, data: string): Measurement[] {
  return ['intent/clinc150', 'intent/banking77', 'domain/mmlu_pro'].flatMap((set) => {
    const rows = readDataSet(data, set).filter(({ split }) => split === 'test');
    const withLabel = (label: string) =>
      rows.filter(({ text }) => namesIn(tagger, text, THRESHOLD).some((span) => span.label === label)).length;
    return ['PERSON', 'STREET_ADDRESS'].map((label) =>
      shareOf(
        HEAD,
        `texts of ${set.split('/')[1]} with a ${label} at ${THRESHOLD}, test`,
        withLabel(label),
        rows.length,
      ),
    );
  });
}
