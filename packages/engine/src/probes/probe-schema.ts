import { s } from '../config/schema.ts';

const text = s.string().min(1);
const percent = s.number().min(0).max(100);
const names = s.array(text).default([]);
/** By family, names of its rules; one name may stand alone. */
const signals = s.record(s.string(), s.union([text, s.array(text)])).default({});
/** Text that makes a request long: the same piece again and again. */
const long = s.union([text, s.strictObject({ text, repeat: s.int().min(1).max(1_000_000).default(1) })]);

const variant = s.strictObject({
  id: text,
  description: s.string().optional(),
  objective: s.string().optional(),
  query: text.optional(),
  messages: s.array(s.unknown()).min(1).optional(),
  tools: s.array(s.unknown()).optional(),
  metadata: s.record(s.string(), s.string()).default({}),
  model: text.optional(),
  tags: s.array(s.string()).default([]),
  padding: long.optional(),
  generated_text: long.optional(),
  repeat: s.int().min(1).max(1_000_000).default(1),
  image_fixture: text.optional(),
});

const decision = s.strictObject({
  id: text,
  description: s.string().optional(),
  objective: s.string().optional(),
  model: text.optional(),
  expected_decision: text.optional(),
  expected_recipe: text.optional(),
  expected_alias: text.optional(),
  expected_model: text.optional(),
  expected_algorithm: text.optional(),
  expected_plugins: names,
  expected_signals: signals,
  forbidden_signals: signals,
  reasoning: s.enum(['off', 'low', 'medium', 'high']).optional(),
  variants: s.array(variant).min(1),
});

/** The reference's probe format, and `reasoning`, `metadata` and `profile`, which are ours. */
export const probeFileSchema = s.strictObject({
  schema_version: s.string().optional(),
  name: s.string().optional(),
  description: s.string().optional(),
  profile: s.string().optional(),
  // About the reference's own tools: read past.
  routing_assets: s.unknown().optional(),
  router_eval_endpoint: s.unknown().optional(),
  evaluation: s.unknown().optional(),
  fixtures: s.strictObject({ images: s.record(s.string(), text).default({}) }).prefault({}),
  acceptance: s
    .strictObject({ min_probe_pass_rate: percent.default(100), min_decision_pass_rate: percent.default(0) })
    .optional(),
  coverage: s
    .strictObject({
      min_signal_assertion_percent: percent.optional(),
      min_projection_assertion_percent: percent.optional(),
      min_algorithm_assertion_percent: percent.optional(),
      min_plugin_assertion_percent: percent.optional(),
      required_request_shapes: names,
      min_tag_counts: s.record(s.string(), s.int().min(0)).default({}),
      min_tag_pass_rate: s.record(s.string(), percent).default({}),
    })
    .optional(),
  decisions: s.array(decision).min(1),
});

export type RawProbeFile = ReturnType<typeof probeFileSchema.parse>;
export type RawProbeDecision = RawProbeFile['decisions'][number];
export type RawProbeVariant = RawProbeDecision['variants'][number];
