/**
 * Implementations of the engine's model ports. In Node, `loadEmbeddedModels()` is all that routing needs.
 *
 * @module
 */

export { createEmbeddedModels, type EmbeddedModels, type EmbeddedOptions, PackError } from './embedded/index.ts';
export * from './export/index.ts';
export { loadEmbeddedModels } from './load-embedded-models.ts';
