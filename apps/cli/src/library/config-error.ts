import { type Diagnostic, formatDiagnostic, hasErrors } from '@signalbox/engine';

/** A config that cannot run; its message lists every problem with place and hint. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** Warnings among them. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter((diagnostic) => hasErrors([diagnostic]));
    super(`the config is not valid:\n${errors.map(formatDiagnostic).join('\n')}`);
    this.diagnostics = diagnostics;
  }
}
