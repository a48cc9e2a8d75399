import type { SignalKind } from '../signals/signal-kind.ts';
import { s } from './schema.ts';

const text = s.string();

const bounds = {
  gt: s.number().optional().describe('Greater than.'),
  gte: s.number().optional().describe('At least.'),
  lt: s.number().optional().describe('Less than.'),
  lte: s.number().optional().describe('At most.'),
};

const partition = s.strictObject({
  name: s.string().min(1).describe('Unique name.'),
  semantics: s
    .enum(['exclusive', 'softmax_exclusive'])
    .default('exclusive')
    .describe(
      'exclusive: the highest confidence wins; softmax_exclusive: it also becomes its share of the contenders.',
    ),
  temperature: s.number().positive().optional().describe('Of softmax_exclusive: lower makes the best share larger.'),
  type: s.string().optional().describe('Kind of the members, where their names occur in several.'),
  members: s.array(s.string().min(1)).min(2).describe('Rules of one kind of which at most one may match.'),
  default: s.string().min(1).describe('The member that matches when none does.'),
});

const scoreInput = s.strictObject({
  type: s.string().min(1).describe('A signal kind, or projection for another score or a band.'),
  name: s.string().min(1).optional().describe('Name of the rule output, score or band.'),
  weight: s.number().describe('Factor; negative ones lower the score.'),
  value_source: s
    .enum(['binary', 'confidence', 'raw', 'score'])
    .optional()
    .describe(
      'binary (default): match or miss; confidence; raw: the reading’s number; score (default for a score): its value.',
    ),
  match: s.number().optional().describe('Of binary: value when matched, default 1.'),
  miss: s.number().optional().describe('Of binary: value when not, default 0.'),
});

const score = (input: typeof scoreInput) =>
  s.strictObject({
    name: s.string().min(1).describe('Unique name.'),
    description: s.string().optional().describe('What it measures.'),
    method: s.literal('weighted_sum').default('weighted_sum').describe('Sum of weight × value.'),
    inputs: s.array(input).min(1).describe('What is summed.'),
  });

const mapping = s.strictObject({
  name: s.string().min(1).describe('Unique name.'),
  source: s.string().min(1).describe('A score.'),
  method: s
    .enum(['threshold_bands', 'multi_emit'])
    .default('threshold_bands')
    .describe('threshold_bands: the first output whose bounds hold; multi_emit: every such output.'),
  calibration: s
    .strictObject({
      method: s
        .literal('sigmoid_distance')
        .default('sigmoid_distance')
        .describe('Confidence rises with the distance to the nearest bound.'),
      slope: s.number().positive().default(12).describe('How steeply.'),
    })
    .prefault({})
    .describe('Confidence of the outputs.'),
  outputs: s
    .array(
      s.strictObject({ name: s.string().min(1).describe('Name that conditions use: projection:NAME.'), ...bounds }),
    )
    .min(1)
    .describe('Bands over the score.'),
});

/** `routing.projections`: what lies between the signals and the decisions. Kinds may have input forms of their own. */
export function projectionsSchema(kinds: readonly Pick<SignalKind, 'inputForm'>[]) {
  const own = kinds.flatMap(({ inputForm: form }) =>
    Object.entries(form?.fields ?? {}).map(([key, schema]) => {
      const summary = `Of ${form!.type}: ${schema.description}`;
      return [key, (schema as typeof text).optional().describe(summary)] as const;
    }),
  );
  const input = scoreInput.extend(Object.fromEntries(own)) as unknown as typeof scoreInput;
  return s.strictObject({
    partitions: s.array(partition).default([]).describe('Groups of rules of which at most one matches.'),
    scores: s.array(score(input)).default([]).describe('Weighted sums over readings.'),
    mappings: s.array(mapping).default([]).describe('Bands over scores.'),
  });
}
