import type { ModelFolder } from './model-folder.ts';
import { OnnxError } from './onnx-error.ts';
import type { OpenModel, OutputTensor } from './runtime.ts';
import type { Row } from './text-tokenizer.ts';

/** What the model said of one row: `width` numbers for the row, or `width` numbers for each of its tokens. */
export interface RowOutput {
  readonly values: Float32Array;
  readonly width: number;
  readonly isPerToken: boolean;
}

export type RunRows = (rows: readonly Row[]) => Promise<RowOutput[]>;

const INPUTS: Readonly<Record<string, (row: Row, place: number) => number>> = {
  input_ids: (row, place) => row.ids[place]!,
  attention_mask: () => 1,
  token_type_ids: (row, place) => row.types[place]!,
  position_ids: (_row, place) => place,
};

/**
 * Runs rows in batches of at most `batchSize`, those of like length together, and gives each its part of the output
 * that `outputs` names first. Throws `OnnxError` for a model with other inputs or outputs.
 */
export function createRowRunner(
  folder: ModelFolder,
  model: OpenModel,
  outputs: readonly string[],
  batchSize: number,
): RunRows {
  const { session } = model;
  const unknown = session.inputNames.filter((name) => !(name in INPUTS));
  if (unknown.length > 0 || !session.inputNames.includes('input_ids')) {
    throw new OnnxError(
      'onnx.unknown_inputs',
      `${folder.modelPath}: has the inputs ${session.inputNames.join(', ')}; expected input_ids and, if need be, ` +
        Object.keys(INPUTS).slice(1).join(', '),
      'export the encoder for its task: optimum-cli export onnx --task text-classification (or token-classification, feature-extraction)',
    );
  }
  const output = outputs.find((name) => session.outputNames.includes(name));
  if (output === undefined) {
    throw new OnnxError(
      'onnx.wrong_task',
      `${folder.modelPath}: has the outputs ${session.outputNames.join(', ')}; expected one of ${outputs.join(', ')}`,
      'export the model for the task of this head: optimum-cli export onnx --task TASK',
    );
  }
  const types = new Map(session.inputMetadata?.map(({ name, type }) => [name, type ?? 'int64']));
  const feedsOf = (rows: readonly Row[], length: number) => {
    const feeds: Record<string, unknown> = {};
    for (const name of session.inputNames) {
      const type = types.get(name) ?? 'int64';
      const values = type === 'int32' ? new Int32Array(rows.length * length) : new BigInt64Array(rows.length * length);
      const set = (at: number, value: number) => {
        values[at] = type === 'int32' ? value : BigInt(value);
      };
      rows.forEach((row, r) => {
        for (let place = 0; place < length; place++) {
          if (place < row.ids.length) set(r * length + place, INPUTS[name]!(row, place));
          else if (name === 'input_ids') set(r * length + place, folder.paddingId);
        }
      });
      feeds[name] = model.tensor(type, values, [rows.length, length]);
    }
    return feeds;
  };
  return async (rows) => {
    const results: RowOutput[] = [];
    const order = rows.map((_, place) => place).sort((a, b) => rows[a]!.ids.length - rows[b]!.ids.length);
    for (let from = 0; from < order.length; from += batchSize) {
      const places = order.slice(from, from + batchSize);
      const batch = places.map((place) => rows[place]!);
      const length = Math.max(...batch.map((row) => row.ids.length));
      const tensor = (await session.run(feedsOf(batch, length)))[output]!;
      places.forEach((place, r) => {
        results[place] = outputOf(folder, tensor, r, rows[place]!.ids.length);
      });
    }
    return results;
  };
}

function outputOf(folder: ModelFolder, tensor: OutputTensor, row: number, tokens: number): RowOutput {
  if (tensor.type !== 'float32' || (tensor.dims.length !== 2 && tensor.dims.length !== 3)) {
    const got = `${tensor.type} [${tensor.dims.join(', ')}]`;
    const text = `${folder.modelPath}: gives ${got}, expected float32 with two or three dimensions`;
    throw new OnnxError('onnx.wrong_output', text, 'export with 32-bit outputs (weights may stay 16-bit or quantised)');
  }
  const isPerToken = tensor.dims.length === 3;
  const width = tensor.dims.at(-1)!;
  const stride = isPerToken ? tensor.dims[1]! * width : width;
  const data = tensor.data as Float32Array;
  const count = isPerToken ? tokens * width : width;
  return { values: data.slice(row * stride, row * stride + count), width, isPerToken };
}
