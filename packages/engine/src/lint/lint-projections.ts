import type { Report } from '../config/diagnostic.ts';
import type { ProjectionsConfig } from '../projections/projection-config.ts';
import { emitted, rangeOf, samplesOf } from './bands.ts';

/** Bands that no score reaches: the config's check looks at their bounds, this at the weights as well. */
export function lintProjections(projections: ProjectionsConfig, report: Report): void {
  for (const [index, mapping] of projections.mappings.entries()) {
    const score = projections.scores.find(({ name }) => name === mapping.score);
    if (score === undefined) continue;
    const range = rangeOf(score, projections);
    const cases = samplesOf(range, mapping.outputs).map((each) => emitted(mapping, each));
    const between = `its score is between ${round(range.low)} and ${round(range.high)}`;
    for (const [position, { name }] of mapping.outputs.entries()) {
      if (cases.some((each) => each[position])) continue;
      report.error(
        'lint.band_never',
        ['projections', 'mappings', index, 'outputs', position],
        `band "${name}" of "${mapping.name}" never comes: ${between}${mapping.emits === 'first' ? ', and bands before it go first' : ''}`,
        'move its bounds, or take it out',
      );
    }
  }
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}
