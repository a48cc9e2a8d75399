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
const TAGS = new Map(
  COUNTED_TIMES.map((name) => [
    name,
    Array.from({ length: STAGE_BOUNDS_MS.length + 1 }, (_, part) => `${STAGE_TAG}${name}:${part}`),
  ]),
);

/** In which part each time of a record is, as tags: `stage:route:4`. */
export function stageTags({ stages, firstByteMs, totalMs }: StageTimes): readonly string[] {
  const tags: string[] = [];
  const add = (name: CountedTime, ms: number | null) => {
    if (ms !== null) tags.push(TAGS.get(name)![partOf(ms)]!);
  };
  for (const stage of STAGES) add(stage, stages[stage]);
  add('first_byte', firstByteMs);
  add('total', totalMs);
  return tags;
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
