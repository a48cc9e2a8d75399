import type { SpanTagger } from '@signalbox/engine';
import { type HiddenSpan, maskText } from '../personal-data/mask-spans.ts';
import { findPersonalData } from '../personal-data/personal-data.ts';
import { Placeholders } from '../personal-data/placeholders.ts';

/** A text in which names stand for what was hidden. */
export interface RedactedText {
  readonly text: string;
  /** Stretches that were replaced. */
  readonly redactions: number;
}

/** A text, of which so much is to be kept. */
export interface GivenText {
  readonly text: string;
  readonly maxCharacters: number;
}

/** Texts of one exchange: a value has the same name in all of them. */
export type Redact = (texts: readonly GivenText[]) => Promise<readonly RedactedText[]>;

/** As guards have it where their config says nothing. */
const THRESHOLD = 0.5;
/** Characters beyond the end of what is kept that are read too: a name that the end cuts in two is then still known. */
const READ_ON = 256;

/** Replaces personal data and secrets, but for types that say little alone. */
export function redactPersonalData(tagger: SpanTagger): Redact {
  const data = { threshold: THRESHOLD, passed: new Set(tagger.incidental ?? []) };
  return async (texts) => {
    const read = texts.map(({ text, maxCharacters }) => text.slice(0, maxCharacters + READ_ON));
    const found = await findPersonalData(read, tagger, data, NEVER);
    const names = new Placeholders(read);
    return texts.map(({ text, maxCharacters }, at) => {
      const spans = within(found[at]!, maxCharacters);
      const masked = maskText(text.slice(0, maxCharacters), spans, (type, value) => names.name(type, value));
      return { text: masked, redactions: spans.length };
    });
  };
}

/** Keeps texts as they are. */
export const redactNothing: Redact = async (texts) =>
  texts.map(({ text, maxCharacters }) => ({ text: text.slice(0, maxCharacters), redactions: 0 }));

/** Nobody waits for it who could leave. */
const NEVER = new AbortController().signal;

function within(spans: readonly HiddenSpan[], length: number): readonly HiddenSpan[] {
  return spans
    .filter(({ start }) => start < length)
    .map(({ start, end, type }) => ({ start, end: Math.min(end, length), type }));
}
