import type { z } from 'zod';
import type { ProjectionsConfig, ScoreInputConfig } from '../projections/projection-config.ts';
import { outputsOf, type SignalKind } from '../signals/signal-kind.ts';
import type { projectionsSchema } from './projections-schema.ts';

type CanonicalProjections = z.infer<typeof projectionsSchema>;
type CanonicalInput = CanonicalProjections['scores'][number]['inputs'][number];

/** Outputs of the configured rules, by kind. */
export type OutputsByKind = ReadonlyMap<string, readonly string[]>;

export function outputsByKind(
  kinds: readonly SignalKind[],
  rulesOf: (kind: SignalKind) => readonly { readonly name: string }[],
): OutputsByKind {
  return new Map(kinds.map((kind) => [kind.kind, rulesOf(kind).flatMap((rule) => outputsOf(kind, rule))]));
}

/** The one kind that has all the members, or undefined. */
export function kindOfMembers(
  members: readonly string[],
  type: string | undefined,
  outputs: OutputsByKind,
): string | undefined {
  const fitting = [...outputs].filter(
    ([kind, names]) => (type === undefined || type === kind) && members.every((member) => names.includes(member)),
  );
  return fitting.length === 1 ? fitting[0]![0] : undefined;
}

/** Checked projections in our own words. */
export function translateProjections(projections: CanonicalProjections, outputs: OutputsByKind): ProjectionsConfig {
  const scores = new Set(projections.scores.map((score) => score.name));
  return {
    partitions: projections.partitions.map((partition) => {
      const kind = kindOfMembers(partition.members, partition.type, outputs)!;
      return {
        name: partition.name,
        members: partition.members.map((member) => `${kind}:${member}`),
        fallback: `${kind}:${partition.default}`,
        temperature: partition.semantics === 'softmax_exclusive' ? partition.temperature : undefined,
      };
    }),
    scores: projections.scores.map((score) => ({
      name: score.name,
      inputs: score.inputs.map((input) => translateInput(input, scores)),
    })),
    mappings: projections.mappings.map((mapping) => ({
      name: mapping.name,
      score: mapping.source,
      emits: mapping.method === 'multi_emit' ? 'all' : 'first',
      slope: mapping.calibration.slope,
      outputs: mapping.outputs,
    })),
  };
}

function translateInput(input: CanonicalInput, scores: ReadonlySet<string>): ScoreInputConfig {
  const type = input.type.toLowerCase();
  const isScore = type === 'projection' && scores.has(input.name) && (input.value_source ?? 'score') === 'score';
  return {
    source: isScore ? `score:${input.name}` : `${type}:${input.name}`,
    weight: input.weight,
    take: input.value_source === undefined || input.value_source === 'score' ? 'binary' : input.value_source,
    match: input.match ?? 1,
    miss: input.miss ?? 0,
  };
}
