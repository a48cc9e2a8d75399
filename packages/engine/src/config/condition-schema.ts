import type { z } from 'zod';
import { predicateSchema } from './predicate.ts';
import { type Schema, s } from './schema.ts';

/** A leaf as the config writes it. */
export interface RawLeaf {
  readonly type: string;
  readonly name: string;
  readonly label?: string | undefined;
  readonly predicate?: z.infer<typeof predicateSchema> | undefined;
  readonly on_error?: 'match' | 'no_match' | undefined;
}
/** A rule tree as the config writes it. */
export type RawCondition = RawLeaf | { readonly operator: string; readonly conditions: readonly RawCondition[] };

/** The output that a leaf names: kinds with several write them `rule:output`. */
export function outputOf({ name, label }: Pick<RawLeaf, 'name' | 'label'>): string {
  return label === undefined ? name : `${name}:${label}`;
}

/** A rule tree: leaves that name signals, AND, OR and NOT over them. */
export const conditionSchema: Schema<RawCondition> = s.lazy(() =>
  s.union([
    s.strictObject({
      type: s.string().min(1).describe('A signal kind, e.g. keyword.'),
      name: s.string().min(1).describe('Name of a rule, or of one of its outputs.'),
      label: s
        .string()
        .min(1)
        .optional()
        .describe('One of the rule’s outputs; name: a, label: b stands for name: a:b.'),
      predicate: predicateSchema.optional().describe('Bounds on the reading’s value instead of whether it matched.'),
      on_error: s.enum(['match', 'no_match']).optional().describe('What an unknown reading counts as.'),
    }),
    s.strictObject({
      operator: s.enum(['AND', 'OR', 'NOT']).describe('How the conditions combine; NOT takes exactly one.'),
      conditions: s.array(conditionSchema).describe('Parts.'),
    }),
  ]),
) as Schema<RawCondition>;
