import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { elementTypeNumber, OnnxGraph } from '../export/onnx-graph.ts';
import type { TaskName } from './inference.ts';

/** A small model's weights, so that what a runtime computes can be computed again beside it. */
export interface SmallModel {
  readonly vocabulary: readonly string[];
  /** Numbers per token. */
  readonly width: number;
  readonly labels: readonly string[];
  /** One row per token of the vocabulary. */
  readonly embeddings: Float32Array;
  /** One row per kind of text (first or second); only for `pair`. */
  readonly types: Float32Array;
  /** One row per number of a token, one column per label. */
  readonly layer: Float32Array;
  readonly bias: Float32Array;
}

export interface SmallModelOptions {
  readonly task: TaskName;
  readonly labels: readonly string[];
  /** Words that the tokeniser knows whole; others fall into letters. */
  readonly words: readonly string[];
  readonly width?: number;
  /** Tokens per row that it says it takes. */
  readonly tokenLimit?: number;
  readonly seed?: number;
}

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];
const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz0123456789.,:;!?-@');

/**
 * Writes a whole model in Hugging Face layout that anyone can make without downloads: token embeddings, averaged for
 * whole texts, and one layer on them, with a WordPiece tokeniser of our own. Weights are random from the seed: it
 * measures and tests the way of a text through the adapter, not quality.
 */
export function writeSmallModel(folder: string, options: SmallModelOptions): SmallModel {
  const { task, labels, words, width = 16, tokenLimit = 64, seed = 1 } = options;
  const random = uniform(seed);
  const vocabulary = [...new Set([...SPECIAL, ...LETTERS, ...LETTERS.map((letter) => `##${letter}`), ...words])];
  const fill = (count: number) => Float32Array.from({ length: count }, () => random() * 2 - 1);
  const model: SmallModel = {
    vocabulary,
    width,
    labels,
    embeddings: fill(vocabulary.length * width),
    types: fill(2 * width),
    layer: fill(width * labels.length),
    bias: fill(labels.length),
  };
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  writeFileSync(join(folder, 'onnx', 'model.onnx'), graphOf(task, model));
  const writeJson = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content));
  writeJson('config.json', {
    model_type: 'small',
    vocab_size: vocabulary.length,
    hidden_size: width,
    pad_token_id: 0,
    max_position_embeddings: tokenLimit,
    ...(labels.length > 0 ? { id2label: Object.fromEntries(labels.entries()) } : {}),
  });
  writeJson('tokenizer.json', tokenizerOf(vocabulary));
  writeJson('tokenizer_config.json', { tokenizer_class: 'PreTrainedTokenizerFast', model_max_length: tokenLimit });
  return model;
}

function graphOf(task: TaskName, model: SmallModel): Uint8Array {
  const { vocabulary, width, labels } = model;
  const graph = new OnnxGraph('small model');
  const shape = ['batch', 'sequence'] as const;
  const ids = graph.input({ name: 'input_ids', type: 'int64', shape });
  const mask = graph.input({ name: 'attention_mask', type: 'int64', shape });
  let tokens = graph.node('Gather', [graph.tensor('embeddings', model.embeddings, [vocabulary.length, width]), ids]);
  if (task === 'pair') {
    const types = graph.input({ name: 'token_type_ids', type: 'int64', shape });
    const own = graph.node('Gather', [graph.tensor('types', model.types, [2, width]), types]);
    tokens = graph.node('Mul', [tokens, own]);
  }
  if (task === 'encoder') {
    graph.node('Identity', [tokens], { output: 'last_hidden_state' });
    graph.output({ name: 'last_hidden_state', type: 'float32', shape: [...shape, width] });
    return graph.finish();
  }
  const layer = graph.tensor('layer', model.layer, [width, labels.length]);
  const bias = graph.tensor('bias', model.bias, [labels.length]);
  let read = tokens;
  if (task !== 'tagger') {
    const float = { attributes: { to: { int: elementTypeNumber('float32') } } };
    const weights = graph.node('Unsqueeze', [graph.node('Cast', [mask], float), graph.integers(2)]);
    const sum = (value: string) =>
      graph.node('ReduceSum', [value, graph.integers(1)], { attributes: { keepdims: { int: 0 } } });
    read = graph.node('Div', [sum(graph.node('Mul', [tokens, weights])), sum(weights)]);
  }
  graph.node('Add', [graph.node('MatMul', [read, layer]), bias], { output: 'logits' });
  const first = task === 'tagger' ? shape : (['batch'] as const);
  graph.output({ name: 'logits', type: 'float32', shape: [...first, labels.length] });
  return graph.finish();
}

function tokenizerOf(vocabulary: readonly string[]): unknown {
  const special = (token: string) => ({ SpecialToken: { id: token, type_id: 0 } });
  const text = (id: string, type: number) => ({ Sequence: { id, type_id: type } });
  return {
    version: '1.0',
    added_tokens: SPECIAL.map((content, id) => ({
      id,
      content,
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special('[CLS]'), text('A', 0), special('[SEP]')],
      pair: [
        special('[CLS]'),
        text('A', 0),
        special('[SEP]'),
        text('B', 1),
        { SpecialToken: { id: '[SEP]', type_id: 1 } },
      ],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((token) => [token, { id: token, ids: [vocabulary.indexOf(token)], tokens: [token] }]),
      ),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
    },
  };
}

/** Uniform numbers in [0, 1) from a seed: a linear congruential generator, enough for weights. */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
