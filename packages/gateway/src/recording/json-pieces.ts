import { isRecord } from '../json/json-record.ts';

/** A part of a text of JSON: punctuation, which says nothing, or a value that may say something of the client's. */
export type JsonPiece =
  | { readonly kind: 'plain'; readonly json: string }
  /** A text, or a number of many digits. */
  | { readonly kind: 'value'; readonly text: string; readonly isNumber: boolean };

/** Digits from which a number may be a name of somebody: of a phone, an account. */
const LONG_NUMBER = 6;

/** Takes a value of JSON apart, in the order in which it is written, until so many bytes are there. */
export function jsonPieces(
  value: unknown,
  maxBytes: number,
): { readonly pieces: readonly JsonPiece[]; readonly isWhole: boolean } {
  const pieces: JsonPiece[] = [];
  let bytes = 0;
  const plain = (json: string) => {
    pieces.push({ kind: 'plain', json });
    bytes += json.length;
  };
  const said = (text: string, isNumber = false) => {
    pieces.push({ kind: 'value', text, isNumber });
    bytes += Buffer.byteLength(text) + 2;
  };
  const walk = (each: unknown): void => {
    if (bytes > maxBytes) return;
    if (typeof each === 'string') said(each);
    else if (typeof each === 'number' && String(each).length > LONG_NUMBER) said(String(each), true);
    else if (Array.isArray(each)) list('[', each, walk, ']');
    else if (isRecord(each)) list('{', Object.entries(each), field, '}');
    else plain(JSON.stringify(each) ?? 'null');
  };
  const field = ([key, own]: readonly [string, unknown]) => {
    said(key);
    plain(':');
    walk(own);
  };
  const list = <Entry>(open: string, entries: readonly Entry[], write: (entry: Entry) => void, close: string) => {
    plain(open);
    for (const [at, entry] of entries.entries()) {
      if (bytes > maxBytes) return;
      if (at > 0) plain(',');
      write(entry);
    }
    plain(close);
  };
  walk(value);
  return { pieces, isWhole: bytes <= maxBytes };
}
