import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { FileRecord } from './file-record.ts';
import { parseCsv } from './parse-csv.ts';
import { isProblem } from './row-fields.ts';
import type { ServedHead } from './served-heads.ts';

/** A row that cannot be used, by its line in the file. */
export interface LineProblem {
  readonly line: number;
  readonly problem: string;
}

export interface LabelledRows {
  readonly rows: readonly unknown[];
  readonly problems: readonly LineProblem[];
}

/** Reads a labelled file: JSON Lines, or CSV with a heading where the name ends so; `.gz` is unpacked. */
export function readLabelledRows(path: string, head: ServedHead): LabelledRows {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\ufeff/, '');
  return parseLabelledRows(text, /\.csv(\.gz)?$/i.test(path) ? 'csv' : 'jsonl', head);
}

/** The rows of a text, and what is wrong with the others. */
export function parseLabelledRows(text: string, format: 'jsonl' | 'csv', { task, model }: ServedHead): LabelledRows {
  const rows: unknown[] = [];
  const problems: LineProblem[] = [];
  for (const { line, fields, problem } of format === 'csv' ? parseCsv(text) : parseJsonLines(text)) {
    const row = fields === undefined ? { problem: problem! } : task.readRow(fields, model);
    if (isProblem(row)) problems.push({ line, problem: row.problem });
    else rows.push(row);
  }
  return { rows, problems };
}

function* parseJsonLines(text: string): Generator<FileRecord> {
  let line = 0;
  for (const part of text.split('\n')) {
    line++;
    if (part.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(part);
    } catch (cause) {
      yield { line, problem: `not JSON: ${(cause as Error).message}` };
      continue;
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      yield { line, fields: value as Record<string, unknown> };
    } else yield { line, problem: 'expected a JSON object' };
  }
}
