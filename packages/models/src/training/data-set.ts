import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One row of a data set: gzip-compressed JSON Lines, fields as docs/models/data.md tells. */
export interface DataRow {
  readonly text: string;
  readonly label: string;
  readonly lang: string;
  readonly split: 'train' | 'test';
  readonly src?: string;
  readonly subject?: string;
  readonly options?: readonly string[];
}

/** One pair of texts that mean the same (`label` 1) or not, perhaps with a graded `score` 0..5. */
export interface PairRow {
  readonly a: string;
  readonly b: string;
  readonly label: number;
  readonly score?: number;
  readonly lang_a?: string;
  readonly lang_b?: string;
  readonly split: 'train' | 'test';
}

/** All rows of `DIR/NAME.jsonl.gz`; throws with the missing path when it is not there. */
export function readDataSet<Row = DataRow>(directory: string, name: string): Row[] {
  const path = join(directory, `${name}.jsonl.gz`);
  if (!existsSync(path)) {
    throw new Error(
      `data set ${path} is missing\n  hint: --data names a folder with files like domain/mmlu_pro.jsonl.gz`,
    );
  }
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}
