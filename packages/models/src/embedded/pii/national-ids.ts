import {
  passesCpfCheck,
  passesFiscalCodeCheck,
  passesGermanTaxCheck,
  passesNhsCheck,
  passesNirCheck,
  passesResidentCheck,
  passesVerhoeff,
  spanishLetter,
} from './checksums.ts';
import { DASH, type DigitGroups, type DigitWindow, DOT, SPACE } from './digit-groups.ts';
import { isDigit, isWordUnit, type Scan } from './scan.ts';

/** Lengths of the groups that these ids are written in. */
const NIR_GROUPS = new Set(['15', '13,2', '1,2,2,2,3,3,2']);
const RESIDENT_GROUPS = new Set(['18', '6,8,4', '6,4,4,4', '3,3,4,4,4']);

/** Adds the window if it is an id of one of the countries that write theirs in digits alone. */
export function tagNumericId(scan: Scan, window: DigitWindow): void {
  switch (window.digits.length) {
    case 9:
      tagSocialSecurity(scan, window);
      return;
    case 10:
      tagNhs(scan, window);
      return;
    case 11:
      tagGermanTax(scan, window);
      tagCpf(scan, window);
      return;
    case 12:
      tagAadhaar(scan, window);
      return;
    case 15:
      if (NIR_GROUPS.has(window.lengths)) tagNir(scan, window.digits, window.start, window.end);
      return;
    case 18:
      if (RESIDENT_GROUPS.has(window.lengths)) tagResidentId(scan, window.digits, window.start, window.end);
      return;
  }
}

function tagSocialSecurity(scan: Scan, { digits, lengths, separator, start, end }: DigitWindow): void {
  const isGrouped = lengths === '3,2,4' && (separator === DASH || separator === SPACE || separator === DOT);
  if (!isGrouped && separator !== 0) return;
  const area = Number(digits.slice(0, 3));
  const group = Number(digits.slice(3, 5));
  if (area === 0 || area === 666 || group === 0 || digits.endsWith('0000')) return;
  const isTaxpayer = area >= 900;
  if (isTaxpayer && (group < 50 || group > 99 || group === 89 || group === 93 || group === 66)) return;
  const label = isTaxpayer ? 'US_ITIN' : 'US_SSN';
  if (scan.isNamed(isTaxpayer ? 'itin' : 'ssn', start, end)) {
    scan.add(label, 'named', start, end);
    return;
  }
  if (isGrouped) scan.add(label, separator === DASH ? 'shape' : 'doubtful', start, end);
}

function tagNhs(scan: Scan, { digits, lengths, separator, start, end }: DigitWindow): void {
  if ((lengths !== '3,3,4' && separator !== 0) || !passesNhsCheck(digits)) return;
  if (scan.isNamed('nhs', start, end)) scan.add('UK_NHS', 'named', start, end);
  else if (separator === SPACE) scan.add('UK_NHS', 'doubtful', start, end);
}

function tagGermanTax(scan: Scan, { digits, lengths, separator, isInRow, start, end }: DigitWindow): void {
  if (separator !== 0 && !(separator === SPACE && lengths === '2,3,3,3')) return;
  if (!passesGermanTaxCheck(digits)) return;
  if (scan.isNamed('taxId', start, end)) {
    scan.add('DE_TAX_ID', 'named', start, end);
    return;
  }
  // Eleven digits in one that begin like this are more often a Chinese or North American phone number.
  const isLikePhone = separator === 0 && digits.charAt(0) === '1';
  const isDoubtful = isLikePhone || isInRow || scan.isNamedBefore('identifier', start);
  scan.add('DE_TAX_ID', isDoubtful ? 'doubtful' : 'verified', start, end);
}

function tagCpf(scan: Scan, { groups, first, digits, lengths, separator, start, end }: DigitWindow): void {
  const isWritten =
    lengths === '3,3,3,2' &&
    groups.separators[first] === DOT &&
    groups.separators[first + 1] === DOT &&
    groups.separators[first + 2] === DASH;
  if ((separator !== 0 && !isWritten) || !passesCpfCheck(digits)) return;
  const ground = scan.isNamed('cpf', start, end) ? 'named' : isWritten ? 'verified' : 'doubtful';
  scan.add('BR_CPF', ground, start, end);
}

/** Three years in a row are no id. */
const YEARS = /^20\d\d20\d\d20\d\d$/;

function tagAadhaar(scan: Scan, { digits, lengths, separator, isInRow, start, end }: DigitWindow): void {
  const isGrouped = lengths === '4,4,4' && (separator === SPACE || separator === DASH);
  if ((separator !== 0 && !isGrouped) || digits.charCodeAt(0) < 50 || !passesVerhoeff(digits)) return;
  const isClear = isGrouped && !isInRow && !YEARS.test(digits);
  const ground = scan.isNamed('aadhaar', start, end) ? 'named' : isClear ? 'verified' : 'doubtful';
  scan.add('IN_AADHAAR', ground, start, end);
}

