import type { ConfigPlace } from '@signalbox/engine';
import { type FittedShare, fitThreshold } from '@signalbox/models';
import type { Command } from '../../command.ts';
import { findHead, withHeads } from '../../composition/heads-in-force.ts';
import { EXIT } from '../../exit-codes.ts';
import { shareOption } from '../../option-values.ts';
import { UsageError } from '../../usage-error.ts';
import { answerFile, FILE_ARGUMENT, SKIP_OPTION } from '../models/answer-file.ts';
import { writeThreshold, yamlLines } from '../models/calibrate.ts';

const HEAD = 'repeats';
const BUDGET = 0.005;

export const calibrateCache: Command = {
  name: 'calibrate',
  summary:
    'Fits the threshold of repeats in other words to a budget of false hits on your own questions, and writes the config lines.',
  positionals: [
    {
      ...FILE_ARGUMENT,
      description: `${FILE_ARGUMENT.description} with a, b and label: 1 where one answer serves both`,
    },
  ],
  options: [
    { flags: '--budget <share>', description: `so many of the other pairs may hit (default: ${BUDGET})` },
    { flags: '--decision <name>', description: 'the decision whose plugin gets the threshold' },
    { flags: '--write <file>', description: 'a config to set the threshold in; comments stay' },
    SKIP_OPTION,
  ],
  examples: [
    'signalbox cache calibrate pairs.jsonl --decision support',
    'signalbox cache calibrate pairs.csv --budget .01 --decision support --write config.yaml',
  ],
  async run({ positionals, options }, io) {
    const budget = shareOption(options.budget, '--budget') ?? BUDGET;
    const decision = typeof options.decision === 'string' ? options.decision : undefined;
    const written = typeof options.write === 'string' ? options.write : undefined;
    if (written !== undefined && decision === undefined) {
      throw new UsageError('say whose threshold it is', '--decision NAME');
    }
    return withHeads(written, io, async (inForce) => {
      const head = findHead(HEAD, inForce);
      const behaviour = { isQuiet: options.json === true, skipsBadRows: options.skipBadRows === true };
      const done = await answerFile(positionals[0]!, head, behaviour, io);
      if (done === undefined) return EXIT.bad;
      const rows = done.answered.flatMap(({ row, answer }) => head.task.score!(row, answer, head.labels, head.model));
      const fitted = fitThreshold(rows, { falsePositiveRate: budget });
      if ('problem' in fitted) {
        io.stderr(`signalbox: ${fitted.problem}\n`);
        return EXIT.bad;
      }
      const place = placeOf(decision ?? 'NAME');
      if (written !== undefined) {
        const code = await writeThreshold(written, place, fitted.threshold, io);
        if (code !== EXIT.ok) return code;
      }
      if (options.json) {
        io.stdout(`${JSON.stringify({ budget, ...fitted, place, written: written ?? null }, null, 2)}\n`);
        return EXIT.ok;
      }
      const share = (words: string, { value, low, high, n }: FittedShare) =>
        `  ${words.padEnd(14)} ${value.toFixed(3)}  [${low.toFixed(3)}, ${high.toFixed(3)}] of ${n}`;
      const lines = [
        `threshold ${fitted.threshold} for ${budget} false hits:`,
        share('repeats found', fitted.recall),
        share('false hits', fitted.falsePositiveRate),
        '',
        'Fitted on these very pairs: of others like them expect the 95 % intervals.',
        '',
        written === undefined ? yamlLines(place, fitted.threshold) : `${written} holds it now.`,
      ];
      io.stdout(`${lines.join('\n')}\n`);
      return EXIT.ok;
    });
  },
};

function placeOf(decision: string): ConfigPlace {
  const plugin = ['plugins', { type: 'response_cache' }, 'configuration', 'semantic', 'threshold'] as const;
  return ['routing', 'decisions', { name: decision }, ...plugin];
}
