import { PackError } from '@signalbox/models';
import { CommanderError, Command as Program } from 'commander';
import { type Command, type CommandInput, isGroup } from './command.ts';
import { commands } from './commands/index.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';
import { VERSION } from './version.ts';

/** Runs one command line (without `node` and the script) and gives its exit code; never throws for bad input. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = new Program('signalbox')
    .description('A semantic router for Mixture-of-Models.')
    .version(VERSION, '-V, --version')
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .showHelpAfterError('(run with --help for the options)')
    .showSuggestionAfterError();
  const finish = (result: ExitCode) => {
    code = result;
  };
  for (const entry of commands) {
    if (!isGroup(entry)) addCommand(program, entry, io, finish);
    else {
      const group = program.command(entry.name).description(entry.summary).exitOverride();
      for (const command of entry.commands) addCommand(group, command, io, finish);
    }
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (cause instanceof UsageError) {
      io.stderr(`signalbox: ${cause.message}\n${cause.hint === undefined ? '' : `  hint: ${cause.hint}\n`}`);
      return EXIT.usage;
    }
    if (PackError.is(cause)) {
      io.stderr(`signalbox: ${cause.message}\n  \`signalbox models check\` looks at every head\n`);
      return EXIT.bad;
    }
    throw cause;
  }
}

function addCommand(program: Program, command: Command, io: Io, finish: (code: ExitCode) => void): void {
  const sub = program.command(command.name).description(command.summary).exitOverride();
  for (const positional of command.positionals) sub.argument(positional.name, positional.description);
  for (const option of command.options) sub.option(option.flags, option.description);
  sub.option('--json', 'print JSON instead of text');
  sub.addHelpText('after', `\nExamples:\n${command.examples.map((example) => `  ${example}`).join('\n')}`);
  sub.action(async (...received: unknown[]) => {
    const positionals = received
      .slice(0, command.positionals.length)
      .filter((value) => value !== undefined) as string[];
    const options = received[command.positionals.length] as CommandInput['options'];
    finish(await command.run({ positionals, options }, io));
  });
}
