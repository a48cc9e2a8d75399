import { type DigitGroups, type DigitWindow, DOT, SLASH, SPACE } from './digit-groups.ts';
import { CALLING_CODE_RANGES, CALLING_CODES, LOOSE_PHONES, NATIONAL_PHONES } from './patterns.ts';
import { isDigit, type Scan } from './scan.ts';

const NATIONAL = new RegExp(`^(?:${Object.values(NATIONAL_PHONES).flat().join('|')})$`);
const LOOSE = new RegExp(`^(?:${LOOSE_PHONES.join('|')})$`);
const LONGEST_PHONE = 26;
const DATE =
  /^(?:(?:19|20)\d\d[-./ ]\d\d?[-./ ]\d\d?|\d\d?[-./ ]\d\d?[-./ ](?:19|20)\d\d|(?:19|20)\d\d ?[-/ ] ?(?:19|20)\d\d)$/;
const EXTENSION = /^,? ?(?:x|ext\.?|extension) ?\d{1,6}(?![A-Za-z0-9])/i;
const LONGEST_EXTENSION = 20;
const LEAST_NAMED_DIGITS = 7;
const MOST_DIGITS = 15;

/** Adds the phone number that begins with the window's first group, the best of the windows given. */
export function tagPhone(scan: Scan, groups: DigitGroups, windows: readonly DigitWindow[], isAfterPlus: boolean): void {
  const fitting = windows.filter(
    ({ digits }) => digits.length >= LEAST_NAMED_DIGITS && digits.length <= MOST_DIGITS + 2,
  );
  if (fitting.length === 0) return;
  const start = openingStart(scan, fitting[0]!.start);
  if (isAfterPlus) {
    const match = fitting.findLast((window) => isInternational(window, ''));
    if (match !== undefined) scan.add('PHONE_NUMBER', 'verified', start, endOf(groups, match));
    return;
  }
  const isAfterZeros = scan.text.startsWith('00', fitting[0]!.start);
  const viaZeros = isAfterZeros ? fitting.findLast((window) => isInternational(window, '00')) : undefined;
  if (viaZeros !== undefined) {
    const isInList =
      (viaZeros.isInRow || scan.isNamedBefore('identifier', start)) && !isNamedPhone(scan, start, viaZeros.end);
    scan.add('PHONE_NUMBER', isInList ? 'doubtful' : 'shape', start, endOf(groups, viaZeros));
    return;
  }
  const texts = fitting.map((window) => scan.text.slice(start, window.end));
  const national = texts.findLastIndex((text) => text.length <= LONGEST_PHONE && NATIONAL.test(text));
  if (national >= 0) {
    addNational(scan, groups, fitting[national]!, start);
    return;
  }
  addLoose(scan, groups, fitting, texts, start);
}

function addNational(scan: Scan, groups: DigitGroups, match: DigitWindow, start: number): void {
  const end = endOf(groups, match);
  const isInList = match.isInRow && (match.separator === SPACE || match.separator === 0);
  const isOther = (isInList || scan.isNamedBefore('identifier', start)) && !isNamedPhone(scan, start, end);
  scan.add('PHONE_NUMBER', isOther ? 'doubtful' : 'shape', start, end);
}

function addLoose(
  scan: Scan,
  groups: DigitGroups,
  windows: readonly DigitWindow[],
  texts: readonly string[],
  start: number,
): void {
  const loose = texts.findLastIndex((text) => text.length <= LONGEST_PHONE && LOOSE.test(text));
  const { end } = windows.at(-1)!;
  const isNamed = isNamedPhone(scan, start, end) || /^[ -](?:office|fax|home|work|cell)\b/.test(scan.after(end));
  if (!isNamed) {
    if (loose < 0 || windows[loose]!.isInRow || scan.isNamedBefore('identifier', start)) return;
    scan.add('PHONE_NUMBER', 'doubtful', start, endOf(groups, windows[loose]!));
    return;
  }
  const named = loose >= 0 ? loose : windows.findLastIndex((window, index) => isNumberLike(window, texts[index]!));
  if (named >= 0) scan.add('PHONE_NUMBER', 'named', start, endOf(groups, windows[named]!));
}

/** Digits that a word near by may call a phone number: no date, decimal or list of long numbers. */
function isNumberLike({ digits, lengths, separator }: DigitWindow, text: string): boolean {
  if (digits.length > MOST_DIGITS || text.length > LONGEST_PHONE || DATE.test(text)) return false;
  const sizes = lengths.split(',');
  if (sizes.length === 1) return digits.length <= 13;
  if (separator === DOT && sizes.length === 2) return false;
  if (separator === SLASH && sizes.length > 2) return false;
  return sizes.length <= 7 && sizes.every((size) => Number(size) <= 8);
}

/** True if a word for phones stands near, and none for other identifiers between it and the number. */
function isNamedPhone(scan: Scan, start: number, end: number): boolean {
  if (!scan.isNamed('phone', start, end)) return false;
  return (
    !scan.isNamedBefore('identifier', start) ||
    scan.lastNameBefore('phone', start) >= scan.lastNameBefore('identifier', start)
  );
}

/** End with the extension, if one follows: `x12`, ` ext. 12`. */
function endOf(groups: DigitGroups, { last, end }: DigitWindow): number {
  if (last < groups.count - 1) return end;
  if (groups.end > end) return groups.end;
  const { text } = groups.scan;
  groups.scan.steps += LONGEST_EXTENSION;
  return end + (EXTENSION.exec(text.slice(end, end + LONGEST_EXTENSION))?.[0].length ?? 0);
}

/** Start with the `+` and the opening parenthesis that belong to the number. */
function openingStart(scan: Scan, start: number): number {
  let opening = start;
  while (start - opening < 2 && (scan.code(opening - 1) === 0x2b || scan.code(opening - 1) === 0x28)) opening--;
  const isClosed = scan.text.slice(start, start + 6).includes(')');
  if (!isClosed) while (scan.code(opening) === 0x28) opening++;
  return opening;
}

/** True if a `+` stands before the first group and is not an addition. */
export function hasPlus(scan: Scan, start: number): boolean {
  const plus =
    scan.code(start - 1) === 0x2b
      ? start - 1
      : scan.code(start - 1) === 0x28 && scan.code(start - 2) === 0x2b
        ? start - 2
        : -1;
  if (plus < 0) return false;
  const before = scan.code(plus - 1);
  return plus === 0 || !(isDigit(before) || before === 0x29);
}

function isInternational({ digits, lengths, separator }: DigitWindow, prefix: string): boolean {
  if (!digits.startsWith(prefix) || separator === SLASH || lengths.split(',').length > 8) return false;
  const number = digits.slice(prefix.length);
  for (let size = 1; size <= 3; size++) {
    const range = nationalLength(number.slice(0, size));
    if (range === undefined) continue;
    const rest = number.slice(size);
    const national = rest.startsWith('0') ? rest.length - 1 : rest.length;
    if (national >= range[0] && national <= range[1]) return true;
  }
  return false;
}

function nationalLength(code: string): readonly [number, number] | undefined {
  if (code.length < 3) return CALLING_CODES[code];
  const value = Number(code);
  return CALLING_CODE_RANGES.some(([first, last]) => value >= first && value <= last) ? [6, 12] : undefined;
}
