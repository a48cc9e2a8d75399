import { isAlphanumeric, isWordUnit, type Scan } from './scan.ts';

const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 253;
const LONGEST_LABEL = 63;
/** `icon@2x.png` and the like. */
const FILE_ENDINGS = /^(?:png|jpe?g|gif|svg|webp|bmp|ico|js|ts|css|html?|json|md|txt|pdf|py|java|cpp|zip)$/i;
/** Endings of the domains that people spell out. */
const SPOKEN_ENDINGS =
  /^(?:com|net|org|edu|gov|io|co|ai|dev|app|info|me|us|uk|de|fr|es|it|nl|cn|in|jp|ru|br|ca|au|ch|at|eu)$/i;

function isLocalUnit(code: number): boolean {
  // . _ % + - & '
  return (
    isWordUnit(code) ||
    code === 0x2e ||
    code === 0x25 ||
    code === 0x2b ||
    code === 0x2d ||
    code === 0x26 ||
    code === 0x27
  );
}

/** Letters of scripts without spaces between words; part of an address only right beside the `@`. */
function isIdeograph(code: number): boolean {
  return code >= 0x3041 && code <= 0xd7a3;
}

/** Adds the e-mail address around the `@` at `at`. */
export function tagEmail(scan: Scan, at: number): void {
  const ideographic = isIdeograph(scan.code(at - 1));
  let start = at;
  while (
    at - start < LONGEST_LOCAL &&
    (isLocalUnit(scan.code(start - 1)) || (ideographic && isIdeograph(scan.code(start - 1))))
  )
    start--;
  scan.steps += at - start;
  while (start < at && !isWordUnit(scan.code(start)) && !isIdeograph(scan.code(start))) start++;
  const last = scan.code(at - 1);
  if (start === at || last === 0x2e || last === 0x27) return;
  const end = domainEnd(scan, at + 1);
  if (end < 0) return;
  const address = scan.text.slice(start, end);
  const isPlain = /^[\x00-\x7f]+$/.test(address);
  // git@github.com: names a protocol's user, not a person.
  const isService = address.startsWith('git@');
  scan.add('EMAIL_ADDRESS', isService ? 'doubtful' : isPlain ? 'verified' : 'named', start, end);
}

/** End of the domain that begins at `start`, or -1: labels with dots between, the last of letters. */
function domainEnd(scan: Scan, start: number): number {
  const ideographic = isIdeograph(scan.code(start));
  let end = start;
  while (end - start < LONGEST_DOMAIN) {
    const code = scan.code(end);
    const isUnit =
      (isWordUnit(code) && code !== 0x5f) || code === 0x2d || code === 0x2e || (ideographic && isIdeograph(code));
    if (!isUnit) break;
    end++;
  }
  scan.steps += end - start;
  while (end > start && (scan.code(end - 1) === 0x2e || scan.code(end - 1) === 0x2d)) end--;
  const labels = scan.text.slice(start, end).split('.');
  const ending = labels.at(-1)!;
  if (labels.length < 2 || labels.some((label) => label === '' || label.length > LONGEST_LABEL)) return -1;
  const isEnding = ideographic
    ? ending.length >= 2
    : /^(?:[a-z\u00c0-\u058f]{2,24}|xn--[a-z0-9-]{2,24})$/i.test(ending);
  return isEnding && !FILE_ENDINGS.test(ending) ? end : -1;
}

/** Adds the address that is spelled out around the word "at" (`start` to `end`): `ann at example dot org`, `ann[at]…`. */
export function tagSpelledEmail(scan: Scan, start: number, end: number): void {
  const isBracketed = isOpening(scan.code(start - 1)) && isClosing(scan.code(end));
  let index = isBracketed ? end + 1 : end;
  let local = isBracketed ? start - 1 : start;
  if (scan.code(index) === 0x20) index++;
  if (scan.code(local - 1) === 0x20) local--;
  if (!isBracketed && (index === end || local === start)) return;
  const domain = spelledDomainEnd(scan, index, isBracketed);
  if (domain < 0) return;
  const localEnd = local;
  while (localEnd - local < LONGEST_LOCAL && isLocalUnit(scan.code(local - 1))) local--;
  scan.steps += localEnd - local;
  while (local < localEnd && !isWordUnit(scan.code(local))) local++;
  if (local === localEnd || !isWordUnit(scan.code(localEnd - 1))) return;
  scan.add('EMAIL_ADDRESS', isBracketed ? 'shape' : 'doubtful', local, domain);
}

/** End of `label dot label dot com`, with `dot`, `[dot]`, `(dot)` or, where `at` was bracketed, plain dots; else -1. */
function spelledDomainEnd(scan: Scan, start: number, mayHavePlainDots: boolean): number {
  let index = start;
  let end = -1;
  for (let label = 0; label < 5; label++) {
    const labelStart = index;
    while (index - labelStart < LONGEST_LABEL && (isAlphanumeric(scan.code(index)) || scan.code(index) === 0x2d))
      index++;
    scan.steps += index - labelStart + 8;
    if (index === labelStart) break;
    if (label > 0 && SPOKEN_ENDINGS.test(scan.text.slice(labelStart, index))) end = index;
    const dot = DOT.exec(scan.text.slice(index, index + 7))?.[0];
    if (dot === undefined || (dot === '.' && !mayHavePlainDots)) break;
    index += dot.length;
  }
  return end;
}

const DOT = /^(?: dot | ?[[({<]dot[\])}>] ?|\.(?=[a-z0-9]))/i;

function isOpening(code: number): boolean {
  return code === 0x28 || code === 0x5b || code === 0x7b || code === 0x3c;
}

function isClosing(code: number): boolean {
  return code === 0x29 || code === 0x5d || code === 0x7d || code === 0x3e;
}
