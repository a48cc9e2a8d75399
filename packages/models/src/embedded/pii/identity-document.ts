import type { NameGroup } from './context-words.ts';
import { isAlphanumeric, isDigit, isWordUnit, type Scan } from './scan.ts';

const PASSPORT = /^(?:[A-Z]\d{8}|[A-Z]{2}\d{6,7}|\d{8,9}|[A-Z]\d{7}|\d{2}[A-Z]{2}\d{5}|[CFGHJKLMNPRTVWXYZ0-9]{9})$/i;
/** Of the United States: nine digits, or a letter and eight. */
const AMERICAN_PASSPORT = /^[A-Z]?\d{8,9}$/i;
const LEAST_LICENSE = 6;
const MOST_LICENSE = 18;
const LEAST_DIGITS = 5;

/** Adds the passport or driver's license number that begins at `start`, if a word before it says so; true if it does. */
export function tagDocument(scan: Scan, start: number, end: number): boolean {
  if (end - start > MOST_LICENSE || isWordUnit(scan.code(start - 1))) return false;
  if (isNext(scan, 'passport', start)) return tagPassport(scan, start, end);
  return isNext(scan, 'driverLicense', start) && tagLicense(scan, start, end);
}

/** True if the word stands before the value and no other number is between them. */
function isNext(scan: Scan, group: NameGroup, start: number): boolean {
  if (!scan.isNamedBefore(group, start)) return false;
  return !/\d/.test(scan.before(start).slice(scan.lastNameBefore(group, start)));
}

function tagLicense(scan: Scan, start: number, end: number): boolean {
  let to = end;
  while (to - start < MOST_LICENSE && isLicenseUnit(scan, to)) to++;
  scan.steps += to - start;
  const value = scan.text.slice(start, to);
  const digits = value.replace(/\D/g, '').length;
  const isDate = /^\d{4}-\d\d-\d\d$/.test(value);
  if (value.length < LEAST_LICENSE || digits < LEAST_DIGITS || isDate || isAlphanumeric(scan.code(to))) return false;
  scan.add('US_DRIVER_LICENSE', 'named', start, to);
  return true;
}

function isLicenseUnit(scan: Scan, index: number): boolean {
  const code = scan.code(index);
  return isAlphanumeric(code) || (code === 0x2d && isDigit(scan.code(index + 1)));
}

function tagPassport(scan: Scan, start: number, end: number): boolean {
  const value = scan.text.slice(start, end);
  if (!PASSPORT.test(value) || value.replace(/\D/g, '').length < LEAST_DIGITS) return false;
  const isAmerican = AMERICAN_PASSPORT.test(value) && scan.isNamedBefore('american', start);
  scan.add(isAmerican ? 'US_PASSPORT' : 'PASSPORT', 'named', start, end);
  return true;
}
