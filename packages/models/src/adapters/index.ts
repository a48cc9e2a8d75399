import type { AdapterDefinition } from '@signalbox/engine/adapters';
import { onnx } from '../onnx/onnx-adapter.ts';

/** Every way to run a head that a config may name. */
export const adapters: readonly AdapterDefinition[] = [onnx];
