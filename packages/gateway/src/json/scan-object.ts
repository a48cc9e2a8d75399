/** Offsets of one member in the bytes of its object; ends are exclusive. */
export interface JsonMember {
  /** After the opening quote. */
  readonly keyStart: number;
  /** Of the closing quote. */
  readonly keyEnd: number;
  /** The key is written with escapes. */
  readonly hasEscape: boolean;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Where an object's parts lie in its bytes. */
export interface JsonObjectMap {
  /** Offset of `{`. */
  readonly open: number;
  /** Offset of `}`. */
  readonly close: number;
  readonly members: readonly JsonMember[];
}

/**
 * What a scan found: the map of an object; `too_deep` when nesting passes the limit; `not_an_object` when the text does
 * not begin with `{`; `unclosed` when it ends before the object does.
 */
export type ScanOutcome = JsonObjectMap | 'too_deep' | 'not_an_object' | 'unclosed';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COLON = 0x3a;
const COMMA = 0x2c;

/** A string longer than this is searched by the runtime's native search instead of byte by byte. */
const SHORT_STRING = 24;

/**
 * Finds the members of the object in `bytes` without building values. It does not validate: run `JSON.parse` on the
 * same text, and trust the map only when that succeeds. Safe on any bytes, in linear time and without recursion.
 */
export function scanJsonObject(bytes: Uint8Array, start: number, end: number, maxDepth: number): ScanOutcome {
  const open = skipSpace(bytes, start, end);
  if (bytes[open] !== OPEN_BRACE || open >= end) return 'not_an_object';
  const members: JsonMember[] = [];
  let depth = 1;
  let expectsKey = true;
  let keyStart = -1;
  let keyEnd = -1;
  let valueStart = -1;
  for (let i = open + 1; i < end; i++) {
    switch (bytes[i]) {
      case QUOTE: {
        const close = endOfString(bytes, i + 1, end);
        if (depth === 1 && expectsKey) {
          keyStart = i + 1;
          keyEnd = close;
          expectsKey = false;
        }
        i = close;
        break;
      }
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth++;
        if (depth > maxDepth) return 'too_deep';
        break;
      case COLON:
        if (depth === 1 && valueStart < 0) valueStart = skipSpace(bytes, i + 1, end);
        break;
      case COMMA:
        if (depth === 1) {
          if (valueStart >= 0) members.push(memberOf(bytes, keyStart, keyEnd, valueStart, i));
          expectsKey = true;
          valueStart = -1;
        }
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        depth--;
        if (depth === 0) {
          if (valueStart >= 0) members.push(memberOf(bytes, keyStart, keyEnd, valueStart, i));
          return { open, close: i, members };
        }
        break;
    }
  }
  return 'unclosed';
}

function memberOf(bytes: Uint8Array, keyStart: number, keyEnd: number, valueStart: number, end: number): JsonMember {
  let hasEscape = false;
  for (let i = keyStart; i < keyEnd; i++) if (bytes[i] === BACKSLASH) hasEscape = true;
  return { keyStart, keyEnd, hasEscape, valueStart, valueEnd: trimSpace(bytes, valueStart, end) };
}

/** A member's key as text, escapes resolved. */
export function keyOf(bytes: Buffer, member: JsonMember): string {
  const text = bytes.toString('utf8', member.keyStart, member.keyEnd);
  return member.hasEscape ? (JSON.parse(`"${text}"`) as string) : text;
}

/** The same bytes with Node's methods; no copy. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Offset of the quote that closes the string whose content begins at `start`, or `end`. */
function endOfString(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  const near = Math.min(end, start + SHORT_STRING);
  for (; i < near; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) return i;
    if (byte === BACKSLASH) i++;
  }
  if (i >= end) return end;
  let from = i;
  for (;;) {
    const quote = bytes.indexOf(QUOTE, from);
    if (quote < 0 || quote >= end) return end;
    let backslashes = 0;
    while (quote - 1 - backslashes >= i && bytes[quote - 1 - backslashes] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return quote;
    from = quote + 1;
  }
}

function skipSpace(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && isSpace(bytes[i]!)) i++;
  return i;
}

function trimSpace(bytes: Uint8Array, start: number, end: number): number {
  let i = end;
  while (i > start && isSpace(bytes[i - 1]!)) i--;
  return i;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
