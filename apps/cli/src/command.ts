import type { ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';

/** One option; `--json` and `--help` every command has. */
export interface CommandOption {
  /** As the help shows it: `--port <number>`. */
  readonly flags: string;
  readonly description: string;
}

export interface CommandInput {
  readonly positionals: readonly string[];
  /** By camel-case name: `managementPort`; flags without a value are `true`. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** One subcommand. Adding one: the file, its test, and a line in `commands/index.ts`. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** As the help shows them: `<file>`, `[text]`. */
  readonly positionals: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CommandOption[];
  /** Commands to copy, shown at the end of the help. */
  readonly examples: readonly string[];
  run(input: CommandInput, io: Io): Promise<ExitCode>;
}
