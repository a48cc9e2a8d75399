import { tagBirthYear, tagShortBirthDate } from './birth-date.ts';
import { tagCryptoAddress } from './crypto-address.ts';
import { DASH, DigitGroups, DOT, hasNextGroup, SLASH, windowsFrom } from './digit-groups.ts';
import { tagEmail, tagSpelledEmail } from './email-address.ts';
import { tagIban } from './iban.ts';
import { tagDocument } from './identity-document.ts';
import { tagDashedSpanishId, tagMixedId, tagNumericId, tagPairedInsuranceNumber } from './national-ids.ts';
import { tagColonAddress, tagDottedMac, tagIpv4, tagMac } from './network-address.ts';
import { tagCard } from './payment-card.ts';
import { hasPlus, tagPhone } from './phone-number.ts';
import { ALPHANUMERIC, type Candidate, CLASSES, DIGIT, isDigit, isHex, isWordUnit, Scan, UPPER } from './scan.ts';
import { tagAssignedSecret, tagKey, tagPrivateKey, tagSecretValue, tagUrlCredentials } from './secret.ts';

const COLON = 0x3a;
const EQUALS = 0x3d;
const DASH_SIGN = 0x2d;
const DOT_SIGN = 0x2e;
const UNDERSCORE = 0x5f;
/** A word of letters alone from this length on may be a key. */
const LEAST_KEY = 16;
const LEAST_DIGITS = 7;

/**
 * Everything that looks like personal data in a folded text, in no order, overlapping, and the units looked at.
 * One pass over the characters; detectors run only at digits, `@`, `:`, `=`, and words of few particular forms, and
 * each reads a bounded stretch or one that it never reads again, so that the work is linear whatever the text.
 */
export function scanText(text: string): Scan {
  const scan = new Scan(text);
  const { length } = text;
  let index = 0;
  while (index < length) {
    const code = text.charCodeAt(index);
    const kind = code < 128 ? CLASSES[code]! : 0;
    if (kind === 0) index++;
    else if (kind & ALPHANUMERIC) index = scanWord(scan, index, kind);
    else scanSign(scan, index++, code);
  }
  scan.steps += length;
  return scan;
}

function scanSign(scan: Scan, index: number, code: number): void {
  if (code === EQUALS) {
    tagAssignedSecret(scan, index);
    return;
  }
  if (code !== COLON) {
    tagEmail(scan, index);
    return;
  }
  tagColonAddress(scan, index);
  tagUrlCredentials(scan, index);
  tagAssignedSecret(scan, index);
}

/** Reads the letters and digits from `start`; returns where to go on. */
function scanWord(scan: Scan, start: number, first: number): number {
  const { text } = scan;
  let kinds = first;
  let end = start + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    const kind = code < 128 ? CLASSES[code]! & ALPHANUMERIC : 0;
    if (kind === 0) break;
    kinds |= kind;
  }
  const length = end - start;
  const next = text.charCodeAt(end);
  if (length === 2 || length === 4) scanShortWord(scan, start, end, kinds, next);
  if (kinds === DIGIT) return scanDigits(scan, start, end);
  if ((kinds & DIGIT) === 0) {
    if (next === DASH_SIGN || next === UNDERSCORE || next === DOT_SIGN || length >= LEAST_KEY) tagKey(scan, start, end);
    if (length === 5 && kinds === UPPER && text.startsWith('BEGIN', start)) tagPrivateKey(scan, start);
    return end;
  }
  scanMixedWord(scan, start, end, next);
  return end;
}

/** The forms of which the beginning is two or four letters or digits. */
function scanShortWord(scan: Scan, start: number, end: number, kinds: number, next: number): void {
  if (end - start === 4) {
    if (next === DOT_SIGN && (kinds & DIGIT) !== 0) tagDottedMac(scan, start);
    return;
  }
  if (next === DASH_SIGN && isHex(scan.code(start)) && isHex(scan.code(start + 1))) tagMac(scan, start);
  else if (kinds === UPPER && next === 0x20 && isDigit(scan.code(end + 1)) && !isWordUnit(scan.code(start - 1))) {
    tagPairedInsuranceNumber(scan, start);
  }
  const isAt = (scan.code(start) | 0x20) === 0x61 && (scan.code(start + 1) | 0x20) === 0x74;
  if (isAt && (kinds & DIGIT) === 0) tagSpelledEmail(scan, start, end);
}

