import { chunkTokens } from './chunk-tokens.ts';
import { mapLabels } from './label-map.ts';
import { OnnxError } from './onnx-error.ts';
import type { RowOutput } from './run-rows.ts';
import {
  boundedText,
  checkForm,
  checkWidth,
  labelsOfConfig,
  runProbe,
  softmax,
  type Task,
  type TaskContext,
} from './task.ts';
import type { Row } from './text-tokenizer.ts';

/** A text to the probabilities of labels: models exported for sequence classification. */
export const classifyTask: Task<Float32Array> = {
  outputs: ['logits', 'output', 'scores'],
  async start(context) {
    const { folder, options } = context;
    const own = labelsOfConfig(folder);
    const { tokenizer } = context;
    const output = await runProbe(context, tokenizer.row(tokenizer.tokenize('a').ids));
    checkForm(context, output, { task: 'classifying texts', isPerToken: false });
    // One score for two labels, or for one that is there or not.
    const isSingle = output.width === 1;
    if (!isSingle) checkWidth(context, output, own);
    const named = isSingle ? singleLabels(context, own) : own;
    const { labels, places } = mapLabels(folder.path, named, options.labels, options.labelMap, options.spellings);
    const isIndependent = folder.problemType === 'multi_label_classification' || isSingle;
    const alarms = alarmPlaces(context, labels);

    const read = ({ values }: RowOutput): Float32Array => {
      const shares = isIndependent ? independent(values, isSingle) : softmax(values);
      const mapped = new Float32Array(labels.length);
      places.forEach((place, k) => {
        mapped[place] = mapped[place]! + shares[k]!;
      });
      return mapped;
    };
    return {
      labels,
      dimensions: 0,
      async answer(items) {
        const rows: Row[] = [];
        const counts = items.map(({ text }) => {
          const own = rowsOf(context, text);
          rows.push(...own);
          return own.length;
        });
        const outputs = await context.runRows(rows);
        let from = 0;
        return counts.map((count) => {
          const own = outputs.slice(from, from + count).map(read);
          const weights = rows.slice(from, from + count).map((row) => row.ids.length);
          from += count;
          return options.longTexts === 'worst' ? worst(own, alarms) : mean(own, weights);
        });
      },
    };
  },
};

/** A text's rows: one, or one per chunk. */
export function rowsOf(context: TaskContext, text: string): Row[] {
  const { tokenizer, rowLimit, options } = context;
  const { ids } = tokenizer.tokenize(options.prefix + boundedText(text, context));
  const most = options.longTexts === 'truncate' ? 1 : options.maxChunks;
  return chunkTokens(ids.length, rowLimit - tokenizer.frame.single, most).map(({ from, to }) =>
    tokenizer.row(ids.slice(from, to)),
  );
}

function singleLabels({ folder }: TaskContext, own: readonly string[]): readonly string[] {
  if (own.length === 2) return own;
  if (own.length === 1) return [`not_${own[0]}`, own[0]!];
  const text = `${folder.modelPath}: gives 1 number, config.json names ${own.length} labels`;
  throw new OnnxError('onnx.labels_do_not_fit', text, 'take config.json from the same model as model.onnx');
}

/** Each label by itself; brought down to a sum of 1 where they exceed it, so that what is missing means none of them. */
function independent(scores: Float32Array, isSingle: boolean): Float32Array {
  const shares = scores.map((score) => 1 / (1 + Math.exp(-score)));
  if (isSingle) return Float32Array.of(1 - shares[0]!, shares[0]!);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return total > 1 ? shares.map((share) => share / total) : shares;
}

function alarmPlaces({ folder, options }: TaskContext, labels: readonly string[]): readonly number[] {
  if (options.alarms === undefined) return labels.map((_, place) => place).slice(1);
  const strange = options.alarms.filter((label) => !labels.includes(label));
  if (strange.length === 0) return options.alarms.map((label) => labels.indexOf(label));
  const text = `model folder ${folder.path}: alarms names ${strange.join(', ')}, which are not among the labels`;
  throw new OnnxError('onnx.labels_do_not_fit', text, `the labels are ${labels.join(', ')}`);
}

function worst(readings: readonly Float32Array[], alarms: readonly number[]): Float32Array {
  const alarmOf = (reading: Float32Array) => alarms.reduce((sum, place) => sum + reading[place]!, 0);
  return readings.reduce((most, reading) => (alarmOf(reading) > alarmOf(most) ? reading : most));
}

function mean(readings: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return readings[0]!.map((_, place) =>
    readings.reduce((sum, reading, i) => sum + (reading[place]! * weights[i]!) / total, 0),
  );
}
