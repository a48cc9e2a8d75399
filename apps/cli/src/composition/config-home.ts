import type { LoadOptions } from '@signalbox/engine';
import type { HeadOpener } from '@signalbox/models';
import type { Io } from '../io.ts';
import { isProgram } from './config-program.ts';
import { headOpener, shownPath } from './load-config-file.ts';

/** Where the config in force lies, and how it is served. It changes once at most: when a router gets its first own config. */
export interface ConfigHome {
  readonly path: string;
  /** The path as it is shown to people. */
  readonly shown: string;
  /** It came with the router: there is no config of its own yet. */
  readonly isRecipe: boolean;
  /** Why requests may not change the file; undefined where they may. */
  readonly readOnly: string | undefined;
  readonly purpose: NonNullable<LoadOptions['purpose']>;
  /** Where simulated models answer in place of the config's backends. */
  readonly simulatorUrl: string | undefined;
  /** Opens the models that the config names for its heads, by paths from its folder. */
  readonly opener: HeadOpener;
}

/** The home of a config at a path. */
export function configHome(path: string, isRecipe: boolean, simulatorUrl: string | undefined, io: Io): ConfigHome {
  const purpose = simulatorUrl === undefined ? 'serve' : 'simulate';
  const shown = shownPath(path, io);
  return {
    path,
    shown,
    isRecipe,
    readOnly: isRecipe
      ? `${shown} is a recipe that comes with the router`
      : isProgram(path)
        ? `${shown} is a program; change it there`
        : undefined,
    purpose,
    simulatorUrl,
    opener: headOpener(path, purpose, io),
  };
}
