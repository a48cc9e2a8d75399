import type { Measurement } from '../measurement.ts';
import { type FigureChoice, type Goal, QUALITY_ROWS, type QualityRow } from './quality-rows.ts';

/** One chosen measurement in its place in the table. */
export interface QualityFigure {
  readonly label: string;
  readonly measured: Measurement;
  /** The n-gram baseline's value for the same rows, where one was trained. */
  readonly baseline: number | undefined;
  readonly goal: Goal | undefined;
  /** Whether the value keeps the goal; undefined where there is none. */
  readonly isMet: boolean | undefined;
}

/** A line with what was measured for it; `main` is empty where nothing was measured yet. */
export interface QualityLine {
  readonly row: QualityRow;
  readonly main: readonly QualityFigure[];
  readonly typos: readonly QualityFigure[];
  readonly languages: readonly QualityFigure[];
  readonly adversarial: readonly QualityFigure[];
  /** All figures asked for are there and every goal is met; undefined where some were not measured in this run. */
  readonly isMet: boolean | undefined;
}

/** Places what was measured, and the baseline's figures of the same names, in the lines of the table. */
export function tabulateQuality(
  ours: readonly Measurement[],
  baseline: readonly Measurement[],
  rows: readonly QualityRow[] = QUALITY_ROWS,
): QualityLine[] {
  const place = (choices: readonly FigureChoice[] = []) =>
    choices.flatMap((choice) => chooseFigures(choice, ours, baseline));
  return rows.map((row) => {
    const cells = {
      main: place([row.main]),
      typos: place(row.typos),
      languages: place(row.languages),
      adversarial: place(row.adversarial),
    };
    const all = Object.values(cells).flat();
    const judged = [row.main, ...(row.typos ?? []), ...(row.languages ?? []), ...(row.adversarial ?? [])];
    const isComplete = judged.every(
      (choice) => choice.goal === undefined || chooseFigures(choice, ours, baseline).length > 0,
    );
    const isMissed = all.some(({ isMet }) => isMet === false);
    return { row, ...cells, isMet: isMissed ? false : isComplete && cells.main.length > 0 ? true : undefined };
  });
}

function chooseFigures(
  choice: FigureChoice,
  ours: readonly Measurement[],
  baseline: readonly Measurement[],
): QualityFigure[] {
  const labelOf = ({ head, name }: Measurement): string | undefined => {
    if (head !== choice.head) return undefined;
    if (typeof choice.name === 'string') return name === choice.name ? (choice.label ?? name) : undefined;
    return choice.name.exec(name)?.[1];
  };
  return ours
    .flatMap((measured) => {
      const label = labelOf(measured);
      return label === undefined ? [] : [{ measured, label }];
    })
    .map(({ measured, label }) => ({
      label,
      measured,
      baseline: baseline.find(({ head, name }) => head === measured.head && name === measured.name)?.value,
      goal: choice.goal,
      isMet: choice.goal === undefined ? undefined : keeps(choice.goal, measured.value),
    }));
}

function keeps({ atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Goal, value: number) {
  return value >= atLeast && value <= atMost;
}
