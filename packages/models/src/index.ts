/**
 * Implementations of the engine's model ports. In Node, `loadEmbeddedModels()` is all that routing needs.
 *
 * @module
 */

export { createHeadOpener, type HeadOpener, type HeadOpenerOptions } from './adapters/head-opener.ts';
export { heads } from './adapters/heads.ts';
export { adapters } from './adapters/index.ts';
export { describeWeights, type HeadCard, type WeightsFile } from './describe-weights.ts';
export { createEmbeddedModels, type EmbeddedModels, type EmbeddedOptions, PackError } from './embedded/index.ts';
export * from './evaluation/index.ts';
export * from './export/index.ts';
export { loadEmbeddedModels } from './load-embedded-models.ts';
export * from './onnx/index.ts';
export { referenceForms } from './reference-catalog/index.ts';
