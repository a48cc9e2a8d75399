import type { Ports } from '@signalbox/engine';
import { loadEmbeddedModels } from '@signalbox/models';

/** The engine's ports as this process has them: the embedded models, the monotonic clock, real randomness. */
export function createPorts(): Ports {
  const { encoder, classifiers, taggers, pairs, tokenCounter } = loadEmbeddedModels();
  return { encoder, classifiers, taggers, pairs, tokenCounter, clock: performance, random: Math.random };
}
