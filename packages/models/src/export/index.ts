/**
 * The embedded heads as ONNX graphs.
 *
 * @module
 */

export { EXPORTABLE_HEADS, type ExportedHead, exportHead, type HeadSpecification } from './export-head.ts';
export type { DescribedValue, InputTensor, InputTensors } from './head-export.ts';
