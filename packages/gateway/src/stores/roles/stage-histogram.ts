import { STAGES, type StageTimes } from '../../exchange/stages.ts';

/** Upper bounds of the parts that times are counted in, in milliseconds; the last part is beyond the last of them. */
export const STAGE_BOUNDS_MS = [
  0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000,
] as const;

/** Times that are counted: of the stages, to the first byte, and in all. */
export const COUNTED_TIMES = [...STAGES, 'first_byte', 'total'] as const;

export type CountedTime = (typeof COUNTED_TIMES)[number];

/** What is before the name of a time in its tag; no kind of signal has this name. */
export const STAGE_TAG = 'stage:';

/** Ready-made: a record needs a dozen of them. */
const tagsOf = (name: CountedTime): readonly string[] =>
  Array.from({ length: STAGE_BOUNDS_MS.length + 1 }, (_, part) => `${STAGE_TAG}${name}:${part}`);
const TAGS = new Map(COUNTED_TIMES.map((name) => [name, tagsOf(name)]));
const STAGE_TAGS = STAGES.map((stage) => [stage, tagsOf(stage)] as const);
const FIRST_BYTE_TAGS = tagsOf('first_byte');
const TOTAL_TAGS = tagsOf('total');

/** Adds in which part each time of a record is, as tags: `stage:route:4`. */
export function addStageTags(tags: string[], { stages, firstByteMs, totalMs }: StageTimes): void {
  for (const [stage, own] of STAGE_TAGS) {
    const ms = stages[stage];
    if (ms !== null) tags.push(own[partOf(ms)]!);
  }
  if (firstByteMs !== null) tags.push(FIRST_BYTE_TAGS[partOf(firstByteMs)]!);
  tags.push(TOTAL_TAGS[partOf(totalMs)]!);
}

function partOf(ms: number): number {
  let part = 0;
  while (part < STAGE_BOUNDS_MS.length && ms > STAGE_BOUNDS_MS[part]!) part++;
  return part;
}

/** How often each time was in each part, from the counts of tags; nothing for times that never were. */
export function stageCounts(tags: Readonly<Record<string, number>>): ReadonlyMap<CountedTime, readonly number[]> {
  const counts = new Map<CountedTime, number[]>();
  for (const [name, own] of TAGS) {
    const found = own.map((tag) => tags[tag] ?? 0);
    if (found.some((count) => count > 0)) counts.set(name, found);
  }
  return counts;
}

/**
 * The time that a share (0..1) of those counted does not exceed, in milliseconds, as if those of a part lay evenly in it;
 * of the last part its lower bound. Null where none was counted.
 */
export function percentileMs(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let left = share * total;
  for (const [part, count] of counts.entries()) {
    if (left > count || count === 0) {
      left -= count;
      continue;
    }
    const low = STAGE_BOUNDS_MS[part - 1] ?? 0;
    const high = STAGE_BOUNDS_MS[part] ?? low;
    return low + (high - low) * (left / count);
  }
  return STAGE_BOUNDS_MS.at(-1)!;
}
