import type { Scan } from './scan.ts';

const MONTHS =
  '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|mai|juni|juli|okt|dez|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)[a-z]{0,7}\\.?';
/** What stands before the year. */
const BEFORE_YEAR = new RegExp(
  `(?:\\b(\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of |de )?${MONTHS},? (?:de )?|\\b${MONTHS} (\\d{1,2})(?:st|nd|rd|th)?,? |\\b(\\d{1,2})([-./])(\\d{1,2})\\4)$`,
);
/** What stands after it. */
const AFTER_YEAR = /^(?:([-./])(\d{1,2})\1(\d{1,2})(?!\d)|年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?)/;
const SHORT_DATE = /^(\d{1,2})([-./])(\d{1,2})\2(\d{2})(?!\d)/;

const OWN_WORDS =
  'date of birth|birth ?date|\\bd\\.?o\\.?b\\b|\\bborn(?: on)?\\b|birthday|\\bb-?day|geburtsdatum|geboren am|\\bgeb\\.|date de naissance|n[ée]e? le|fecha de nacimiento|nac(?:í|ido|ida) el|data de nascimento|data di nascita|nat[oa] il|дата рождения|родил(?:ся|ась)|出生日期|出生年月日?|出生于|(?<!发)生于|生日|出生|生年月日|생년월일';
const NAMED = new RegExp(`(?:${OWN_WORDS})[^.!?。]{0,24}$`);
/** Biographies tell others' birthdays, and "born" alone is theirs more often than not. */
const BORN =
  /(?:\bborn(?: on)?|生于|出生于|geboren am|n[ée]e? le|nat[oa] il|nac(?:í|ido|ida) el|родил(?:ся|ась))[^.!?。]{0,24}$/;
const OF_ONE_HERE =
  /\b(?:i|i'm|i’m|my|we|our|patient|client|customer|employee|applicant|member|user|ich|je|yo|nací)\b|我|患者|病人|客户|员工|本人|\bя\b/;
const EARLIEST_PRIVATE_YEAR = 1905;
const LONGEST_BEFORE = 28;

/** Adds the date whose four-digit year stands at `start`, if words before it say that somebody was born then. */
export function tagBirthYear(scan: Scan, start: number): void {
  const end = start + 4;
  const year = Number(scan.text.slice(start, end));
  if (year < 1700 || year > 2100) return;
  const before = scan.text.slice(Math.max(0, start - LONGEST_BEFORE), start).toLowerCase();
  scan.steps += LONGEST_BEFORE;
  const first = /\d/.test(before) ? BEFORE_YEAR.exec(before) : null;
  if (first !== null) {
    const [whole, day, otherDay, left, , right] = first;
    const isDate = left === undefined ? isDay(day ?? otherDay) : isDayAndMonth(left, right);
    if (isDate) addDate(scan, start - whole.length, end, year);
    return;
  }
  const after = AFTER_YEAR.exec(scan.text.slice(end, end + 12));
  if (after === null || !isDayAndMonth(after[2] ?? after[4], after[3] ?? after[5])) return;
  addDate(scan, start, end + after[0].length, year);
}

/** Adds a date with a year of two digits that begins at `start`. */
export function tagShortBirthDate(scan: Scan, start: number): void {
  const match = SHORT_DATE.exec(scan.text.slice(start, start + 10));
  scan.steps += 10;
  if (match === null || !isDayAndMonth(match[1], match[3])) return;
  addDate(scan, start, start + match[0].length, 1900 + Number(match[4]));
}

function addDate(scan: Scan, start: number, end: number, year: number): void {
  const before = scan.before(start);
  if (!NAMED.test(before)) return;
  const isOfAnother = BORN.test(before) && !OF_ONE_HERE.test(before);
  const isDoubtful = year < EARLIEST_PRIVATE_YEAR || isOfAnother;
  scan.add('DATE_OF_BIRTH', isDoubtful ? 'doubtful' : 'named', start, end);
}

function isDay(text: string | undefined): boolean {
  const day = Number(text);
  return day >= 1 && day <= 31;
}

function isDayAndMonth(left: string | undefined, right: string | undefined): boolean {
  return isDay(left) && isDay(right) && Math.min(Number(left), Number(right)) <= 12;
}
