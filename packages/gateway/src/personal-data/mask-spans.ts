/** A stretch of a text that is to be hidden. */
export interface HiddenSpan {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly type: string;
}

/** The name that stands for a value. */
export type NameOf = (type: string, value: string) => string;

/** The text with names in place of the spans, which are in order and do not overlap. */
export function maskText(text: string, spans: readonly HiddenSpan[], nameOf: NameOf): string {
  let masked = '';
  let at = 0;
  for (const { start, end, type } of spans) {
    masked += text.slice(at, start) + nameOf(type, text.slice(start, end));
    at = end;
  }
  return masked + text.slice(at);
}

/** A string, or anything else between brackets, commas and colons. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[^\s,:[\]{}"]+/g;

/**
 * The same for a text of JSON, which stays JSON: in a string only what the span covers is replaced, and a number or word
 * of which a part is hidden becomes a string as a whole. Spans that cover several values are taken apart.
 */
export function maskJson(text: string, spans: readonly HiddenSpan[], nameOf: NameOf): string {
  if (spans.length === 0) return text;
  return text.replace(TOKEN, (token, offset: number) => {
    const inside = spans.filter(({ start, end }) => start < offset + token.length && end > offset);
    if (inside.length === 0) return token;
    if (token[0] !== '"') return JSON.stringify(nameOf(inside[0]!.type, token));
    const last = token.length - 1;
    const own = inside
      .map(({ start, end, type }) => ({ start: Math.max(start - offset, 1), end: Math.min(end - offset, last), type }))
      .filter(({ start, end }) => start < end);
    return maskText(token, own, (type, value) => nameOf(type, unescaped(value)));
  });
}

/** What a part of a JSON string says; a part that cuts an escape in two is taken as it is written. */
function unescaped(part: string): string {
  if (!part.includes('\\')) return part;
  try {
    return JSON.parse(`"${part}"`) as string;
  } catch {
    // Not a whole piece of a string.
    return part;
  }
}
