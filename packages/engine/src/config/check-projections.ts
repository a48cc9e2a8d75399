import type { z } from 'zod';
import { findCycle } from '../projections/compile-projections.ts';
import type { BandConfig } from '../projections/projection-config.ts';
import type { SignalKind } from '../signals/signal-kind.ts';
import type { ConfigPath, Report } from './diagnostic.ts';
import { suggest } from './nearest.ts';
import { compilePredicate } from './predicate.ts';
import type { projectionsSchema } from './projections-schema.ts';
import {
  type CanonicalInput,
  formRuleOf,
  kindOfMembers,
  type OutputsByKind,
  translateProjections,
} from './translate-projections.ts';

type CanonicalProjections = z.infer<ReturnType<typeof projectionsSchema>>;

interface ProjectionCheck {
  readonly outputs: OutputsByKind;
  readonly kinds: readonly SignalKind[];
  readonly settings: ReadonlyMap<SignalKind, unknown>;
  /** Reports names that occur twice in a list. */
  readonly checkUnique: (names: readonly string[], path: ConfigPath, what: string) => void;
  readonly report: Report;
}

/** Paths are relative to the recipe's `routing`. */
const ROOT: ConfigPath = ['projections'];

/** Names, members, bounds, holes and cycles. */
export function checkProjections(projections: CanonicalProjections, check: ProjectionCheck): void {
  const { outputs, checkUnique, report } = check;
  const { partitions, scores, mappings } = projections;
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
  checkUnique(names(partitions), [...ROOT, 'partitions'], 'partition');
  checkUnique(names(scores), [...ROOT, 'scores'], 'score');
  checkUnique(names(mappings), [...ROOT, 'mappings'], 'mapping');
  const before = { errors: 0 };
  const counting: Report = {
    ...report,
    error(...problem) {
      before.errors++;
      report.error(...problem);
    },
  };
  checkPartitions(partitions, outputs, counting);
  checkScores(projections, { ...check, report: counting });
  checkMappings(projections, counting);
  if (before.errors > 0) return;
  const cycle = findCycle(translateProjections(projections, outputs, check.kinds));
  if (cycle !== undefined) {
    report.error(
      'config.projection_cycle',
      [...ROOT, 'scores'],
      `projections depend on each other in a circle: ${cycle.join(' → ')}`,
      'take one of these inputs out',
    );
  }
}

function checkPartitions(partitions: CanonicalProjections['partitions'], outputs: OutputsByKind, report: Report): void {
  const owners = new Map<string, string>();
  for (const [index, partition] of partitions.entries()) {
    const path = [...ROOT, 'partitions', index];
    const kind = kindOfMembers(partition.members, partition.type, outputs);
    if (kind === undefined) reportMembers(partition, outputs, path, report);
    if (!partition.members.includes(partition.default)) {
      report.error(
        'config.partition_default',
        [...path, 'default'],
        `partition "${partition.name}": the default "${partition.default}" is not a member`,
        suggest(partition.default, partition.members, 'member'),
      );
    }
    if (partition.semantics === 'softmax_exclusive' && partition.temperature === undefined) {
      report.error(
        'config.partition_temperature',
        path,
        `partition "${partition.name}": softmax_exclusive needs a temperature`,
        'e.g. temperature: 0.1',
      );
    }
    if (partition.semantics === 'exclusive' && partition.temperature !== undefined) {
      report.error(
        'config.partition_temperature',
        [...path, 'temperature'],
        `partition "${partition.name}": exclusive does not use a temperature`,
        'take it out, or set semantics: softmax_exclusive',
      );
    }
    for (const [position, member] of partition.members.entries()) {
      const label = `${kind}:${member}`;
      const owner = owners.get(label);
      if (kind !== undefined && owner !== undefined) {
        report.error(
          'config.partition_overlap',
          [...path, 'members', position],
          `"${member}" is already a member of ${owner === partition.name ? 'this partition' : `the partition "${owner}"`}`,
          'a rule belongs to one partition, once',
        );
      }
      owners.set(label, partition.name);
    }
  }
}

