import { createTextView, type MemoKey, type TextView } from './text-view.ts';

const PARTS: MemoKey<readonly TextView[]> = { name: 'parts of a text' };
const BLANK_LINE = /\n[^\S\n]*\n\s*/;
/** A string of JSON, long enough to ask for something. */
const JSON_STRING = /"((?:[^"\\\n]|\\.){12,})"(?=\s*[,}\]])/g;
const LEAST_LENGTH = 12;

/** Paragraphs of a text that has several, and the strings of JSON in it: what a frame around a request leaves whole. */
export function partsOf(text: TextView): readonly TextView[] {
  return text.memo(PARTS, ({ raw }) => {
    const paragraphs = raw.split(BLANK_LINE);
    const parts = new Set(paragraphs.length > 1 ? paragraphs : []);
    for (const [, inside] of raw.matchAll(JSON_STRING)) parts.add(unescaped(inside!));
    return [...parts].filter((part) => part.length >= LEAST_LENGTH).map(createTextView);
  });
}

function unescaped(inside: string): string {
  try {
    return JSON.parse(`"${inside}"`) as string;
  } catch {
    // Not JSON after all: it is read as it stands.
    return inside;
  }
}
