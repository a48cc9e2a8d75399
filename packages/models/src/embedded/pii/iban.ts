import { passesIbanCheck } from './checksums.ts';
import { IBAN_LENGTHS } from './patterns.ts';
import { isAlphanumeric, isWordUnit, type Scan } from './scan.ts';

/** Adds the account number that begins at `start` with a country's letters and two digits, spaced or not. */
export function tagIban(scan: Scan, start: number): void {
  const length = IBAN_LENGTHS[scan.text.slice(start, start + 2).toUpperCase()];
  if (length === undefined || !scan.startsFree(start)) return;
  let compact = '';
  let index = start;
  while (compact.length < length) {
    const code = scan.code(index);
    if (isAlphanumeric(code)) compact += scan.text.charAt(index);
    else if ((code !== 0x20 && code !== 0x2d) || !isAlphanumeric(scan.code(index + 1))) break;
    index++;
  }
  scan.steps += index - start;
  if (compact.length < length || isWordUnit(scan.code(index)) || !passesIbanCheck(compact.toUpperCase())) return;
  scan.add('IBAN_CODE', 'verified', start, index);
}
