import type { Random } from '../random.ts';
import type { RepeatRow } from './repeat-rows.ts';
import { askOtherwise, reword } from './reworded.ts';
import { TAUGHT_FAMILIES } from './taught-families.ts';

const WEIGHT = 2;
const OTHERS_WEIGHT = 2;
const REWORDED_WEIGHT = 1;

const OTHERWISE_WEIGHT = 0.7;
const OTHERWISE_EACH = 2;

/** Each way beside the same words with another question in front. */
export function askedOtherwiseRows(random: Random): RepeatRow[] {
  return familiesOf(TAUGHT_FAMILIES).flatMap(({ ways, others, family }) =>
    [...ways, ...others].flatMap((a) =>
      Array.from({ length: OTHERWISE_EACH }, () => askOtherwise(a, random)).flatMap((b) =>
        b === undefined ? [] : [{ source: 'asked otherwise', a, b, isRepeat: false, weight: OTHERWISE_WEIGHT, family }],
      ),
    ),
  );
}

interface Family {
  readonly family: string;
  readonly ways: readonly string[];
  readonly others: readonly string[];
}

function familiesOf(lines: string): Family[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [ways, others = []] = line.split(' || ').map((part) => part.split(' | '));
      return { family: ways![0]!, ways: ways!, others };
    });
}

/** Each family's ways beside each other, and beside what sounds alike; once as written, once with one side in another frame. */
export function familyRows(random: Random): RepeatRow[] {
  return familiesOf(TAUGHT_FAMILIES).flatMap(({ ways, others, family }) => {
    const rows: RepeatRow[] = [];
    const add = (a: string, b: string, isRepeat: boolean, weight: number) => {
      const beside = a === family ? 'beside family' : 'beside family in other words';
      rows.push({ source: isRepeat ? 'family' : beside, a, b, isRepeat, weight, family });
      const turned = random.next() < 0.5 ? [reword(a, random), b] : [a, reword(b, random)];
      const made = { a: turned[0]!, b: turned[1]!, weight: (weight * REWORDED_WEIGHT) / WEIGHT };
      rows.push({ ...made, source: isRepeat ? 'family reworded' : 'beside family reworded', isRepeat, family });
    };
    for (const [i, a] of ways.entries()) {
      for (const b of ways.slice(i + 1)) add(a, b, true, WEIGHT);
      for (const b of others) add(a, b, false, OTHERS_WEIGHT);
    }
    return rows;
  });
}
