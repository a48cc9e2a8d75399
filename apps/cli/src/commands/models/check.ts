import { describeWeights, type ServedHead, type WeightsFile } from '@signalbox/models';
import type { Command, CommandInput } from '../../command.ts';
import { weightsFolder } from '../../composition/create-ports.ts';
import { withHeads } from '../../composition/heads-in-force.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { renderTable } from '../../report/table.ts';
import { CONFIG_OPTION } from './config-option.ts';

interface Checked {
  readonly head: string;
  readonly servedBy: string;
  /** What was checked, or what is wrong. */
  readonly finding: string;
  readonly code?: string;
  readonly hint?: string;
}

export const check: Command = {
  name: 'check',
  summary: 'Verifies every head: its file, hash and labels, and the answer to a probe text.',
  positionals: [],
  options: [CONFIG_OPTION],
  examples: ['signalbox models check', 'signalbox models check --config config.yaml --json'],
  async run({ options }, io) {
    const files = describeWeights(weightsFolder(io));
    if (files.some(({ problem }) => problem !== undefined)) return report(files.map(checkFile), options, io);
    return withHeads(options.config, io, async ({ heads }) =>
      report(await Promise.all(heads.map(checkHead)), options, io),
    );
  },
};

function report(checked: readonly Checked[], options: CommandInput['options'], io: Io): ExitCode {
  const isGood = checked.every(({ code }) => code === undefined);
  if (options.json) {
    const heads = checked.map(({ head, servedBy, finding, code, hint }) => ({
      head,
      served_by: servedBy,
      ok: code === undefined,
      ...(code === undefined ? {} : { code, problem: finding, hint }),
    }));
    io.stdout(`${JSON.stringify({ ok: isGood, heads }, null, 2)}\n`);
    return isGood ? EXIT.ok : EXIT.bad;
  }
  const rows = checked.map(({ head, servedBy, finding, code }) => [
    code === undefined ? 'ok' : 'BAD',
    head,
    servedBy,
    finding,
  ]);
  io.stdout(renderTable(['', 'head', 'served by', 'finding'], rows));
  const hints = new Set(checked.flatMap(({ hint }) => (hint === undefined ? [] : [hint])));
  for (const hint of hints) io.stdout(`hint: ${hint}\n`);
  return isGood ? EXIT.ok : EXIT.bad;
}

function checkFile({ head, path, hash, problem }: WeightsFile): Checked {
  if (problem === undefined)
    return { head, servedBy: path, finding: `content has SHA-256 ${hash?.slice(0, 12)}, as stated` };
  return { head, servedBy: path, finding: problem.text, code: problem.code, hint: problem.hint };
}

async function checkHead({ name, task, model }: ServedHead): Promise<Checked> {
  const own = { head: name, servedBy: model.id };
  const remedy = 'see that its server or folder is the one meant, and that its labels are mapped to those of the head';
  try {
    const problem = await task.probe(model);
    if (problem === undefined) return { ...own, finding: 'file, labels and a probe text are as they should be' };
    return { ...own, finding: problem, code: 'head.wrong_answer', hint: remedy };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { ...own, finding: `it does not answer: ${reason}`, code: 'head.no_answer', hint: remedy };
  }
}