function reportMembers(
  partition: CanonicalProjections['partitions'][number],
  outputs: OutputsByKind,
  path: ConfigPath,
  report: Report,
): void {
  const kinds = [...outputs].filter(([kind]) => partition.type === undefined || partition.type === kind);
  const best = kinds
    .map(([kind, names]) => ({ kind, names, missing: partition.members.filter((member) => !names.includes(member)) }))
    .sort((a, b) => a.missing.length - b.missing.length)[0];
  if (best === undefined) {
    report.error(
      'config.unknown_signal_kind',
      [...path, 'type'],
      `partition "${partition.name}": unknown signal kind "${partition.type}"`,
      suggest(partition.type ?? '', [...outputs.keys()], 'kind'),
    );
    return;
  }
  if (best.missing.length === 0) {
    report.error(
      'config.partition_type',
      path,
      `partition "${partition.name}": its members occur in several kinds`,
      'say which with type: …',
    );
    return;
  }
  for (const member of best.missing) {
    report.error(
      'config.unknown_signal',
      [...path, 'members', partition.members.indexOf(member)],
      `partition "${partition.name}": unknown member "${best.kind}:${member}"; members are rules of one kind`,
      suggest(member, best.names, `${best.kind} rule`),
    );
  }
}

function checkScores({ scores, mappings }: CanonicalProjections, check: ProjectionCheck): void {
  const { outputs, kinds, report } = check;
  const forms = kinds.flatMap(({ inputForm }) => inputForm?.type ?? []);
  const scoreNames = scores.map(({ name }) => name);
  const bandNames = mappings.flatMap((mapping) => mapping.outputs.map(({ name }) => name));
  for (const [index, score] of scores.entries()) {
    for (const [position, input] of score.inputs.entries()) {
      const path = [...ROOT, 'scores', index, 'inputs', position];
      if (checkFormInput(input, path, `score "${score.name}"`, check)) continue;
      const type = input.type.toLowerCase();
      const isProjection = type === 'projection';
      const known = isProjection ? [...scoreNames, ...bandNames] : outputs.get(type);
      if (known === undefined) {
        report.error(
          'config.unknown_signal_kind',
          [...path, 'type'],
          `score "${score.name}": unknown signal kind "${input.type}"`,
          suggest(type, [...outputs.keys(), 'projection', ...forms], 'kind'),
        );
        continue;
      }
      if (input.name === undefined) {
        const message = `score "${score.name}": an input of type ${input.type} needs a name`;
        report.error('config.missing_key', path, message, `${type} outputs: ${known.join(', ') || 'none'}`);
        continue;
      }
      if (!known.includes(input.name)) {
        report.error(
          'config.unknown_signal',
          [...path, 'name'],
          `score "${score.name}": unknown signal "${type}:${input.name}"`,
          suggest(input.name, known, `${type} output`),
        );
      }
      const takesScore = isProjection && scoreNames.includes(input.name);
      if ((input.value_source === 'score') !== takesScore && input.value_source !== undefined) {
        report.error(
          'config.value_source',
          [...path, 'value_source'],
          `score "${score.name}": ${takesScore ? 'a score is taken as score' : '"score" is for other scores'}, got ${input.value_source}`,
          takesScore ? 'take value_source out' : 'use binary, confidence or raw',
        );
      }
      const isBinary = !takesScore && (input.value_source ?? 'binary') === 'binary';
      if (!isBinary && (input.match !== undefined || input.miss !== undefined)) {
        report.error(
          'config.value_source',
          path,
          `score "${score.name}": match and miss belong to value_source binary`,
          'take them out',
        );
      }
    }
  }
}

