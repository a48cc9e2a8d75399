import { formatDiagnostic, loadConfig, type RouterConfig } from '@signalbox/engine';
import type { CommandInput } from '../command.ts';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { chooseConfig, readTextFile } from './load-config-file.ts';
import { vocabulary } from './vocabulary.ts';

/** The config that says where things are kept: the one named, else the one in use here, where it can be read. */
export async function configHere(
  named: CommandInput['options'][string],
  io: Io,
): Promise<{ readonly config: RouterConfig; readonly path: string } | undefined> {
  const { path, isRecipe } = chooseConfig(named, io);
  // Those that come with the program leave everything where it is by itself.
  if (isRecipe) return undefined;
  const loaded = await loadConfig(readTextFile(path, io), {
    vocabulary,
    purpose: 'simulate',
    environment: io.environment,
  });
  if (loaded.ok) return { config: loaded.value.config, path };
  // A config that nobody named may be of another matter.
  if (named === undefined) return undefined;
  throw new UsageError(loaded.diagnostics.map(formatDiagnostic).join('\n'), '`signalbox validate` says more');
}
