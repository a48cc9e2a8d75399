import type { TextView } from '@signalbox/engine/ports';
import type { HeadFile } from '../embedded/head-file.ts';
import type { GraphValue } from './onnx-graph.ts';

/** One input tensor of one run. */
export interface InputTensor {
  readonly type: 'float32' | 'int64';
  readonly data: Float32Array | BigInt64Array;
  readonly dims: readonly number[];
}

export type InputTensors = Readonly<Record<string, InputTensor>>;

/** An input or output of an exported graph, with what it means. */
export interface DescribedValue extends GraphValue {
  readonly meaning: string;
}

/** How one formula is written as an ONNX graph, and how a text becomes that graph's inputs. */
export interface HeadExport {
  readonly inputs: readonly DescribedValue[];
  /** What a run reads: `text` when the first axis counts texts, `pieces` when it counts pieces of one text. */
  readonly batchAxis: 'text' | 'pieces';
  build(file: HeadFile): { readonly model: Uint8Array<ArrayBuffer>; readonly output: DescribedValue };
  inputsOf(file: HeadFile, text: TextView): InputTensors;
}