function scanMixedWord(scan: Scan, start: number, end: number, next: number): void {
  const length = end - start;
  scan.steps += Math.min(length, 128);
  const isFree = !isWordUnit(scan.code(start - 1)) && !isWordUnit(next);
  if (isFree && isDigit(scan.code(start + 2)) && isDigit(scan.code(start + 3)) && !isDigit(scan.code(start + 1))) {
    tagIban(scan, start);
  }
  if (isFree && length >= 9 && length <= 18) tagMixedId(scan, start, end);
  if (isFree) tagCryptoAddress(scan, start, end);
  tagKey(scan, start, end);
  if (length >= 6 || next > 0x20) tagSecretValue(scan, valueStart(scan, start));
  if (isFree && length >= 6) tagDocument(scan, start, end);
}

/** A password may begin with signs. */
function valueStart(scan: Scan, start: number): number {
  let from = start;
  while (start - from < 6) {
    const code = scan.code(from - 1);
    if (
      !(code > 0x20 && code < 0x7f) ||
      code === 0x22 ||
      code === 0x27 ||
      code === 0x60 ||
      code === COLON ||
      code === EQUALS
    )
      break;
    from--;
  }
  return from;
}

/** Reads the groups of digits from `start`; returns where they end. */
function scanDigits(scan: Scan, start: number, end: number): number {
  if (end - start < 4 && !hasNextGroup(scan, end)) return end;
  const groups = new DigitGroups(scan, start);
  const { count } = groups;
  if (isAfterLink(scan, start) && end - start >= 6) tagSecretValue(scan, start);
  if (count >= 2) tagDashedSpanishId(scan, groups);
  else if (end - start === 8 && scan.code(end) === DASH_SIGN) tagDashedSpanishId(scan, groups);
  let digits = 0;
  for (let group = 0; group < count; group++) digits += groups.length(group);
  for (let group = 0; group < count; group++) {
    const length = groups.length(group);
    if (length === 4) tagBirthYear(scan, groups.starts[group]!);
    const separator = groups.separators[group];
    if (length <= 3 && separator === DOT) tagIpv4(scan, groups, group);
    if (length <= 2 && (separator === DASH || separator === DOT || separator === SLASH)) {
      tagShortBirthDate(scan, groups.starts[group]!);
    }
    if (digits >= LEAST_DIGITS) scanNumber(scan, groups, group);
    digits -= length;
  }
  return Math.max(groups.end, end);
}

/** Looks at the numbers that begin with the group. */
function scanNumber(scan: Scan, groups: DigitGroups, group: number): void {
  const start = groups.starts[group]!;
  const isAfterPlus = group === 0 && hasPlus(scan, start);
  if (!isAfterPlus && !groups.mayStart(group)) return;
  const windows = windowsFrom(groups, group);
  for (const window of windows) {
    if (window.digits.length < 8) continue;
    tagNumericId(scan, window);
    tagCard(scan, window);
  }
  const isDocument = !isAfterPlus && tagDocument(scan, start, groups.ends[group]!);
  if (!isDocument) tagPhone(scan, groups, windows, isAfterPlus);
}

/** True after "is ", 是 and 为, behind which digits alone may be a password; signs are triggers of their own. */
function isAfterLink(scan: Scan, start: number): boolean {
  const code = scan.code(start - 1);
  return code === 0x662f || code === 0x4e3a || (code === 0x20 && scan.code(start - 2) === 0x73);
}

/** The best of the candidates, ordered and not overlapping. */
export function bestOf(found: readonly Candidate[]): readonly Candidate[] {
  if (found.length < 2) return found;
  const ordered = [...found].sort((a, b) => a.start - b.start || b.end - a.end);
  const best: Candidate[] = [];
  for (const candidate of ordered) {
    const last = best.at(-1);
    if (last === undefined || candidate.start >= last.end) best.push(candidate);
    else if (isBetter(candidate, last)) best[best.length - 1] = candidate;
  }
  return best;
}

/** How much surer a part must be to win over the longer stretch around it. */
const MARGIN = 0.1;

function isBetter(candidate: Candidate, other: Candidate): boolean {
  const longer = candidate.end - candidate.start - (other.end - other.start);
  const surer = candidate.confidence - other.confidence;
  if (longer === 0) return surer > 0;
  return longer > 0 ? surer > -MARGIN : surer >= MARGIN;
}
