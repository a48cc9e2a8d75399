import { isAlphanumeric, isDigit, type Scan } from './scan.ts';

/** What stands between two groups of digits. */
export const SPACE = 1;
export const DASH = 2;
export const DOT = 3;
export const SLASH = 4;
/** Parentheses, or two and three signs together. */
export const MIXED = 5;

const SEPARATORS: Readonly<Record<string, number>> = { ' ': SPACE, '-': DASH, '.': DOT, '/': SLASH };
const LONGEST_SEPARATOR = 3;
const LONGEST_EXTENSION = 6;
/** `555-0123-Fax` */
const PLACE_OF_PHONE = /^-(?:office|fax|home|work|cell|mobile)/i;

/** Groups of digits that stand together: `+1 (212) 555-0123` is four, with the separators between them. */
export class DigitGroups {
  readonly scan: Scan;
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** Kind of what stands after the group of the same index; 0 after the last. */
  readonly separators: number[] = [];
  /** End of an extension such as `x123` after the last group; otherwise the last group's end. */
  end: number;

  /** Reads the groups from `start`, where the first digit is, to the last one that belongs to them. */
  constructor(scan: Scan, start: number) {
    this.scan = scan;
    this.end = start;
    let next = start;
    while (next >= 0) next = this.#readGroup(next);
    scan.steps += this.end - start;
  }

  get count(): number {
    return this.starts.length;
  }

  length(group: number): number {
    return this.ends[group]! - this.starts[group]!;
  }

  digits(group: number): string {
    return this.scan.text.slice(this.starts[group]!, this.ends[group]!);
  }

  /** True if a number may begin with this group: it is the first one, or a space or a sign that lists stands before. */
  mayStart(group: number): boolean {
    if (group === 0) return this.scan.startsFree(this.starts[0]!);
    return this.#divides(group - 1, group);
  }

  /** True if a number may end with this group. */
  mayEnd(group: number): boolean {
    if (group < this.count - 1) return this.#divides(group, group + 1);
    const end = this.ends[group]!;
    return this.end > end || this.scan.endsFree(end) || PLACE_OF_PHONE.test(this.scan.text.slice(end, end + 7));
  }

  #divides(separator: number, group: number): boolean {
    const kind = this.separators[separator]!;
    return kind === SPACE || kind === MIXED || (kind === SLASH && this.length(group) >= 7);
  }

  /** Adds the group at `start`; returns the start of the next one, or -1 at the end. */
  #readGroup(start: number): number {
    const { scan } = this;
    let end = start;
    while (isDigit(scan.code(end))) end++;
    const isMixed = isAlphanumeric(scan.code(end));
    const extension = isMixed && end - start >= 3 ? this.#extensionEnd(end) : end;
    if (isMixed && extension === end && this.count > 0) return this.#close();
    this.starts.push(start);
    this.ends.push(end);
    this.separators.push(0);
    this.end = extension;
    if (extension > end) return -1;
    let next = end;
    while (next - end < LONGEST_SEPARATOR && isSeparator(scan.code(next))) next++;
    if (next === end || !isDigit(scan.code(next))) return -1;
    this.separators[this.count - 1] = next - end === 1 ? (SEPARATORS[scan.text.charAt(end)] ?? MIXED) : MIXED;
    return next;
  }

  #close(): number {
    this.separators[this.count - 1] = 0;
    return -1;
  }

  #extensionEnd(start: number): number {
    if ((this.scan.code(start) | 0x20) !== 0x78) return start;
    let end = start + 1;
    while (end - start <= LONGEST_EXTENSION && isDigit(this.scan.code(end))) end++;
    return end === start + 1 || isAlphanumeric(this.scan.code(end)) ? start : end;
  }
}

/** True if more digits follow the end of a run of digits, behind a separator. */
export function hasNextGroup(scan: Scan, end: number): boolean {
  let next = end;
  while (next - end < LONGEST_SEPARATOR && isSeparator(scan.code(next))) next++;
  return next > end && isDigit(scan.code(next));
}

/** Space, parentheses, dash, dot, slash. */
function isSeparator(code: number): boolean {
  return code === 0x20 || code === 0x28 || code === 0x29 || (code >= 0x2d && code <= 0x2f);
}

/** Some of the groups, first to last, as one number. */
export interface DigitWindow {
  readonly groups: DigitGroups;
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** Lengths of the groups, e.g. `3,2,4`. */
  readonly lengths: string;
  /** True if more digits follow or precede after a space only: the groups may be a part of a list of numbers. */
  readonly isInRow: boolean;
  /** The separator that all groups have between them; 0 for one group, -1 where they differ. */
  readonly separator: number;
}

const LEAST_NUMBER = 7;
const LONGEST_NUMBER = 19;
const MOST_GROUPS = 8;

/** Every window of groups from `first` on that may stand alone and has 7 to 19 digits, shortest first. */
export function windowsFrom(groups: DigitGroups, first: number): DigitWindow[] {
  const windows: DigitWindow[] = [];
  let digits = '';
  let lengths = '';
  let separator = 0;
  for (let last = first; last < groups.count; last++) {
    const length = groups.length(last);
    if (digits.length + length > LONGEST_NUMBER) break;
    // Digits one by one are a number only as a whole.
    const isOneByOne = first === 0 && digits.length === last;
    if (last - first >= MOST_GROUPS && !isOneByOne) break;
    if (last > first) {
      const kind = groups.separators[last - 1]!;
      separator = last === first + 1 || separator === kind ? kind : -1;
    }
    digits += groups.digits(last);
    lengths += last === first ? length : `,${length}`;
    groups.scan.steps += length;
    if (digits.length < LEAST_NUMBER || !groups.mayEnd(last)) continue;
    windows.push({
      groups,
      first,
      last,
      start: groups.starts[first]!,
      end: groups.ends[last]!,
      digits,
      lengths,
      separator,
      isInRow: groups.separators[first - 1] === SPACE || groups.separators[last] === SPACE,
    });
  }
  return windows;
}
