import { compilePredicate } from '../config/predicate.ts';
import type { BandConfig, MappingConfig, ProjectionsConfig, ScoreConfig } from '../projections/projection-config.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The values that a score's weights allow; infinite where it adds a raw number. */
export function rangeOf({ inputs }: ScoreConfig, { scores }: ProjectionsConfig): Interval {
  let low = 0;
  let high = 0;
  for (const { source, take, weight, match, miss } of inputs) {
    if (weight === 0) continue;
    const inner = source.startsWith('score:') ? scores.find(({ name }) => `score:${name}` === source) : undefined;
    const ends =
      inner !== undefined
        ? Object.values(rangeOf(inner, { scores, partitions: [], mappings: [] }))
        : take === 'binary'
          ? [match, miss]
          : take === 'confidence'
            ? [0, 1]
            : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    low += Math.min(...ends.map((end) => end * weight));
    high += Math.max(...ends.map((end) => end * weight));
  }
  return { low, high };
}

/** Scores that stand for all in the interval: its ends, the edges in it, and one between each two of these. */
export function samplesOf({ low, high }: Interval, bands: readonly BandConfig[]): readonly number[] {
  const edges = [...new Set(bands.flatMap(edgesOf))].sort((a, b) => a - b);
  const from = Number.isFinite(low) ? low : (edges[0] ?? 0) - 1;
  const to = Number.isFinite(high) ? high : (edges.at(-1) ?? 0) + 1;
  const marks = [from, ...edges.filter((edge) => edge > from && edge < to), ...(to > from ? [to] : [])];
  return marks.flatMap((mark, index) => (index === 0 ? [mark] : [(marks[index - 1]! + mark) / 2, mark]));
}

function edgesOf({ gt, gte, lt, lte }: BandConfig): number[] {
  return [gt, gte, lt, lte].filter((edge) => edge !== undefined);
}

/** Which bands of a mapping a score gives. */
export function emitted({ outputs, emits }: MappingConfig, score: number): readonly boolean[] {
  const holding = outputs.map((output) => compilePredicate(output)(score));
  const first = holding.indexOf(true);
  return emits === 'all' ? holding : holding.map((_, index) => index === first);
}

/** All bands over each score, and every combination of them that one of its values gives. */
export function bandsByScore(projections: ProjectionsConfig) {
  return projections.scores.flatMap((score) => {
    const mappings = projections.mappings.filter((mapping) => mapping.score === score.name);
    const bands = mappings.flatMap(({ outputs }) => outputs);
    if (bands.length === 0) return [];
    const samples = samplesOf(rangeOf(score, projections), bands);
    return [{ bands, cases: samples.map((each) => mappings.flatMap((mapping) => emitted(mapping, each))) }];
  });
}
