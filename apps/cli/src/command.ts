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

/** Commands about one thing, under its name: `signalbox config versions`. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly Command[];
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

/** Whether an entry of the list is a group. */
export function isGroup(entry: Command | CommandGroup): entry is CommandGroup {
  return 'commands' in entry;
}

/** Every command with the words that call it: `route`, `config versions`. */
export function allCommands(
  entries: readonly (Command | CommandGroup)[],
): readonly { words: string; command: Command }[] {
  return entries.flatMap((entry) =>
    isGroup(entry)
      ? entry.commands.map((command) => ({ words: `${entry.name} ${command.name}`, command }))
      : [{ words: entry.name, command: entry }],
  );
}
