import type { z } from 'zod';
import type { ProjectionsConfig, ScoreInputConfig } from '../projections/projection-config.ts';
import { outputsOf, type SignalKind } from '../signals/signal-kind.ts';
import type { projectionsSchema } from './projections-schema.ts';

type CanonicalProjections = z.infer<ReturnType<typeof projectionsSchema>>;
export type CanonicalInput = CanonicalProjections['scores'][number]['inputs'][number];

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

/** The rule that an input asks for by fields of its own; undefined for one that names an output. Fields may be missing. */
export function formRuleOf(
  input: CanonicalInput,
  kinds: readonly SignalKind[],
): { readonly kind: SignalKind; readonly missing: readonly string[]; readonly rule: Rule } | undefined {
  const kind = kinds.find(({ inputForm }) => inputForm?.type === input.type.toLowerCase());
  if (kind === undefined) return undefined;
  const { fields, rule } = kind.inputForm!;
  const given = input as unknown as Readonly<Record<string, string | undefined>>;
  const values = Object.keys(fields).map((key) => [key, given[key] ?? ''] as const);
  return {
    kind,
    missing: values.filter(([, value]) => value === '').map(([key]) => key),
    rule: rule(Object.fromEntries(values)),
  };
}

type Rule = { readonly name: string };

/** Rules that no list has, because inputs of scores ask for them; each once. */
export function impliedRules({ scores }: CanonicalProjections, kind: SignalKind): readonly Rule[] {
  const asked = scores.flatMap(({ inputs }) => inputs.flatMap((input) => formRuleOf(input, [kind])?.rule ?? []));
  return asked.filter((rule, index) => asked.findIndex(({ name }) => name === rule.name) === index);
}

/** Checked projections in our own words. */
export function translateProjections(
  projections: CanonicalProjections,
  outputs: OutputsByKind,
  kinds: readonly SignalKind[],
): ProjectionsConfig {
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
      inputs: score.inputs.map((input) => translateInput(input, scores, kinds)),
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

function translateInput(
  input: CanonicalInput,
  scores: ReadonlySet<string>,
  kinds: readonly SignalKind[],
): ScoreInputConfig {
  const asked = formRuleOf(input, kinds);
  const type = asked?.kind.kind ?? input.type.toLowerCase();
  const name = asked?.rule.name ?? input.name!;
  const isScore = type === 'projection' && scores.has(name) && (input.value_source ?? 'score') === 'score';
  const byDefault = asked === undefined ? 'binary' : 'raw';
  return {
    source: isScore ? `score:${name}` : `${type}:${name}`,
    weight: input.weight,
    take: input.value_source === undefined || input.value_source === 'score' ? byDefault : input.value_source,
    match: input.match ?? 1,
    miss: input.miss ?? 0,
  };
}
