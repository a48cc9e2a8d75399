import { type Diagnostic, formatDiagnostic } from '@signalbox/engine';
import pc from 'picocolors';
import type { Io } from '../io.ts';

/** Every diagnostic, errors and warnings told apart, and a count at the end. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], io: Io): void {
  for (const diagnostic of diagnostics) {
    const text = formatDiagnostic(diagnostic);
    const colour = diagnostic.severity === 'error' ? pc.red : pc.yellow;
    io.stderr(
      `${io.isInteractive ? text.replace(` ${diagnostic.severity} `, ` ${colour(diagnostic.severity)} `) : text}\n`,
    );
  }
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  if (diagnostics.length > 0) io.stderr(`${count(errors, 'error')}, ${count(warnings, 'warning')}\n`);
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
