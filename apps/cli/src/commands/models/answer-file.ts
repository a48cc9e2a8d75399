import { existsSync, statSync } from 'node:fs';
import { progress } from '@clack/prompts';
import { type AnsweredRow, answerRows, readLabelledRows } from '@signalbox/models';
import type { HeadInForce } from '../../composition/heads-in-force.ts';
import { resolvePath, shownPath } from '../../composition/load-config-file.ts';
import type { Io } from '../../io.ts';
import { UsageError } from '../../usage-error.ts';

/** Bad rows that are shown before the rest is counted. */
const SHOWN_PROBLEMS = 10;

export const SKIP_OPTION = {
  flags: '--skip-bad-rows',
  description: 'measure on the other rows where some cannot be used',
} as const;

export const FILE_ARGUMENT = {
  name: '<file>',
  description: 'labelled rows: JSON Lines (.jsonl, .jsonl.gz) or CSV with a heading (.csv, .csv.gz)',
} as const;

export interface AnsweredFile {
  readonly answered: readonly AnsweredRow[];
  readonly skipped: number;
  readonly failed: { readonly rows: number; readonly reason: string } | undefined;
}

/**
 * Reads a labelled file and asks the head for every row, with a bar where somebody watches. Undefined where rows are
 * bad: then they were named with their lines.
 */
export async function answerFile(
  file: string,
  head: HeadInForce,
  options: { readonly isQuiet: boolean; readonly skipsBadRows: boolean },
  io: Io,
): Promise<AnsweredFile | undefined> {
  const path = resolvePath(file, io);
  if (!existsSync(path)) throw new UsageError(`there is no file ${file}`, `one row a line, with ${head.task.fields}`);
  if (statSync(path).isDirectory()) throw new UsageError(`${file} is a folder`, 'name a file in it');
  const { rows, problems } = readRows(path, head);
  if (problems.length > 0) {
    for (const { line, problem } of problems.slice(0, SHOWN_PROBLEMS)) {
      io.stderr(`${shownPath(path, io)}:${line} ${problem}\n`);
    }
    const all = rows.length + problems.length;
    io.stderr(`signalbox: ${problems.length} of ${all} rows cannot be used; each needs ${head.task.fields}\n`);
    if (!options.skipsBadRows) {
      io.stderr('  hint: mend them, or measure on the others with --skip-bad-rows\n');
      return undefined;
    }
  }
  if (rows.length === 0) {
    io.stderr(`signalbox: ${shownPath(path, io)} holds no row that can be used; each needs ${head.task.fields}\n`);
    return undefined;
  }
  const bar = io.isInteractive && !options.isQuiet ? progress({ max: rows.length, style: 'light' }) : undefined;
  bar?.start(`asking ${head.model.id} for ${rows.length} rows`);
  const { answered, failed } = await answerRows(head, rows, (count) => bar?.advance(count));
  bar?.stop('done');
  if (failed !== undefined) {
    io.stderr(`signalbox: ${head.model.id} gave no answer for ${failed.rows} rows: ${failed.reason}\n`);
  }
  if (answered.length === 0) return undefined;
  return { answered, skipped: problems.length, failed };
}

function readRows(path: string, head: HeadInForce) {
  try {
    return readLabelledRows(path, head);
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: ${(cause as Error).message}`, 'is it what its name says, e.g. gzip?');
  }
}
