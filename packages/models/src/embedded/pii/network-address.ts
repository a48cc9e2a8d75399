import { type DigitGroups, DOT, SLASH } from './digit-groups.ts';
import { isHex, isWordUnit, type Scan } from './scan.ts';

const VERSION_BEFORE = /(?:\bv(?:er(?:sion)?)?\.?|release|firmware|build|section|chapter|版本|章|节)[ :=#]{0,2}$/;
/** Components below this may be a version as well. */
const LEAST_CLEAR_OCTET = 20;

/** Adds the IPv4 address that begins with this group: four dotted numbers up to 255, not part of a longer row. */
export function tagIpv4(scan: Scan, groups: DigitGroups, first: number): void {
  const last = first + 3;
  if (last >= groups.count || (first > 0 && groups.separators[first - 1] === DOT)) return;
  for (let group = first; group < last; group++) if (groups.separators[group] !== DOT) return;
  if (groups.separators[last] === DOT) return;
  const start = groups.starts[first]!;
  const end = groups.ends[last]!;
  const isFree = scan.code(start - 1) === 0x40 || (first === 0 ? scan.startsFree(start) : groups.mayStart(first));
  const isEnded = groups.separators[last] === SLASH || scan.code(end) === 0x2f || groups.mayEnd(last);
  if (!isFree || !isEnded) return;
  const octets: number[] = [];
  for (let group = first; group <= last; group++) {
    const digits = groups.digits(group);
    if (digits.length > 3 || (digits.length > 1 && digits.startsWith('0'))) return;
    octets.push(Number(digits));
  }
  if (octets.some((octet) => octet > 255)) return;
  scan.add('IP_ADDRESS', groundOf(scan, octets, start, end), start, end);
}

function groundOf(scan: Scan, octets: readonly number[], start: number, end: number): 'named' | 'shape' | 'doubtful' {
  if (VERSION_BEFORE.test(scan.before(start))) return 'doubtful';
  const isHost = /(?::\/\/|@)$/.test(scan.before(start)) || /^:\d/.test(scan.after(end));
  if (isHost && octets[0] !== 127 && octets[0] !== 0) return 'named';
  const isReserved = octets[0] === 0 || octets[0] === 127 || octets[0] === 255;
  if (isReserved) return 'doubtful';
  if (scan.isNamedBefore('version', start) && !scan.isNamedBefore('ipAddress', start)) return 'doubtful';
  if (octets.every((octet) => octet < LEAST_CLEAR_OCTET)) {
    return scan.isNamed('ipAddress', start, end) ? 'named' : 'doubtful';
  }
  return 'shape';
}

const COLON = 0x3a;
const LONGEST_IPV6 = 45;

/** Adds the MAC or IPv6 address that holds the colon at `colon`; reads each run of digits and colons once. */
export function tagColonAddress(scan: Scan, colon: number): void {
  if (colon < scan.readTo.colon) return;
  let start = colon;
  while (colon - start < 4 && isHex(scan.code(start - 1))) start--;
  let end = colon;
  while (isHex(scan.code(end)) || scan.code(end) === COLON) end++;
  scan.steps += end - start;
  scan.readTo.colon = end;
  const isMac = end - start === 17 && tagMac(scan, start);
  if (isMac || isWordUnit(scan.code(start - 1)) || end - start > LONGEST_IPV6) return;
  if (scan.code(end) === 0x2e) return;
  const trimmed = scan.code(end - 1) === COLON && scan.code(end - 2) !== COLON ? end - 1 : end;
  tagIpv6(scan, start, trimmed);
}

function tagIpv6(scan: Scan, start: number, end: number): void {
  if (isWordUnit(scan.code(end))) return;
  const text = scan.text.slice(start, end);
  const halves = text.split('::');
  if (halves.length > 2) return;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (groups.some((group) => group === '' || group.length > 4)) return;
  const isWhole = halves.length === 1;
  if (isWhole ? groups.length !== 8 : groups.length < 2 || groups.length > 7) return;
  // Times and lists of small numbers have colons too, and `std::`-like scopes have two.
  const hasWideGroup = groups.some((group) => group.length >= 3 && /\d/.test(group));
  if (!hasWideGroup && !scan.isNamed('ipAddress', start, end)) return;
  if (!isWhole && groups.length < 3 && !/^(?:[23][0-9a-f]{3}|fe[89ab][0-9a-f]|f[cd][0-9a-f]{2})$/i.test(groups[0]!))
    return;
  scan.add('IP_ADDRESS', 'shape', start, end);
}

const PAIRS = /^[0-9a-f]{2}([:-])[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}$/i;
const QUADRUPLES = /^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/i;

/** Adds the MAC address in six pairs at `start`; true if there is one. */
export function tagMac(scan: Scan, start: number): boolean {
  return addMac(scan, start, 17, PAIRS);
}

/** Adds the MAC address in three quadruples at `start`. */
export function tagDottedMac(scan: Scan, start: number): void {
  addMac(scan, start, 14, QUADRUPLES);
}

function addMac(scan: Scan, start: number, length: number, shape: RegExp): boolean {
  const end = start + length;
  const text = scan.text.slice(start, end);
  scan.steps += length;
  if (!shape.test(text) || isWordUnit(scan.code(start - 1)) || isWordUnit(scan.code(end))) return false;
  if (/[:.-]/.test(scan.text.charAt(end)) && isHex(scan.code(end + 1))) return false;
  // Without one of them, four dotted digits three times are an ordinary number.
  if (shape === QUADRUPLES && !/[a-f]/i.test(text)) return false;
  const isFiller = /^[0:.-]+$|^[f:.-]+$/i.test(text);
  scan.add('MAC_ADDRESS', isFiller ? 'doubtful' : 'shape', start, end);
  return true;
}
