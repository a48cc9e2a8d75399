import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type LoadEngineResult, type LoadOptions, loadEngine, type Ports, type SignalKind } from '@signalbox/engine';
import { adapters, createHeadOpener, type HeadOpener, heads } from '@signalbox/models';
import type { Io, Surroundings } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { isProgram, loadProgram } from './config-program.ts';
import { recipeNames, recipesFolder } from './recipes.ts';
import { vocabulary } from './vocabulary.ts';

export interface LoadedFile {
  readonly path: string;
  readonly text: string;
  readonly result: LoadEngineResult;
}

/** Reads and compiles a config file; a file that is not there is a usage error, a bad one a result. */
export async function loadConfigFile(
  path: string,
  purpose: LoadOptions['purpose'],
  ports: Ports,
  io: Io,
  opener = headOpener(path, purpose, io),
): Promise<LoadedFile> {
  const text = await readConfig(path, io);
  return { path, text, result: await loadConfigText(text, path, purpose, ports, io, opener) };
}

/** The text of a config; that of a program is what it writes. */
export async function readConfig(path: string, io: Surroundings): Promise<string> {
  return isProgram(path) ? (await loadProgram(resolvePath(path, io))).toYaml() : readTextFile(path, io);
}

/** Compiles a config text as if it stood in the file; `kinds` are those beside the built-in ones. */
export async function loadConfigText(
  text: string,
  path: string,
  purpose: LoadOptions['purpose'],
  ports: Ports,
  io: Surroundings,
  opener = headOpener(path, purpose, io),
  kinds: readonly SignalKind[] = [],
): Promise<LoadEngineResult> {
  const file = shownPath(path, io);
  const folder = dirname(resolvePath(path, io));
  const own = isProgram(path) ? (await loadProgram(resolvePath(path, io))).kinds : kinds;
  return loadEngine(text, {
    vocabulary: { ...vocabulary, kinds: [...vocabulary.kinds, ...own] },
    ports,
    openHead: opener.open,
    purpose,
    file,
    environment: io.environment,
    readFile: (name) => readFileSync(resolve(folder, name), 'utf8'),
  });
}

/** Opens the models that the config at a path chooses; relative paths in it start from its folder. */
export function headOpener(path: string, purpose: LoadOptions['purpose'], io: Surroundings): HeadOpener {
  const folder = dirname(resolvePath(path, io));
  const isServing = purpose === 'serve';
  return createHeadOpener({ heads, adapters, services: { environment: io.environment, folder, isServing } });
}

/** Absolute path of a file named on the command line. */
export function resolvePath(path: string, io: Surroundings): string {
  return isAbsolute(path) ? path : resolve(io.workingDirectory, path);
}

/** Throws a UsageError that says what to do when the file cannot be read. */
export function readTextFile(path: string, io: Surroundings): string {
  try {
    return readFileSync(resolvePath(path, io), 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT')
      throw new UsageError(`there is no file ${path}`, '`signalbox init` writes a config to start from');
    if (code === 'EISDIR')
      throw new UsageError(`${path} is a folder`, `name the file in it, e.g. ${join(path, 'config.yaml')}`);
    throw new UsageError(`cannot read ${path}: ${(cause as Error).message}`);
  }
}

/** What a config is called that nobody has to name; the first is the one that is written. */
export const OWN_NAMES = ['signalbox.yaml', 'config.yaml'] as const;

/**
 * The config a command works on: `--config FILE`, else `signalbox.yaml` or `config.yaml` here, else the `mom` recipe.
 * `--config NAME` may also be a recipe's name.
 */
export function chooseConfig(
  named: string | boolean | undefined,
  io: Io,
): { readonly path: string; readonly isRecipe: boolean } {
  const folder = recipesFolder();
  if (typeof named === 'string') {
    if (!existsSync(resolvePath(named, io)) && folder !== undefined && recipeNames().includes(named)) {
      return { path: join(folder, named, 'config.yaml'), isRecipe: true };
    }
    return { path: resolvePath(named, io), isRecipe: false };
  }
  const local = OWN_NAMES.map((name) => resolvePath(name, io)).find((path) => existsSync(path));
  if (local !== undefined) return { path: local, isRecipe: false };
  if (folder === undefined)
    throw new UsageError(`no --config and no ${OWN_NAMES[0]} here`, '`signalbox init` writes one');
  return { path: join(folder, 'mom', 'config.yaml'), isRecipe: true };
}

/** A path as short as it can be shown. */
export function shownPath(path: string, io: Surroundings): string {
  const short = relative(io.workingDirectory, path);
  return short.startsWith('..') || short === '' ? path : short;
}
