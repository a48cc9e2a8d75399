import { passesLuhn } from './checksums.ts';
import { type DigitWindow, MIXED, SLASH } from './digit-groups.ts';
import { CARD_PREFIXES } from './patterns.ts';
import type { Scan } from './scan.ts';

const USUAL_GROUPS = new Set([
  '4,4,4,4',
  '4,6,5',
  '4,6,4',
  '4,4,4,4,3',
  '4,4,4,4,2',
  '4,4,4,4,1',
  '4,4,4,2',
  '6,13',
  '4,4,5',
  '4,4,4',
]);
/** Four digits and more in every group: what is left of the usual groups when a separator is lost. */
const LONG_GROUPS = /^(?:[4-9]|1\d)(?:,(?:[4-9]|1\d))*$/;
/** Fewer digits are too often something else, unless a word names them. */
const LEAST_UNNAMED = 14;

/** Adds the window if it is a card number: prefix, length, Luhn, and the groups that cards are written in. */
export function tagCard(scan: Scan, { digits, lengths, separator, start, end }: DigitWindow): void {
  if (digits.length < 12 || digits.length > 19 || !passesLuhn(digits)) return;
  const isNamed = scan.isNamed('card', start, end);
  if (!hasCardPrefix(digits)) {
    // Issuers unknown here: the usual lengths, and the word for it.
    if (isNamed)
      scan.add('CREDIT_CARD', digits.length === 16 || digits.length === 15 ? 'named' : 'doubtful', start, end);
    return;
  }
  if (isNamed) {
    scan.add('CREDIT_CARD', 'named', start, end);
    return;
  }
  const isOne = separator === 0;
  const isUsual =
    (USUAL_GROUPS.has(lengths) || LONG_GROUPS.test(lengths)) && separator !== SLASH && separator !== MIXED;
  if (!isOne && !isUsual) return;
  const isDoubtful = digits.length < LEAST_UNNAMED || (isOne && scan.isNamedBefore('identifier', start));
  scan.add('CREDIT_CARD', isDoubtful ? 'doubtful' : 'verified', start, end);
}

function hasCardPrefix(digits: string): boolean {
  return CARD_PREFIXES.some(([first, last, lengths]) => {
    const prefix = Number(digits.slice(0, String(first).length));
    return prefix >= first && prefix <= last && lengths.includes(digits.length);
  });
}
