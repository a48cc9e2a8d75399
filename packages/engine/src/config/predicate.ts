import type { PredicateConfig } from './router-config.ts';
import { s } from './schema.ts';

/** Numeric bounds as conditions and rules write them. */
export const predicateSchema = s.strictObject({
  gt: s.number().optional().describe('Greater than.'),
  gte: s.number().optional().describe('At least.'),
  lt: s.number().optional().describe('Less than.'),
  lte: s.number().optional().describe('At most.'),
});

/** Whether a number keeps within all the bounds. */
export function compilePredicate({ gt, gte, lt, lte }: PredicateConfig): (value: number) => boolean {
  return (value) =>
    !(
      (gt !== undefined && value <= gt) ||
      (gte !== undefined && value < gte) ||
      (lt !== undefined && value >= lt) ||
      (lte !== undefined && value > lte)
    );
}
