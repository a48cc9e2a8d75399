import { writeFileSync } from 'node:fs';
import { formatPolicy } from '@signalbox/engine';
import type { Command } from '../command.ts';
import { readTextFile, resolvePath, shownPath } from '../composition/load-config-file.ts';
import { EXIT } from '../exit-codes.ts';
import { printDiagnostics } from '../report/diagnostics.ts';

export const fmt: Command = {
  name: 'fmt',
  summary: 'Formats a policy file in its place, comments kept.',
  positionals: [{ name: '<file>', description: 'policy file (.dsl)' }],
  options: [{ flags: '--check', description: 'write nothing; exit code 1 where the file is not formatted' }],
  examples: ['signalbox fmt policy.dsl', 'signalbox fmt policy.dsl --check'],
  async run({ positionals, options }, io) {
    const path = resolvePath(positionals[0]!, io);
    const file = shownPath(path, io);
    const text = readTextFile(path, io);
    const result = formatPolicy(text, file);
    const isFormatted = result.ok && result.text === text;
    if (result.ok && !isFormatted && options.check !== true) writeFileSync(path, result.text);
    if (options.json) {
      const { diagnostics } = result;
      io.stdout(`${JSON.stringify({ file, formatted: isFormatted, diagnostics }, null, 2)}\n`);
    } else {
      printDiagnostics(result.diagnostics, io);
      if (!result.ok) io.stdout(`${file} cannot be read, and stays as it is\n`);
      else if (isFormatted) io.stdout(`${file} is formatted\n`);
      else
        io.stdout(
          options.check === true ? `${file} is not formatted: run \`signalbox fmt ${file}\`\n` : `formatted ${file}\n`,
        );
    }
    return result.ok && (isFormatted || options.check !== true) ? EXIT.ok : EXIT.bad;
  },
};