/** Sex, year, month (20 and up where unknown), department, commune, order, key. */
function tagNir(scan: Scan, number: string, start: number, end: number): void {
  const month = Number(number.slice(3, 5));
  const isMonth = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
  if (!/^[12]/.test(number) || !isMonth || !passesNirCheck(number)) return;
  scan.add('FR_NIR', 'verified', start, end);
}

const CHINESE_REGIONS = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/;

function tagResidentId(scan: Scan, id: string, start: number, end: number): void {
  const year = Number(id.slice(6, 10));
  const month = Number(id.slice(10, 12));
  const day = Number(id.slice(12, 14));
  if (year < 1880 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return;
  if (CHINESE_REGIONS.test(id) && passesResidentCheck(id)) scan.add('CN_RESIDENT_ID', 'verified', start, end);
}

/** Adds the Spanish id whose eight digits are all the groups, a dash and the letter behind: 12.345.678-Z. */
export function tagDashedSpanishId(scan: Scan, groups: DigitGroups): void {
  const start = groups.starts[0]!;
  const { end } = groups;
  if (groups.count > 3 || scan.code(end) !== 0x2d || !groups.mayStart(0)) return;
  let digits = '';
  for (let group = 0; group < groups.count; group++) digits += groups.digits(group);
  if (digits.length === 8) addSpanish(scan, digits, scan.text.charAt(end + 1), start, end + 2);
}

function addSpanish(scan: Scan, digits: string, letter: string, start: number, end: number): void {
  if (spanishLetter(digits) !== letter || isWordUnit(scan.code(end))) return;
  scan.add('ES_NIF', scan.isNamed('nif', start, end) ? 'named' : 'verified', start, end);
}

const FISCAL_CODE = /^[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]$/;
const NIE = /^[XYZ]\d{7}[A-Z]$/;
const INSURANCE_PREFIX = /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]$/;
const CORSICAN_NIR = /^[12]\d{4}2[AB]\d{8}$/;

/** Adds the word of letters and digits, `start` to `end`, if it is an id of one of the countries that mix them. */
export function tagMixedId(scan: Scan, start: number, end: number): void {
  const word = scan.text.slice(start, end).toUpperCase();
  switch (word.length) {
    case 9:
      if (/^\d{8}[A-Z]$/.test(word) && spanishLetter(word.slice(0, 8)) === word.charAt(8)) {
        scan.add('ES_NIF', scan.isNamed('nif', start, end) ? 'named' : 'verified', start, end);
      } else if (NIE.test(word) && spanishLetter('XYZ'.indexOf(word.charAt(0)) + word.slice(1, 8)) === word.charAt(8)) {
        scan.add('ES_NIE', scan.isNamed('nif', start, end) ? 'named' : 'verified', start, end);
      } else if (/^[A-Z]{2}\d{6}[A-D]$/.test(word)) {
        addInsuranceNumber(scan, word, start, end);
      }
      return;
    case 15:
      if (CORSICAN_NIR.test(word)) tagNir(scan, word, start, end);
      return;
    case 16:
      if (FISCAL_CODE.test(word) && passesFiscalCodeCheck(word)) {
        scan.add('IT_FISCAL_CODE', 'verified', start, end);
      }
      return;
    case 18:
      if (/^\d{17}X$/.test(word)) tagResidentId(scan, word, start, end);
  }
}

/** British insurance numbers in pairs, `AB 12 34 56 C`; `start` is at the two letters. */
export function tagPairedInsuranceNumber(scan: Scan, start: number): void {
  let compact = scan.text.slice(start, start + 2);
  let index = start + 2;
  for (let pair = 0; pair < 4; pair++) {
    if (scan.code(index) !== 0x20) return;
    const length = pair === 3 ? 1 : 2;
    compact += scan.text.slice(index + 1, index + 1 + length);
    index += 1 + length;
    if (pair < 3 && !isDigit(scan.code(index - 1))) return;
  }
  scan.steps += index - start;
  if (/^[A-Z]{2}\d{6}[A-D]$/.test(compact) && !isWordUnit(scan.code(index)))
    addInsuranceNumber(scan, compact, start, index);
}

function addInsuranceNumber(scan: Scan, compact: string, start: number, end: number): void {
  if (!INSURANCE_PREFIX.test(compact.slice(0, 2))) return;
  scan.add('UK_NINO', scan.isNamed('nino', start, end) ? 'named' : 'shape', start, end);
}
