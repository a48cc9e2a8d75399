import type { Span, SpanTagger, TextView } from '@signalbox/engine/ports';
import type { HeadFile } from '../head-file.ts';
import { sha256Hex } from '../sha256.ts';
import { NAMES } from './context-words.ts';
import { foldNumbers, rawRange } from './folded-text.ts';
import { NAME_TYPES, type NameType } from './name-lattice.ts';
import { createNameTagger } from './name-tagger.ts';
import * as patterns from './patterns.ts';
import { PII_TYPES } from './pii-types.ts';
import { bestOf, scanText } from './tag-text.ts';

/** Raised when a detector's code changes what is found, so that the hash in traces changes with it. */
const REVISION = 1;

/** Places and firms are named in most questions about the world: alone they are nobody's data. */
const INCIDENTAL: readonly NameType[] = ['GPE', 'ORGANIZATION'];

/**
 * Finds personal data: what is structured (a checksum, a fixed form, or a form and a word that names it) by rules, and
 * names of people, places and organisations and street addresses by learned weights. Spans are over `text.raw`; every
 * text gives an answer at once, in time linear in its length.
 */
export function createPiiTagger(
  file: HeadFile,
  sha256: (bytes: Uint8Array) => string = sha256Hex,
): SpanTagger & { tag(text: TextView): readonly Span[] } {
  const names = createNameTagger(file);
  const identity = { revision: REVISION, types: PII_TYPES, names: NAMES, ...patterns, weights: file.hash };
  return {
    id: 'embedded/pii',
    hash: sha256(new TextEncoder().encode(JSON.stringify(identity))),
    cost: 'local',
    labels: [...Object.keys(PII_TYPES), ...NAME_TYPES],
    incidental: INCIDENTAL,
    tag: ({ raw }) => withNames(tagText(raw).spans, names.tag(raw)),
  };
}

/** Both in order; what is structured is surer, and a name within it (as in an address of mail) is part of it. */
export function withNames(structured: readonly Span[], names: readonly Span[]): readonly Span[] {
  if (names.length === 0) return structured;
  const spans: Span[] = [];
  let next = 0;
  for (const name of names) {
    while (next < structured.length && structured[next]!.end <= name.start) spans.push(structured[next++]!);
    if (next === structured.length || structured[next]!.start >= name.end) spans.push(name);
  }
  return [...spans, ...structured.slice(next)];
}

/** The spans of a raw text, ordered and not overlapping, and the units of text that were looked at for them. */
export function tagText(raw: string): { readonly spans: readonly Span[]; readonly steps: number } {
  const folded = foldNumbers(raw);
  const { found, steps } = scanText(folded.text);
  const spans = bestOf(found).map(({ start, end, label, confidence }) => {
    const [rawStart, rawEnd] = rawRange(raw, folded, start, end);
    return { start: rawStart, end: rawEnd, label, confidence };
  });
  return { spans, steps: steps + raw.length };
}
