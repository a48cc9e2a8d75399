import { rowsOf } from './classify-task.ts';
import type { Pooling } from './model-folder.ts';
import { OnnxError } from './onnx-error.ts';
import type { RowOutput } from './run-rows.ts';
import { runProbe, type Task } from './task.ts';
import type { Row } from './text-tokenizer.ts';

/** A text to a unit vector: models exported for feature extraction, pooled as their folder says. */
export const encodeTask: Task<Float32Array> = {
  outputs: ['sentence_embedding', 'last_hidden_state', 'token_embeddings'],
  async start(context) {
    const { folder, options } = context;
    const { tokenizer } = context;
    const { width, isPerToken } = await runProbe(context, tokenizer.row(tokenizer.tokenize('a').ids));
    // What an output of whole sentences went through is inside the file.
    if (isPerToken && folder.laterSteps.length > 0) {
      const text = `${folder.path}/modules.json: has the steps ${folder.laterSteps.join(', ')}, which the ONNX file does not hold`;
      const hint = 'export the whole sentence-transformers model, so that it has the output sentence_embedding';
      throw new OnnxError('onnx.unknown_steps', text, hint);
    }
    const dimensions = options.dimensions ?? width;
    if (dimensions > width || dimensions < 1) {
      const text = `model folder ${folder.path}: dimensions is ${dimensions}, the model gives ${width}`;
      throw new OnnxError(
        'onnx.wrong_dimensions',
        text,
        `set dimensions to a number from 1 to ${width}, or leave it out`,
      );
    }
    const pooling = options.pooling ?? folder.pooling ?? 'mean';
    return {
      labels: [],
      dimensions,
      async answer(items) {
        const rows: Row[] = [];
        const counts = items.map(({ text }) => {
          if (text.trim() === '') return 0;
          const own = rowsOf(context, text);
          rows.push(...own);
          return own.length;
        });
        const outputs = await context.runRows(rows);
        let from = 0;
        return counts.map((count) => {
          const vector = new Float32Array(dimensions);
          for (let i = from; i < from + count; i++) {
            const part = unit(pool(outputs[i]!, pooling));
            const weight = rows[i]!.ids.length;
            for (let k = 0; k < dimensions; k++) vector[k] = vector[k]! + part[k]! * weight;
          }
          from += count;
          return unit(vector);
        });
      },
    };
  },
};

/** One vector of a row: the model's own, or its tokens' pooled. */
function pool({ values, width, isPerToken }: RowOutput, pooling: Pooling): Float32Array {
  if (!isPerToken || pooling === 'cls') return values.slice(0, width);
  const pooled = values.slice(0, width);
  for (let at = width; at < values.length; at += width) {
    for (let k = 0; k < width; k++) {
      const value = values[at + k]!;
      pooled[k] = pooling === 'max' ? Math.max(pooled[k]!, value) : pooled[k]! + value;
    }
  }
  return pooled;
}

/** The vector at length 1; a zero vector stays. */
function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}
