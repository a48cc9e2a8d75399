import type { NameType } from '../../embedded/pii/name-lattice.ts';
import { readDataSet } from '../data-set.ts';
import type { TaggedText } from './tagged-text.ts';

/** A row of the data sets of personal data. */
export interface SpanRow {
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly type: string }[];
  readonly src: string;
  readonly split: 'train' | 'test';
  readonly template_id?: number;
}

/** A labelled row with where it is from. */
export interface SourcedText extends TaggedText {
  readonly source: string;
  readonly split: 'train' | 'test';
  readonly template: number;
}

/** What the data sets call our types. */
const TYPES: Readonly<Record<string, NameType>> = {
  PERSON: 'PERSON',
  GPE: 'GPE',
  LOCATION: 'GPE',
  ORGANIZATION: 'ORGANIZATION',
  STREET_ADDRESS: 'STREET_ADDRESS',
  ADDRESS: 'STREET_ADDRESS',
};
/** Parts of contracts that are marked as people, and the sign before an account's name. */
const NOT_A_NAME = /^(?:(?:the )?(?:borrowers?|lenders?|company|guarantors?|agent|holders?|executive|employee)|@)$/i;

/**
 * Labelled texts of news, encyclopedia, filings and short messages (`ner_cc_by`) and of templates filled with made-up
 * names (`presidio_synth`). `strict` takes out what is marked as a person and is none: roles in contracts, the sign @.
 */
export function nameRows(data: string, strict: boolean): SourcedText[] {
  return ['pii/ner_cc_by', 'pii/presidio_synth'].flatMap((name) =>
    readDataSet<SpanRow>(data, name).map((row) => ({
      text: row.text,
      names: row.spans.flatMap(({ start, end, type }) => {
        const known = TYPES[type];
        const value = row.text.slice(start, end);
        return known === undefined || (strict && NOT_A_NAME.test(value))
          ? []
          : [strict ? trimmed(row.text, start, end, known) : { start, end, type: known }];
      }),
      weight: 1,
      source: name === 'pii/presidio_synth' ? 'presidio_synth' : row.src,
      split: row.split,
      template: row.template_id ?? -1,
    })),
  );
}

/** Rebuilt texts have a mark at the end of some names that belongs to the sentence. */
function trimmed(
  text: string,
  start: number,
  end: number,
  type: NameType,
): { start: number; end: number; type: NameType } {
  const last = text.slice(start, end).trimEnd();
  const mark = /[,;:!?]+$|(?<=[a-zà-ÿ]{4})\.$/.exec(last);
  return { start, end: start + (mark === null ? last.length : mark.index), type };
}
