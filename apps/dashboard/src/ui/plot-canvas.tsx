import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import styles from './plot.module.css';

export interface PlotSeries {
  readonly label: string;
  /** As many as there are places on the axis; null for nothing there. */
  readonly values: readonly (number | null)[];
  readonly look?: 'line' | 'dashed' | 'points' | 'bars';
  readonly tone?: 'accent' | 'bad' | 'info' | 'violet' | 'warn' | 'text-faint';
}

export interface PlotProps {
  /** Places on the axis, growing; seconds since 1970 where it is of time. */
  readonly axis: readonly number[];
  readonly isTime?: boolean;
  readonly series: readonly PlotSeries[];
  /** What is to be seen, in words, for those who do not see it. */
  readonly summary: string;
  readonly height?: number;
  /** Bounds of both scales where they are known; else what the values take, from 0. */
  readonly range?: { readonly axis?: readonly [number, number]; readonly values?: readonly [number, number] };
  readonly format?: (value: number) => string;
  readonly formatAxis?: (value: number) => string;
}

const TONES = ['accent', 'info', 'violet', 'warn', 'bad'] as const;

/** Height of an axis whose marks take one line; those of time take two. */
const ONE_LINE = 30;

/** Draws on a canvas; drawn anew when what it shows or the theme changes. */
export function PlotCanvas({
  axis,
  isTime = false,
  series,
  summary,
  height = 200,
  range,
  format = String,
  formatAxis,
}: PlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const bounds = range?.axis ?? boundsOfBars(axis, series);
  const shown = JSON.stringify([axis, series, range]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: formats are functions of the page, the same whenever the values are
  useEffect(() => {
    const element = frame.current!;
    let plot: uPlot | undefined;
    const draw = () => {
      plot?.destroy();
      plot = new uPlot(optionsOf(element.clientWidth), [[...axis], ...series.map(valuesOf)], element);
    };
    const optionsOf = (width: number): uPlot.Options => {
      const line = { stroke: colour('text-faint'), grid: { stroke: colour('line'), width: 1 }, ticks: { show: false } };
      return {
        width,
        height,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: isTime, ...(bounds === undefined ? {} : { range: () => [...bounds] as [number, number] }) },
          y: {
            range: (_, _low, high) =>
              (range?.values === undefined ? [0, (high || 1) * 1.1] : [...range.values]) as [number, number],
          },
        },
        axes: [
          {
            ...line,
            ...(isTime ? {} : { size: ONE_LINE }),
            ...(formatAxis === undefined ? {} : { values: (_, splits) => splits.map(formatAxis) }),
          },
          { ...line, size: 56, values: (_, splits) => splits.map(format) },
        ],
        series: [{}, ...series.map(drawnAs)],
      };
    };
    draw();
    const sizes = new ResizeObserver(() => plot?.setSize({ width: element.clientWidth, height }));
    sizes.observe(element);
    const themes = new MutationObserver(draw);
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      sizes.disconnect();
      themes.disconnect();
      plot?.destroy();
    };
  }, [shown, isTime, height]);
  return (
    <figure className={styles.figure}>
      <div ref={frame} className={styles.frame} style={{ height }} aria-hidden />
      <figcaption>
        {series.length < 2 ? null : (
          <ul className={styles.legend} aria-hidden>
            {series.map(({ label, tone, look }, at) => (
              <li key={label}>
                <span data-look={look} style={{ background: `var(--${tone ?? TONES[at % TONES.length]})` }} />
                {label}
              </li>
            ))}
          </ul>
        )}
        <span className="visually-hidden">{summary}</span>
      </figcaption>
    </figure>
  );
}

/** A bar of nothing would still be drawn as a line. */
function valuesOf({ values, look }: PlotSeries): (number | null)[] {
  return look === 'bars' ? values.map((value) => (value === 0 ? null : value)) : [...values];
}

/** Room for the halves of the first and the last bar. */
function boundsOfBars(axis: readonly number[], series: readonly PlotSeries[]): readonly [number, number] | undefined {
  if (axis.length < 2 || series.every(({ look }) => look !== 'bars')) return undefined;
  const half = (axis[1]! - axis[0]!) / 2;
  return [axis[0]! - half, axis.at(-1)! + half];
}

function drawnAs({ label, look = 'line', tone }: PlotSeries, at: number): uPlot.Series {
  const stroke = colour(tone ?? TONES[at % TONES.length]!);
  const bars = uPlot.paths.bars?.({ size: [0.8, 60] });
  if (look === 'bars') {
    return { label, stroke, fill: stroke, points: { show: false }, ...(bars === undefined ? {} : { paths: bars }) };
  }
  if (look === 'points') {
    return { label, stroke, paths: () => null, points: { show: true, size: 6, fill: stroke, stroke } };
  }
  return {
    label,
    stroke,
    width: 2,
    spanGaps: true,
    points: { show: false },
    ...(look === 'dashed' ? { dash: [6, 5] } : {}),
  };
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
