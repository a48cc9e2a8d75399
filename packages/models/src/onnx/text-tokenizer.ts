import { Tokenizer } from '@huggingface/tokenizers';
import type { ModelFolder } from './model-folder.ts';
import { OnnxError } from './onnx-error.ts';
import { alignTokens, type Stretch, surfaceReader } from './token-offsets.ts';

/** A text as a model's token ids, without special tokens. */
export interface Tokens {
  readonly ids: readonly number[];
  /** Where each stands in the text; computed when asked for. */
  stretches(): readonly Stretch[];
}

/** One input of the model: ids with the special tokens around them, and to which of two texts each belongs. */
export interface Row {
  readonly ids: readonly number[];
  readonly types: readonly number[];
  /** Where the first text's tokens begin in `ids`. */
  readonly start: number;
}

/** Tokens to ids and back to places in the text, with the model's own frame of special tokens. */
export interface TextTokenizer {
  /** Special tokens around one text, and around two. */
  readonly frame: { readonly single: number; readonly pair: number };
  tokenize(text: string): Tokens;
  row(ids: readonly number[], second?: readonly number[]): Row;
}

const PROBE = 'a';
const MISFIT_HINT = 'take tokenizer.json from the same model as model.onnx and config.json (the same revision)';

/** The tokeniser of a folder; throws `OnnxError` when it cannot be used or does not fit the model's vocabulary. */
export function createTextTokenizer(folder: ModelFolder): TextTokenizer {
  const library = openTokenizer(folder);
  checkVocabulary(folder, library);
  const surfacesOf = surfaceReader(folder.tokenizer);
  const encode = (text: string) => library.encode(text, { add_special_tokens: false });
  const probe = encode(PROBE).ids;
  const framed = library.encode(PROBE, { return_token_type_ids: true });
  const pair = library.encode(PROBE, { text_pair: PROBE, return_token_type_ids: true });
  const first = placeOf(framed.ids, probe, 0);
  const firstOfPair = placeOf(pair.ids, probe, 0);
  const second = placeOf(pair.ids, probe, firstOfPair + probe.length);
  if (probe.length === 0 || first < 0 || firstOfPair < 0) {
    const text = `${folder.path}/tokenizer.json: gives no token for ${JSON.stringify(PROBE)}`;
    throw new OnnxError('onnx.bad_tokenizer', text, MISFIT_HINT);
  }
  const [open, close] = around(framed.ids, first, probe.length);
  const [pairOpen, rest] = around(pair.ids, firstOfPair, probe.length);
  // Where the frame for two texts is missing, they simply follow each other.
  const between = second < 0 ? [] : rest.slice(0, second - firstOfPair - probe.length);
  const pairClose = second < 0 ? rest : pair.ids.slice(second + probe.length);
  const types = pair.token_type_ids ?? [];
  const betweenTypes = between.map((_, i) => types[firstOfPair + probe.length + i] ?? 0);
  const secondType = second < 0 ? 0 : (types[second] ?? 0);
  return {
    frame: { single: open.length + close.length, pair: pairOpen.length + between.length + pairClose.length },
    tokenize(text) {
      const { ids, tokens } = encode(text);
      let stretches: readonly Stretch[] | undefined;
      return {
        ids,
        stretches() {
          stretches ??= alignTokens(text, surfacesOf(tokens));
          return stretches;
        },
      };
    },
    row(ids, other) {
      if (other === undefined) {
        const all = [...open, ...ids, ...close];
        return { ids: all, types: all.map(() => 0), start: open.length };
      }
      return {
        ids: [...pairOpen, ...ids, ...between, ...other, ...pairClose],
        types: [
          ...pairOpen.map(() => 0),
          ...ids.map(() => 0),
          ...betweenTypes,
          ...other.map(() => secondType),
          ...pairClose.map(() => secondType),
        ],
        start: pairOpen.length,
      };
    },
  };
}

function openTokenizer(folder: ModelFolder): Tokenizer {
  try {
    return new Tokenizer(folder.tokenizer, folder.tokenizerConfig);
  } catch (cause) {
    const text = `${folder.path}/tokenizer.json: cannot be used: ${(cause as Error).message}`;
    throw new OnnxError('onnx.bad_tokenizer', text, 'export the fast tokenizer: tokenizer.save_pretrained(FOLDER)', {
      cause,
    });
  }
}

/** Spare ids that exporters round a model's vocabulary up by. */
const SPARE_IDS = 1024;

function checkVocabulary(folder: ModelFolder, tokenizer: Tokenizer): void {
  const size = folder.vocabularySize;
  if (size === undefined) return;
  let highest = -1;
  for (const id of tokenizer.get_vocab(true).values()) if (id > highest) highest = id;
  if (highest < size && highest + 1 >= size - Math.max(SPARE_IDS, size * 0.05)) return;
  throw new OnnxError(
    'onnx.tokenizer_does_not_fit',
    `model folder ${folder.path}: tokenizer.json has ids up to ${highest}, config.json a vocabulary of ${size}: ` +
      'the tokenizer belongs to another model',
    MISFIT_HINT,
  );
}

/** Where `wanted` stands in `ids` from `from` on; -1 when it does not. */
function placeOf(ids: readonly number[], wanted: readonly number[], from: number): number {
  for (let at = from; at + wanted.length <= ids.length; at++) {
    if (wanted.every((id, i) => ids[at + i] === id)) return at;
  }
  return -1;
}

function around(ids: readonly number[], at: number, length: number): [number[], number[]] {
  return [ids.slice(0, at), ids.slice(at + length)];
}
