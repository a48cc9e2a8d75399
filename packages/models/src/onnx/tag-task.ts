import type { Span } from '@signalbox/engine/ports';
import { chunkTokens } from './chunk-tokens.ts';
import { mapLabels, plainLabel } from './label-map.ts';
import { boundedText, checkForm, checkWidth, labelsOfConfig, runProbe, softmax, type Task } from './task.ts';
import type { Row, Tokens } from './text-tokenizer.ts';
import type { Stretch } from './token-offsets.ts';

/** Where a tag says that its token stands in a span. */
type Position = 'begin' | 'inside' | 'end' | 'single' | 'outside';

const POSITIONS: Readonly<Record<string, Position>> = {
  B: 'begin',
  I: 'inside',
  M: 'inside',
  E: 'end',
  L: 'end',
  S: 'single',
  U: 'single',
};

/** A text to labelled spans: models exported for token classification, with BIO, IOBES, BILOU or plain tags. */
export const tagTask: Task<readonly Span[]> = {
  outputs: ['logits', 'output', 'scores'],
  async start(context) {
    const { folder, tokenizer, rowLimit, options } = context;
    const own = labelsOfConfig(folder);
    const output = await runProbe(context, tokenizer.row(tokenizer.tokenize('a').ids));
    checkForm(context, output, { task: 'tagging spans', isPerToken: true });
    checkWidth(context, output, own);
    const tags = own.map(parseTag);
    const types = [...new Set(tags.flatMap(({ type }) => (type === undefined ? [] : [type])))];
    // A model need not know every label of a tagging head; what it knows has to fit.
    const known = options.labels?.filter((label) =>
      types.some((type) => plainLabel(options.labelMap?.[type] ?? type) === plainLabel(label)),
    );
    const { labels, places } = mapLabels(folder.path, types, known, options.labelMap);
    const labelOfTag = tags.map(({ type }) => (type === undefined ? -1 : places[types.indexOf(type)]!));

    const readToken = (scores: Float32Array): TokenReading => {
      const shares = softmax(scores);
      const sums = new Float32Array(labels.length);
      let best = 0;
      shares.forEach((share, tag) => {
        if (share > shares[best]!) best = tag;
        if (labelOfTag[tag]! >= 0) sums[labelOfTag[tag]!]! += share;
      });
      const label = labelOfTag[best]!;
      return { label, position: tags[best]!.position, confidence: label < 0 ? 0 : sums[label]! };
    };
    return {
      labels,
      dimensions: 0,
      async answer(items) {
        const rows: Row[] = [];
        const texts = items.map(({ text }) => {
          const bounded = boundedText(text, context);
          const tokens = tokenizer.tokenize(bounded);
          const most = options.longTexts === 'truncate' ? 1 : options.maxChunks;
          const chunks = chunkTokens(tokens.ids.length, rowLimit - tokenizer.frame.single, most);
          for (const { from, to } of chunks) rows.push(tokenizer.row(tokens.ids.slice(from, to)));
          return { text: bounded, tokens, chunks };
        });
        const outputs = await context.runRows(rows);
        let row = 0;
        return texts.map(({ text, tokens, chunks }) => {
          const readings: (TokenReading | undefined)[] = new Array(tokens.ids.length);
          const distances = new Float32Array(tokens.ids.length).fill(-1);
          for (const { from, to } of chunks) {
            const { values, width } = outputs[row]!;
            const start = rows[row]!.start;
            row++;
            for (let i = from; i < to; i++) {
              // Where chunks overlap, the one that sees more around the token counts.
              const distance = Math.min(i - from, to - 1 - i);
              if (distance <= distances[i]!) continue;
              distances[i] = distance;
              const at = (start + i - from) * width;
              readings[i] = readToken(values.subarray(at, at + width));
            }
          }
          return spansOf(text, tokens, readings, labels);
        });
      },
    };
  },
};

interface TokenReading {
  readonly label: number;
  readonly position: Position;
  readonly confidence: number;
}

function parseTag(name: string): { readonly type: string | undefined; readonly position: Position } {
  if (name === 'O' || name === '') return { type: undefined, position: 'outside' };
  const tag = /^([BIMELSU])[-_](.+)$/.exec(name);
  return tag ? { type: tag[2]!, position: POSITIONS[tag[1]!]! } : { type: name, position: 'inside' };
}

/** Neighbouring tokens of one label as spans; a word that begins inside one belongs to it as a whole. */
function spansOf(
  text: string,
  tokens: Tokens,
  readings: readonly (TokenReading | undefined)[],
  labels: readonly string[],
): Span[] {
  if (!readings.some((reading) => reading !== undefined && reading.label >= 0)) return [];
  const stretches = tokens.stretches();
  const spans: { start: number; end: number; label: number; confidences: number[]; isClosed: boolean }[] = [];
  readings.forEach((reading, i) => {
    const stretch = stretches[i];
    if (reading === undefined || stretch === undefined || stretch.start >= stretch.end) return;
    const last = spans.at(-1);
    const touches = last !== undefined && follows(text, last, stretch);
    const isSameWord = touches && last.end >= stretch.start && isWordInside(text, stretch.start);
    if (reading.label < 0) {
      if (last !== undefined && !isSameWord) last.isClosed = true;
      return;
    }
    const continues =
      last !== undefined &&
      last.label === reading.label &&
      (isSameWord || (touches && !last.isClosed && reading.position !== 'begin' && reading.position !== 'single'));
    if (continues) {
      last.end = Math.max(last.end, stretch.end);
      last.confidences.push(reading.confidence);
      last.isClosed = reading.position === 'end';
      return;
    }
    if (last !== undefined && stretch.start < last.end) return;
    const isClosed = reading.position === 'single' || reading.position === 'end';
    spans.push({ ...stretch, label: reading.label, confidences: [reading.confidence], isClosed });
  });
  return spans.map(({ start, end, label, confidences }) => ({
    start,
    end,
    label: labels[label]!,
    confidence: confidences.reduce((sum, one) => sum + one, 0) / confidences.length,
  }));
}

/** Whether nothing but spaces lies between a span and a token. */
function follows(text: string, span: Stretch, token: Stretch): boolean {
  return text.slice(span.end, token.start).trim() === '';
}

/** Whether a place lies within a word: a letter or digit on both sides. */
function isWordInside(text: string, at: number): boolean {
  return at > 0 && /^[\p{L}\p{N}\p{M}]{2}$/u.test(text.slice(at - 1, at + 1)) && !/[\p{Script=Han}]/u.test(text[at]!);
}
