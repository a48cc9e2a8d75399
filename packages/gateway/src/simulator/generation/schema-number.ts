import type { JsonObject, JsonValue } from '../json.ts';
import type { InstanceContext } from './instance-context.ts';
import { UnsatisfiableSchema } from './schema-merge.ts';

/** A number within a schema's bounds and of its multiple; one of the hints where one fits. */
export function numberInstance(part: JsonObject, type: 'integer' | 'number', context: InstanceContext): number {
  const lowest = bound(part.minimum, Number.NEGATIVE_INFINITY);
  const highest = bound(part.maximum, Number.POSITIVE_INFINITY);
  const above = part.exclusiveMinimum === true ? lowest : bound(part.exclusiveMinimum, Number.NEGATIVE_INFINITY);
  const below = part.exclusiveMaximum === true ? highest : bound(part.exclusiveMaximum, Number.POSITIVE_INFINITY);
  const multiple = part.multipleOf === undefined ? undefined : Number(part.multipleOf);
  const fits = (value: number): boolean =>
    Number.isFinite(value) &&
    value >= lowest &&
    value <= highest &&
    value > above &&
    value < below &&
    (type === 'number' || Number.isInteger(value)) &&
    (multiple === undefined || Number.isInteger(value / multiple));

  const hinted = context.hints?.numbers.find(fits);
  if (hinted !== undefined) return hinted;
  const from = Math.max(lowest, above);
  const to = Math.min(highest, below);
  const step = multiple ?? 1;
  const start = Number.isFinite(from) ? from : Number.isFinite(to) ? to - 100 * step : 1;
  const span = Number.isFinite(to) ? to - start : 100 * step;
  const chosen = start + context.random.next() * span;
  const candidates = [Math.round(chosen / step) * step, start, to, (start + to) / 2, start + span * 0.75];
  for (let turn = 0; turn <= 100; turn += 1) {
    candidates.push((Math.ceil(start / step) + turn) * step, (Math.floor(to / step) - turn) * step);
  }
  const value = candidates.find(fits);
  if (value === undefined) throw new UnsatisfiableSchema(`no ${type} lies within the bounds ${from} and ${to}`);
  return value === 0 ? 0 : value;
}

function bound(value: JsonValue | undefined, open: number): number {
  return typeof value === 'number' ? value : open;
}
