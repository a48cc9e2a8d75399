/**
 * Models from local folders in Hugging Face layout, run by ONNX Runtime.
 *
 * @module
 */

export { createOnnxModel, type OnnxModel } from './create-onnx-model.ts';
export type { ModelFacts, TaskName } from './inference.ts';
export { OnnxError } from './onnx-error.ts';
export { DEFAULT_OPTIONS, type LongTexts, type OnnxOptions } from './onnx-options.ts';
export { type SmallModel, type SmallModelOptions, writeSmallModel } from './small-model.ts';
