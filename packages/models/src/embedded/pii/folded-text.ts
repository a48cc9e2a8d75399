/** A text in which every spelling of a digit, letter, space or dash that a number may hide behind is plain ASCII. */
export interface FoldedText {
  readonly text: string;
  /** Offset in the raw text of each unit of `text`; absent where they are the same. */
  readonly offsets?: Uint32Array;
}

const REMOVED = 1;

/** What each unit becomes: 0 itself, 1 nothing, else the unit of that code. Built on the first text that needs it. */
let table: Uint16Array | undefined;

function foldTable(): Uint16Array {
  if (table !== undefined) return table;
  const built = new Uint16Array(65536);
  const fill = (ranges: readonly (readonly [number, number])[], to: (code: number, first: number) => number) => {
    for (const [first, last] of ranges) for (let code = first; code <= last; code++) built[code] = to(code, first);
  };
  fill(INVISIBLE, () => REMOVED);
  fill(SPACES, () => 0x20);
  fill(DASHES, () => 0x2d);
  fill([[0xff01, 0xff5e]], (code) => code - 0xfee0);
  fill(DIGITS, (code, first) => 0x30 + code - first);
  table = built;
  return built;
}

type Ranges = readonly (readonly [number, number])[];

const INVISIBLE: Ranges = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
];
const SPACES: Ranges = [
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];
const DASHES: Ranges = [
  [0x2010, 0x2015],
  [0x2212, 0x2212],
  [0xfe58, 0xfe58],
  [0xfe63, 0xfe63],
];
/** Arabic, Persian, Nko, Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, Telugu, Thai digits. */
const DIGITS: Ranges = [
  [0x660, 0x669],
  [0x6f0, 0x6f9],
  [0x7c0, 0x7c9],
  [0x966, 0x96f],
  [0x9e6, 0x9ef],
  [0xa66, 0xa6f],
  [0xae6, 0xaef],
  [0xbe6, 0xbef],
  [0xc66, 0xc6f],
  [0xe50, 0xe59],
];

const NOT_ASCII = /[^\x00-\x7f]/;
const classOf = (ranges: Ranges): string =>
  ranges.map(([first, last]) => `${String.fromCharCode(first)}-${String.fromCharCode(last)}`).join('');
/** Where a unit is dropped, or two become one, so that offsets move. */
const MOVES = new RegExp(`[${classOf(INVISIBLE)}\ud835\udb40]`);
/** Full-width commas, semicolons, marks of exclamation and question are left alone: no number needs them. */
const FULL_WIDTH: Ranges = [
  [0xff02, 0xff0b],
  [0xff0d, 0xff1a],
  [0xff1c, 0xff1e],
  [0xff20, 0xff5e],
];
const REPLACED = new RegExp(`[${classOf([...SPACES, ...DASHES, ...DIGITS, ...FULL_WIDTH])}]`, 'g');

/** Folds full-width forms, digits of other scripts, spaces and dashes, and drops invisible characters. */
export function foldNumbers(raw: string): FoldedText {
  if (!NOT_ASCII.test(raw)) return { text: raw };
  if (MOVES.test(raw)) return foldMoving(raw);
  const becomes = foldTable();
  return { text: raw.replace(REPLACED, (unit) => String.fromCharCode(becomes[unit.charCodeAt(0)]!)) };
}

function foldMoving(raw: string): FoldedText {
  const becomes = foldTable();
  const units = new Uint16Array(raw.length);
  const offsets = new Uint32Array(raw.length);
  let length = 0;
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    let unit = code < 0x80 ? code : becomes[code]! || code;
    const offset = i;
    if (code === 0xd835 || code === 0xdb40) {
      unit = foldPair(code, raw.charCodeAt(i + 1)) || code;
      if (unit !== code) i++;
    }
    if (unit === REMOVED && code !== REMOVED) continue;
    units[length] = unit;
    offsets[length++] = offset;
  }
  return { text: stringOf(units, length), offsets };
}

/** Mathematical digits and tag characters are two units long; 0 for any other pair. */
function foldPair(high: number, low: number): number {
  if (high === 0xd835) return low >= 0xdfce && low <= 0xdfff ? 0x30 + ((low - 0xdfce) % 10) : 0;
  return low >= 0xdc00 && low <= 0xdfff ? REMOVED : 0;
}

function stringOf(units: Uint16Array, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 8192) {
    text += String.fromCharCode(...units.subarray(i, Math.min(length, i + 8192)));
  }
  return text;
}

/** Start and end in the raw text of a stretch of the folded one; invisible characters at its edges stay outside. */
export function rawRange(raw: string, { offsets }: FoldedText, start: number, end: number): [number, number] {
  if (offsets === undefined) return [start, end];
  const last = offsets[end - 1]!;
  return [offsets[start]!, last + (raw.charCodeAt(last) === 0xd835 && raw.charCodeAt(last + 1) >= 0xdc00 ? 2 : 1)];
}
