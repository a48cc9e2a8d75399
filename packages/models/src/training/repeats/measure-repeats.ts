import { createTextView, type RepeatJudge, type SentenceEncoder, type TextView } from '@signalbox/engine/ports';
import { type Measurement, shareOf } from '../measurement.ts';
import { keptBackRows, type RepeatRow, testRows } from './repeat-rows.ts';

/** Of the pairs that ask something else, as many may hit. */
const FALSE_HITS = 0.005;
/** Similarities at which caches by similarity alone are usually set. */
const USUAL = [0.92, 0.8] as const;

interface Viewed {
  readonly row: RepeatRow;
  readonly a: TextView;
  readonly b: TextView;
}

interface Scored {
  readonly row: RepeatRow;
  readonly score: number;
}

/** How many repeats a cache finds, and how many other requests it takes for one, by the judge and by similarity alone. */
export function measureRepeats(judge: RepeatJudge, encoder: SentenceEncoder, data: string): Measurement[] {
  const viewed = testRows(data).map(view);
  const score = ({ row, a, b }: Viewed): Scored => ({ row, score: judge.judge(a, b).score });
  const judged = viewed.map(score);
  const keptBack = keptBackRows().map(view).map(score);
  const alike = viewed.map(({ row, a, b }): Scored => {
    const [left, right] = encoder.encode([a, b]) as readonly Float32Array[];
    return { row, score: left!.reduce((sum, value, i) => sum + value * right![i]!, 0) };
  });
  return [
    ...figures('judge at its own threshold', judged, judge.threshold, true),
    ...figures('judge at its own threshold, pairs kept back', keptBack, judge.threshold, false),
    ...figures('judge at 0.5 % false hits', judged, thresholdAt(judged), false),
    ...figures('similarity alone at 0.5 % false hits', alike, thresholdAt(alike), false),
    ...USUAL.flatMap((threshold) => figures(`similarity alone at ${threshold}`, alike, threshold, false)),
  ];
}

function view(row: RepeatRow): Viewed {
  return { row, a: createTextView(row.a), b: createTextView(row.b) };
}

/** The least score that at most the allowed share of the other requests reaches. */
function thresholdAt(scored: readonly Scored[]): number {
  const others = scored.flatMap(({ row, score }) => (row.isRepeat ? [] : [score])).sort((a, b) => b - a);
  const first = others[Math.floor(FALSE_HITS * others.length)]!;
  return Math.max(first + 1e-9, Number.MIN_VALUE);
}

function figures(how: string, scored: readonly Scored[], threshold: number, bySource: boolean): Measurement[] {
  const share = (name: string, rows: readonly Scored[]) =>
    shareOf('repeats', `${how}: ${name}`, rows.filter(({ score }) => score >= threshold).length, rows.length);
  const [repeats, others] = [true, false].map((isRepeat) => scored.filter(({ row }) => row.isRepeat === isRepeat));
  const sources = bySource ? [...new Set(scored.map(({ row }) => row.source))] : [];
  return [
    share('repeats found', repeats!),
    share('others taken for one', others!),
    ...sources.flatMap((source) =>
      [repeats!, others!].flatMap((rows, at) => {
        const own = rows.filter(({ row }) => row.source === source);
        return own.length === 0 ? [] : [share(`${at === 0 ? 'found' : 'taken'}, ${source}`, own)];
      }),
    ),
  ];
}
