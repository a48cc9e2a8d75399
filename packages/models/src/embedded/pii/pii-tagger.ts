import type { Span, SpanTagger, TextView } from '@signalbox/engine/ports';
import { sha256Hex } from '../sha256.ts';
import { NAMES } from './context-words.ts';
import { foldNumbers, rawRange } from './folded-text.ts';
import * as patterns from './patterns.ts';
import { PII_TYPES } from './pii-types.ts';
import { bestOf, scanText } from './tag-text.ts';

/** Raised when a detector's code changes what is found, so that the hash in traces changes with it. */
const REVISION = 1;

/**
 * Finds structured personal data: what has a checksum, a fixed form, or a form and a word that names it. Spans are
 * over `text.raw`; every text gives an answer at once, in time linear in its length.
 */
export function createPiiTagger(
  sha256: (bytes: Uint8Array) => string = sha256Hex,
): SpanTagger & { tag(text: TextView): readonly Span[] } {
  return {
    id: 'embedded/pii',
    hash: sha256(
      new TextEncoder().encode(JSON.stringify({ revision: REVISION, types: PII_TYPES, names: NAMES, ...patterns })),
    ),
    cost: 'local',
    labels: Object.keys(PII_TYPES),
    tag: ({ raw }) => tagText(raw).spans,
  };
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