/** An input that asks a kind by fields of its own; false for one that names an output. */
function checkFormInput(input: CanonicalInput, path: ConfigPath, owner: string, check: ProjectionCheck): boolean {
  const { kinds, settings, report } = check;
  const asked = formRuleOf(input, kinds);
  if (asked === undefined) return false;
  const { kind, missing, rule } = asked;
  const { type, fields } = kind.inputForm!;
  if (missing.length > 0) {
    const message = `${owner}: an input of type ${type} needs ${missing.join(' and ')}`;
    report.error('config.missing_key', path, message, `{ type: ${type}, ${Object.keys(fields).join(': …, ')}: … }`);
    return true;
  }
  const say =
    (tell: Report['error']): Report['error'] =>
    (code, _at, message, hint) =>
      tell(code, path, `${owner}: ${message}`, hint);
  kind.check?.(rule, { error: say(report.error), warning: say(report.warning) }, settings.get(kind));
  return true;
}

function checkMappings({ scores, mappings }: CanonicalProjections, report: Report): void {
  const scoreNames = scores.map(({ name }) => name);
  const seen = new Map<string, string>();
  for (const [index, mapping] of mappings.entries()) {
    const path = [...ROOT, 'mappings', index];
    if (!scoreNames.includes(mapping.source)) {
      report.error(
        'config.unknown_score',
        [...path, 'source'],
        `mapping "${mapping.name}": unknown score "${mapping.source}"`,
        suggest(mapping.source, scoreNames, 'score'),
      );
    }
    if (mapping.method === 'multi_emit' && mapping.outputs.length < 2) {
      report.error(
        'config.multi_emit',
        [...path, 'outputs'],
        `mapping "${mapping.name}": multi_emit needs at least two outputs`,
        'use threshold_bands for one',
      );
    }
    for (const [position, output] of mapping.outputs.entries()) {
      const at = [...path, 'outputs', position];
      const owner = seen.get(output.name);
      if (owner !== undefined) {
        report.error(
          'config.duplicate_name',
          [...at, 'name'],
          `duplicate output "${output.name}"; the mapping "${owner}" has it too`,
          'names of outputs are unique over all mappings',
        );
      }
      seen.set(output.name, mapping.name);
    }
    checkBands(mapping, path, report);
  }
}

/** Bands that no number reaches are mistakes; numbers between two bands that reach none are worth a word. */
function checkBands(mapping: CanonicalProjections['mappings'][number], path: ConfigPath, report: Report): void {
  const edges = [...new Set(mapping.outputs.flatMap(boundsOf))].sort((a, b) => a - b);
  const marks = edges.flatMap((edge, index) =>
    index === 0 ? [edge - 1, edge] : [(edges[index - 1]! + edge) / 2, edge],
  );
  const samples = edges.length === 0 ? [0] : [...marks, edges.at(-1)! + 1];
  const holds = mapping.outputs.map((output) => samples.map(compilePredicate(output)));
  const firstAt = samples.map((_, sample) => holds.findIndex((each) => each[sample]));
  for (const [position, output] of mapping.outputs.entries()) {
    const reached = mapping.method === 'multi_emit' ? holds[position]!.includes(true) : firstAt.includes(position);
    if (!reached) {
      const impossible = !holds[position]!.includes(true);
      report.error(
        'config.unreachable_band',
        [...path, 'outputs', position],
        `mapping "${mapping.name}": no score gives "${output.name}"${impossible ? ': its bounds exclude each other' : '; outputs before it take them all'}`,
        'mend its bounds, or the order',
      );
    }
  }
  const covered = firstAt.map((first) => first >= 0);
  const hole = samples.findIndex(
    (_, sample) => !covered[sample] && covered.slice(0, sample).includes(true) && covered.slice(sample).includes(true),
  );
  if (hole >= 0) {
    report.warning(
      'config.band_hole',
      [...path, 'outputs'],
      `mapping "${mapping.name}": a score of ${samples[hole]} gives no band, though lower and higher ones do`,
      'close the gap between the bounds',
    );
  }
}

function boundsOf({ gt, gte, lt, lte }: BandConfig): number[] {
  return [gt, gte, lt, lte].filter((bound) => bound !== undefined);
}
