import type { Ports } from '@signalbox/engine';
import { loadEmbeddedModels, PackError } from '@signalbox/models';
import { UsageError } from '../usage-error.ts';

/** The engine's ports as this process has them: embedded models, monotonic clock, real randomness. Throws a UsageError for damaged weights. */
export function createPorts(): Ports {
  const { encoder, classifiers, taggers, pairs, grounding, tokenCounter } = loadModels();
  return { encoder, classifiers, taggers, pairs, grounding, tokenCounter, clock: performance, random: Math.random };
}

function loadModels() {
  try {
    return loadEmbeddedModels();
  } catch (cause) {
    if (cause instanceof PackError) throw new UsageError(cause.message);
    throw cause;
  }
}
