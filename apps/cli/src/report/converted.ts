import { writeFileSync } from 'node:fs';
import type { ConvertResult } from '@signalbox/engine';
import type { CommandInput } from '../command.ts';
import { resolvePath } from '../composition/load-config-file.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { printDiagnostics } from './diagnostics.ts';

/** Prints a converted text, or writes it to `--output`. */
export function giveConverted(result: ConvertResult, { output, json }: CommandInput['options'], io: Io): ExitCode {
  const code = result.ok ? EXIT.ok : EXIT.bad;
  if (result.ok && typeof output === 'string') {
    try {
      writeFileSync(resolvePath(output, io), result.text);
    } catch (cause) {
      throw new UsageError(`cannot write ${output}: ${(cause as Error).message}`);
    }
  }
  if (json) {
    const text = result.ok && output === undefined ? { text: result.text } : {};
    io.stdout(`${JSON.stringify({ valid: result.ok, ...text, diagnostics: result.diagnostics }, null, 2)}\n`);
    return code;
  }
  printDiagnostics(result.diagnostics, io);
  if (result.ok) io.stdout(typeof output === 'string' ? `wrote ${output}\n` : result.text);
  return code;
}
