import type { LimitUnit } from '@signalbox/engine';

/** One window of a unit, in milliseconds since 1970: from `start` on, before `end`. */
export interface LimitWindow {
  readonly start: number;
  readonly end: number;
}

const LENGTHS: Readonly<Record<Exclude<LimitUnit, 'month'>, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** The window of a unit that a time lies in, by the clock in UTC: every router has the same ones. */
export function windowAt(unit: LimitUnit, timeMs: number): LimitWindow {
  if (unit === 'month') {
    const date = new Date(timeMs);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
  }
  const start = Math.floor(timeMs / LENGTHS[unit]) * LENGTHS[unit];
  return { start, end: start + LENGTHS[unit] };
}
