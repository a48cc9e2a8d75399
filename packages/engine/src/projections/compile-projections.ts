import type { Slots } from '../evaluation/slots.ts';
import type { ProjectionTrace } from '../trace/trace.ts';
import { compileMapping, type Mapping } from './mapping/mapping.ts';
import { compilePartition } from './partition/partition.ts';
import type { MappingConfig, ProjectionsConfig, ScoreConfig } from './projection-config.ts';
import { compileScore, type Score, type ScoreRange } from './score/score.ts';

/** The projections of a config as steps over slots, in the order in which they depend on each other. */
export interface CompiledProjections {
  /** Run right after the signals, before rules are gated and refined. */
  readonly partition: (slots: Slots) => readonly ProjectionTrace[];
  /** Run last: scores and the bands over them. */
  readonly derive: (slots: Slots) => readonly ProjectionTrace[];
}

const NOTHING: readonly ProjectionTrace[] = [];

/** Names were checked and cycles refused before. */
export function compileProjections(config: ProjectionsConfig, slotOf: (label: string) => number): CompiledProjections {
  const partitions = config.partitions.map((partition) => compilePartition(partition, slotOf));
  const steps = orderSteps(config).map((step) => compileStep(step, config, slotOf));
  return {
    partition: partitions.length === 0 ? () => NOTHING : (slots) => partitions.map((apply) => apply(slots)),
    derive(slots) {
      if (steps.length === 0) return NOTHING;
      const ranges: ScoreRange[] = [];
      return steps.map((step) => {
        if (step.type === 'mapping') return step.map(slots, ranges[step.score]!);
        const { range, trace } = step.compute(slots, ranges);
        ranges[step.index] = range;
        return trace;
      });
    },
  };
}

type Step =
  | { readonly type: 'score'; readonly score: ScoreConfig }
  | { readonly type: 'mapping'; readonly mapping: MappingConfig };
type CompiledStep =
  | { readonly type: 'score'; readonly index: number; readonly compute: Score }
  | { readonly type: 'mapping'; readonly score: number; readonly map: Mapping };

function compileStep(step: Step, config: ProjectionsConfig, slotOf: (label: string) => number): CompiledStep {
  const indexOf = (name: string) => config.scores.findIndex((score) => score.name === name);
  if (step.type === 'mapping') {
    return { type: 'mapping', score: indexOf(step.mapping.score), map: compileMapping(step.mapping, slotOf) };
  }
  const find = (source: string) =>
    source.startsWith('score:') ? { score: indexOf(source.slice('score:'.length)) } : { slot: slotOf(source) };
  return { type: 'score', index: config.scores.indexOf(step.score), compute: compileScore(step.score, find) };
}

/** Scores before the mappings over them, mappings before the scores that read their outputs. */
function orderSteps(config: ProjectionsConfig): Step[] {
  const done = new Set<Step>();
  const steps = stepsOf(config);
  const visit = (step: Step): void => {
    if (done.has(step)) return;
    for (const other of dependenciesOf(step, steps)) visit(other);
    done.add(step);
  };
  steps.forEach(visit);
  return [...done];
}

function stepsOf(config: ProjectionsConfig): Step[] {
  return [
    ...config.scores.map((score) => ({ type: 'score' as const, score })),
    ...config.mappings.map((mapping) => ({ type: 'mapping' as const, mapping })),
  ];
}

function dependenciesOf(step: Step, steps: readonly Step[]): readonly Step[] {
  if (step.type === 'mapping')
    return steps.filter((other) => other.type === 'score' && other.score.name === step.mapping.score);
  return step.score.inputs.flatMap(({ source }) => steps.filter((other) => provides(other, source)));
}

function provides(step: Step, source: string): boolean {
  if (step.type === 'score') return source === `score:${step.score.name}`;
  return step.mapping.outputs.some((output) => source === `projection:${output.name}`);
}

/** A chain of names that leads back to its start, or undefined: `a → b → a`. */
export function findCycle(config: ProjectionsConfig): readonly string[] | undefined {
  const steps = stepsOf(config);
  const nameOf = (step: Step) => (step.type === 'score' ? step.score.name : step.mapping.name);
  const finished = new Set<Step>();
  const search = (step: Step, path: readonly Step[]): readonly string[] | undefined => {
    const start = path.indexOf(step);
    if (start >= 0) return [...path.slice(start), step].map(nameOf);
    if (finished.has(step)) return undefined;
    for (const other of dependenciesOf(step, steps)) {
      const cycle = search(other, [...path, step]);
      if (cycle !== undefined) return cycle;
    }
    finished.add(step);
    return undefined;
  };
  for (const step of steps) {
    const cycle = search(step, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
