import type { Evaluation } from '@signalbox/models';
import type { Command } from '../../command.ts';
import { findHead, withHeads } from '../../composition/heads-in-force.ts';
import { EXIT } from '../../exit-codes.ts';
import { renderFigures } from '../../report/head-report.ts';
import { renderTable } from '../../report/table.ts';
import { answerFile, FILE_ARGUMENT, SKIP_OPTION } from './answer-file.ts';
import { CONFIG_OPTION } from './config-option.ts';

/** A table of confusions with more labels than this is too wide to read; then the commonest confusions are listed. */
const WIDEST_TABLE = 8;
const LISTED_CONFUSIONS = 12;

export const evaluateHead: Command = {
  name: 'eval',
  summary: 'Measures a head on labelled rows: accuracy, F1, AUC, calibration error and confusions, with intervals.',
  positionals: [{ name: '<head>', description: 'a head of `signalbox models list`' }, FILE_ARGUMENT],
  options: [CONFIG_OPTION, SKIP_OPTION],
  examples: ['signalbox models eval domain rows.jsonl', 'signalbox models eval jailbreak rows.csv --json'],
  async run({ positionals, options }, io) {
    return withHeads(options.config, io, async (inForce) => {
      const head = findHead(positionals[0]!, inForce);
      const file = positionals[1]!;
      const behaviour = { isQuiet: options.json === true, skipsBadRows: options.skipBadRows === true };
      const done = await answerFile(file, head, behaviour, io);
      if (done === undefined) return EXIT.bad;
      const evaluation = head.task.measure(done.answered, head.model);
      if (options.json) {
        const { skipped, failed } = done;
        const rows = { measured: done.answered.length, skipped, failed: failed?.rows ?? 0 };
        const { id, hash } = head.model;
        io.stdout(`${JSON.stringify({ head: head.name, served_by: id, hash, file, rows, ...evaluation }, null, 2)}\n`);
      } else
        io.stdout(`${head.name}, served by ${head.model.id}, on ${done.answered.length} rows\n\n${render(evaluation)}`);
      return EXIT.ok;
    });
  },
};

function render({ figures, labels, confusion, notes }: Evaluation): string {
  const parts = [renderFigures(figures)];
  if (labels !== undefined && labels.length > 0) {
    const rows = labels.map(({ label, n, precision, recall, f1 }) => [
      label,
      String(n),
      ...[precision, recall, f1].map((value) => value.toFixed(3)),
    ]);
    parts.push(renderTable(['label', 'n', 'precision', 'recall', 'F1'], rows));
  }
  if (confusion !== undefined) parts.push(renderConfusion(confusion));
  return [...parts, ...(notes ?? []).map((note) => `${note}\n`)].join('\n');
}

function renderConfusion({ labels, counts }: NonNullable<Evaluation['confusion']>): string {
  const present = labels.flatMap((label, k) =>
    counts.some((row, right) => row[k]! > 0 || (right === k && row.some((count) => count > 0))) ? [{ label, k }] : [],
  );
  if (present.length <= WIDEST_TABLE) {
    const rows = present.map(({ label, k }) => [label, ...present.map((each) => String(counts[k]![each.k]))]);
    return renderTable(['right ↓ answered →', ...present.map(({ label }) => label)], rows);
  }
  const confused = present
    .flatMap((right) => present.map((answered) => ({ right, answered, count: counts[right.k]![answered.k]! })))
    .filter(({ right, answered, count }) => right.k !== answered.k && count > 0)
    .sort((left, right) => right.count - left.count)
    .slice(0, LISTED_CONFUSIONS);
  const rows = confused.map(({ right, answered, count }) => [right.label, answered.label, String(count)]);
  return renderTable(['right', 'answered instead', 'rows'], rows);
}
