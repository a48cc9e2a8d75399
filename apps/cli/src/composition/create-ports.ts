import type { Ports } from '@signalbox/engine';
import { loadEmbeddedModels } from '@signalbox/models';
import type { Io } from '../io.ts';
import { resolvePath } from './load-config-file.ts';

/**
 * The engine's ports as this process has them: embedded models from the weights folder given or from the package,
 * monotonic clock, real randomness. Throws a PackError for damaged weights.
 */
export function createPorts(weights?: string): Ports {
  const { hashes: _hashes, ...models } = loadEmbeddedModels(weights);
  return { ...models, clock: performance, random: Math.random };
}

/** Folder of head files that the operator trained: SIGNALBOX_WEIGHTS_DIR; undefined for those of the package. */
export function weightsFolder(io: Io): string | undefined {
  const named = io.environment.SIGNALBOX_WEIGHTS_DIR;
  return named === undefined || named === '' ? undefined : resolvePath(named, io);
}
