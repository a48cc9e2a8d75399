import type { Command, CommandGroup } from '../command.ts';
import { calibrateCache } from './cache/calibrate.ts';
import { invalidate } from './cache/invalidate.ts';
import { listCache } from './cache/list.ts';
import { cacheStats } from './cache/stats.ts';
import { compile } from './compile.ts';
import { diff } from './config/diff.ts';
import { rollback } from './config/rollback.ts';
import { versions } from './config/versions.ts';
import { decompile } from './decompile.ts';
import { evaluate } from './eval.ts';
import { fmt } from './fmt.ts';
import { importReference } from './import.ts';
import { init } from './init.ts';
import { create } from './keys/create.ts';
import { hash } from './keys/hash.ts';
import { lint } from './lint.ts';
import { calibrate } from './models/calibrate.ts';
import { check } from './models/check.ts';
import { evaluateHead } from './models/eval.ts';
import { exportGraph } from './models/export.ts';
import { info } from './models/info.ts';
import { list } from './models/list.ts';
import { replay } from './replay.ts';
import { route } from './route.ts';
import { serve } from './serve.ts';
import { simulate } from './simulate.ts';
import { checkStore } from './store/check.ts';
import { exportRecords } from './store/export.ts';
import { importRecords } from './store/import.ts';
import { migrate } from './store/migrate.ts';
import { prune } from './store/prune.ts';
import { validate } from './validate.ts';

/** Every command, one line each, in the order of the help. */
export const commands: readonly (Command | CommandGroup)[] = [
  serve,
  init,
  route,
  evaluate,
  validate,
  lint,
  importReference,
  fmt,
  compile,
  decompile,
  {
    name: 'config',
    summary: 'The configs that were in force, and the way back.',
    commands: [versions, diff, rollback],
  },
  {
    name: 'keys',
    summary: 'API keys of this router.',
    commands: [create, hash],
  },
  {
    name: 'models',
    summary: 'The models behind the signals: which serves what, how good they are, and thresholds from your own rows.',
    commands: [list, info, check, evaluateHead, calibrate, exportGraph],
  },
  replay,
  {
    name: 'store',
    summary: 'The file that keeps the records of requests: check, move, and shorten it.',
    commands: [checkStore, migrate, exportRecords, importRecords, prune],
  },
  {
    name: 'cache',
    summary:
      'Answers that are kept for repeated requests: what there is, letting go of it, and thresholds from your own questions.',
    commands: [cacheStats, listCache, invalidate, calibrateCache],
  },
  simulate,
];
