import { readCsv } from '../../lib/csv.ts';

/** A text with the label that it should get. */
export interface LabelledRow {
  readonly text: string;
  readonly label: string;
}

/** A labelled row with the probability that a head gave the label in question. */
export interface ScoredRow {
  readonly text: string;
  readonly isPositive: boolean;
  /** 0..1 */
  readonly score: number;
}

export type ReadRows =
  | { readonly ok: true; readonly rows: readonly LabelledRow[] }
  | { readonly ok: false; readonly problem: string };

/** Reads rows as JSON lines, a JSON list, or CSV with the columns `text` and `label`. */
export function readRows(content: string): ReadRows {
  const text = content.trim();
  if (text === '') return { ok: false, problem: 'There are no rows yet.' };
  try {
    if (text.startsWith('[')) return checked(JSON.parse(text) as unknown[]);
    if (text.startsWith('{'))
      return checked(
        text
          .split(/\r?\n/)
          .filter(Boolean)
          .map((line) => JSON.parse(line)),
      );
  } catch (cause) {
    return { ok: false, problem: `This is not JSON, one object in a line: ${(cause as Error).message}` };
  }
  const [head = [], ...cells] = readCsv(text);
  const names = head.map((name) => name.trim().toLowerCase());
  const [textAt, labelAt] = [names.indexOf('text'), names.indexOf('label')];
  if (textAt < 0 || labelAt < 0) {
    return { ok: false, problem: `The first line must name the columns text and label; it says ${names.join(', ')}.` };
  }
  return checked(cells.map((row) => ({ text: row[textAt], label: row[labelAt]?.trim() })));
}

function checked(rows: readonly unknown[]): ReadRows {
  for (const [at, row] of rows.entries()) {
    const { text, label } = (row ?? {}) as { text?: unknown; label?: unknown };
    if (typeof text === 'string' && text !== '' && typeof label === 'string' && label !== '') continue;
    return { ok: false, problem: `Row ${at + 1} has no text with a label: expected {"text": "…", "label": "…"}.` };
  }
  return { ok: true, rows: rows as readonly LabelledRow[] };
}

/** How a threshold divides the rows. Shares are undefined where nothing is there to take a share of. */
export interface Division {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
  readonly precision: number | undefined;
  readonly recall: number | undefined;
  /** Harmonic mean of the two. */
  readonly f1: number | undefined;
  /** Of the rows that should not be found, the share that is. */
  readonly falseAlarms: number | undefined;
}

/** Divides rows by whether their score reaches a threshold. */
export function divide(rows: readonly ScoredRow[], threshold: number): Division {
  let [truePositives, falsePositives, trueNegatives, falseNegatives] = [0, 0, 0, 0];
  for (const { isPositive, score } of rows) {
    if (score >= threshold) isPositive ? truePositives++ : falsePositives++;
    else isPositive ? falseNegatives++ : trueNegatives++;
  }
  const precision = share(truePositives, truePositives + falsePositives);
  const recall = share(truePositives, truePositives + falseNegatives);
  return {
    ...{ truePositives, falsePositives, trueNegatives, falseNegatives, precision, recall },
    f1: share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
    falseAlarms: share(falsePositives, falsePositives + trueNegatives),
  };
}

/** Rows whose scores are about the same: how sure the head was, and how often it was right. */
export interface CalibrationBand {
  readonly n: number;
  /** Means over the rows, 0..1. */
  readonly said: number;
  readonly came: number;
}

/** Bands of equal width that have rows, and the expected calibration error: the mean distance, weighted by rows. */
export function calibrate(
  rows: readonly ScoredRow[],
  count = 10,
): { readonly bands: readonly CalibrationBand[]; readonly error: number } {
  const members = Array.from({ length: count }, () => [] as ScoredRow[]);
  for (const row of rows) members[Math.min(count - 1, Math.floor(row.score * count))]!.push(row);
  const bands = members
    .filter(({ length }) => length > 0)
    .map((bin) => ({
      n: bin.length,
      said: bin.reduce((sum, { score }) => sum + score, 0) / bin.length,
      came: bin.filter(({ isPositive }) => isPositive).length / bin.length,
    }));
  const error = bands.reduce((sum, { n, said, came }) => sum + n * Math.abs(said - came), 0) / Math.max(1, rows.length);
  return { bands, error };
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
