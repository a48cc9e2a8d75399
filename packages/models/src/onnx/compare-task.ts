import { chunkTokens } from './chunk-tokens.ts';
import { OnnxError } from './onnx-error.ts';
import { boundedText, checkForm, checkWidth, labelsOfConfig, runProbe, softmax, type Task } from './task.ts';
import type { Row } from './text-tokenizer.ts';

/** What a premise says about a hypothesis; the three sum to 1. */
export interface Comparison {
  readonly entail: number;
  readonly neutral: number;
  readonly contradict: number;
}

const OUTCOMES = ['entail', 'neutral', 'contradict'] as const;
/** How label names begin, once `label_map` has been applied; `not_entailment` is all that two-label models know. */
const BEGINNINGS = [/^entail/i, /^(?:neutral|not[ _-]?entail)/i, /^contradict/i];

/** Two texts to entail, neutral, contradict: natural language inference models. */
export const compareTask: Task<Comparison> = {
  outputs: ['logits', 'output', 'scores'],
  async start(context) {
    const { folder, tokenizer, rowLimit, options } = context;
    const own = labelsOfConfig(folder);
    const { ids } = tokenizer.tokenize('a');
    const output = await runProbe(context, tokenizer.row(ids, ids));
    checkForm(context, output, { task: 'comparing two texts', isPerToken: false });
    checkWidth(context, output, own);
    const places = own.map((label) => {
      const name = options.labelMap?.[label] ?? label;
      return BEGINNINGS.findIndex((beginning) => beginning.test(name));
    });
    if (places.includes(-1) || !places.includes(0) || own.length < 2) {
      throw new OnnxError(
        'onnx.labels_do_not_fit',
        `model folder ${folder.path}: has the labels ${own.join(', ')}, expected ${OUTCOMES.join(', ')}`,
        'set label_map: {MODEL_LABEL: entail | neutral | contradict, …}, or choose a model for natural language inference',
      );
    }
    const room = rowLimit - tokenizer.frame.pair;
    return {
      labels: OUTCOMES,
      dimensions: 0,
      async answer(items) {
        const rows: Row[] = [];
        const counts = items.map(({ text, other = '' }) => {
          const premise = tokenizer.tokenize(boundedText(text, context)).ids;
          const hypothesis = tokenizer.tokenize(boundedText(other, context)).ids;
          // The hypothesis stays whole up to half a row; the premise is read in as many chunks as it needs.
          const second = hypothesis.slice(0, Math.max(room - premise.length, Math.floor(room / 2)));
          const most = options.longTexts === 'truncate' ? 1 : options.maxChunks;
          const chunks = chunkTokens(premise.length, room - second.length, most);
          for (const { from, to } of chunks) rows.push(tokenizer.row(premise.slice(from, to), second));
          return chunks.length;
        });
        const outputs = await context.runRows(rows);
        let from = 0;
        return counts.map((count) => {
          const readings = outputs.slice(from, from + count).map(({ values }) => {
            const reading = [0, 0, 0];
            softmax(values).forEach((share, k) => {
              reading[places[k]!]! += share;
            });
            return reading;
          });
          from += count;
          // The chunk that has most to say about the hypothesis.
          const [entail, neutral, contradict] = readings.reduce((most, one) => (one[1]! < most[1]! ? one : most));
          return { entail: entail!, neutral: neutral!, contradict: contradict! };
        });
      },
    };
  },
};
