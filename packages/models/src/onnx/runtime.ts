import { readFileSync } from 'node:fs';
import type { ModelFolder } from './model-folder.ts';
import { OnnxError } from './onnx-error.ts';

/** What is used of ONNX Runtime; both packages offer it alike. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata?: readonly { readonly name: string; readonly type?: string }[];
  run(feeds: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, OutputTensor>>>;
  release(): Promise<void>;
}

export interface OutputTensor {
  readonly type: string;
  readonly data: ArrayLike<number>;
  readonly dims: readonly number[];
}

interface RuntimeModule {
  readonly InferenceSession: { create(model: string | Uint8Array, options: unknown): Promise<Session> };
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => unknown;
  readonly env: { readonly wasm: { numThreads?: number } };
}

/** An open model under one of the runtimes. */
export interface OpenModel {
  readonly runtime: RuntimeName;
  readonly session: Session;
  tensor(type: string, data: unknown, dims: readonly number[]): unknown;
}

export type RuntimeName = 'onnxruntime-node' | 'onnxruntime-web';
/** The native runtime where it is installed, the WebAssembly one otherwise. */
const RUNTIMES: readonly RuntimeName[] = ['onnxruntime-node', 'onnxruntime-web'];

/** Opens a folder's model on at most `threads` threads. Throws `OnnxError`. */
export async function openModel(folder: ModelFolder, threads: number, wanted?: RuntimeName): Promise<OpenModel> {
  const [runtime, module] = await loadRuntime(wanted);
  const isNative = runtime === 'onnxruntime-node';
  module.env.wasm.numThreads = threads;
  try {
    const session = await module.InferenceSession.create(isNative ? folder.modelPath : readFileSync(folder.modelPath), {
      executionProviders: [isNative ? 'cpu' : 'wasm'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // The native runtime finds weights beside the file by itself.
      ...(isNative || folder.externalData.length === 0
        ? {}
        : { externalData: folder.externalData.map(({ name, path }) => ({ path: name, data: readFileSync(path) })) }),
    });
    return { runtime, session, tensor: (type, data, dims) => new module.Tensor(type, data, dims) };
  } catch (cause) {
    const text = `${folder.modelPath}: ${runtime} cannot open it: ${(cause as Error).message}`;
    throw new OnnxError(
      'onnx.bad_model',
      text,
      'fetch or export the model again; its weights may be missing or cut off',
      {
        cause,
      },
    );
  }
}

async function loadRuntime(wanted: RuntimeName | undefined): Promise<[RuntimeName, RuntimeModule]> {
  const reasons: string[] = [];
  for (const name of wanted === undefined ? RUNTIMES : [wanted]) {
    try {
      return [name, (await import(name)) as RuntimeModule];
    } catch (cause) {
      reasons.push(`${name}: ${(cause as Error).message.split('\n')[0]}`);
    }
  }
  throw new OnnxError(
    'onnx.no_runtime',
    `no ONNX Runtime could be loaded (${reasons.join('; ')})`,
    'npm install onnxruntime-web (runs everywhere), or npm install onnxruntime-node (native, faster on large models)',
  );
}
