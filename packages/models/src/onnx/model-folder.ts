import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { OnnxError } from './onnx-error.ts';

/** How token vectors become one sentence vector. */
export type Pooling = 'mean' | 'cls' | 'max';

/** A model in Hugging Face layout, its small files read. */
export interface ModelFolder {
  readonly path: string;
  /** The ONNX file. */
  readonly modelPath: string;
  /** Weights kept beside the ONNX file, named as the file refers to them. */
  readonly externalData: readonly { readonly name: string; readonly path: string }[];
  readonly tokenizer: TokenizerJson;
  readonly tokenizerConfig: Readonly<Record<string, unknown>>;
  /** The model's own label names by output, empty where the config has none. */
  readonly labels: readonly string[];
  readonly problemType: string | undefined;
  readonly vocabularySize: number | undefined;
  readonly hiddenSize: number | undefined;
  readonly paddingId: number;
  /** Tokens that the model can take at once, special ones included; undefined where no file says. */
  readonly tokenLimit: number | undefined;
  readonly pooling: Pooling | undefined;
  /** Steps after the pooling that the ONNX file does not hold, by the names of sentence-transformers. */
  readonly laterSteps: readonly string[];
  /** Every file that decides about results, for the identity hash. */
  readonly files: readonly string[];
}

/** What is read of a tokenizer.json here; the tokeniser library reads the rest. */
export interface TokenizerJson {
  readonly model: {
    readonly type?: string;
    readonly unk_token?: string | null;
    readonly continuing_subword_prefix?: string | null;
    readonly end_of_word_suffix?: string | null;
  };
  readonly pre_tokenizer?: unknown;
  readonly decoder?: unknown;
}

const LAYOUT_HINT =
  'give a folder with config.json, tokenizer.json and model.onnx or onnx/model.onnx, as `optimum-cli export onnx` writes it';
/** Names of the ONNX file without its ending, best first. */
const VARIANTS = ['model', 'model_quantized', 'model_int8', 'model_uint8', 'model_fp16', 'model_q4'];

/** Reads a folder in Hugging Face layout; `variant` is the ONNX file's name without `.onnx`. Throws `OnnxError`. */
export function readModelFolder(path: string, variant?: string): ModelFolder {
  if (!existsSync(path)) throw new OnnxError('onnx.no_folder', `model folder ${path}: does not exist`, LAYOUT_HINT);
  const files: string[] = [];
  const read = (name: string): Json | undefined => readJson(path, name, files);
  const need = (name: string): Json => {
    const content = read(name);
    if (content === undefined) throw new OnnxError('onnx.no_file', `model folder ${path}: has no ${name}`, LAYOUT_HINT);
    return content;
  };
  const modelPath = findModel(path, variant);
  const external = externalDataOf(modelPath);
  files.push(modelPath, ...external.map((file) => file.path));

  const config = need('config.json');
  const tokenizer = need('tokenizer.json');
  if (typeof tokenizer.model !== 'object' || tokenizer.model === null) {
    const text = `${join(path, 'tokenizer.json')}: has no "model"`;
    throw new OnnxError('onnx.bad_tokenizer', text, 'export the fast tokenizer: tokenizer.save_pretrained(FOLDER)');
  }
  const tokenizerConfig = read('tokenizer_config.json') ?? {};
  const sentence = read('sentence_bert_config.json') ?? {};
  const steps = read('modules.json');
  const pooling = read('1_Pooling/config.json');
  const limits = [positionsOf(config), numberOf(tokenizerConfig.model_max_length), numberOf(sentence.max_seq_length)];
  // A tokenizer without a limit states an absurd one.
  const stated = limits.filter((limit): limit is number => limit !== undefined && limit > 0 && limit < 1e9);
  return {
    path,
    modelPath,
    externalData: external,
    tokenizer: tokenizer as unknown as TokenizerJson,
    tokenizerConfig,
    labels: labelsOf(config, path, files),
    problemType: typeof config.problem_type === 'string' ? config.problem_type : undefined,
    vocabularySize: numberOf(config.vocab_size),
    hiddenSize: numberOf(config.hidden_size),
    paddingId: numberOf(config.pad_token_id) ?? 0,
    tokenLimit: stated.length > 0 ? Math.min(...stated) : undefined,
    pooling: poolingOf(pooling, path),
    laterSteps: Array.isArray(steps) ? steps.map(stepName).filter((name) => !KNOWN_STEPS.has(name)) : [],
    files,
  };
}

/** SHA-256 over the files that decide about results, names and contents, in the order in which they were read. */
export async function hashFolder(folder: ModelFolder): Promise<string> {
  const hash = createHash('sha256');
  for (const file of folder.files) {
    hash.update(`${basename(file)}\0`);
    await pipeline(createReadStream(file), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) hash.update(chunk);
    });
  }
  return hash.digest('hex');
}

type Json = Readonly<Record<string, unknown>>;

const KNOWN_STEPS = new Set(['Transformer', 'Pooling', 'Normalize']);

function stepName(step: unknown): string {
  const type = (step as { type?: unknown } | null)?.type;
  return typeof type === 'string' ? type.slice(type.lastIndexOf('.') + 1) : 'unknown';
}

function readJson(folder: string, name: string, files: string[]): Json | undefined {
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  files.push(path);
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof content === 'object' && content !== null) return content as Json;
    throw new Error(`got ${typeof content}, expected an object`);
  } catch (cause) {
    const text = `${path}: cannot be read as JSON: ${(cause as Error).message}`;
    throw new OnnxError(
      'onnx.bad_file',
      text,
      'fetch the file again; it may be cut off or a pointer to large-file storage',
      {
        cause,
      },
    );
  }
}

function findModel(folder: string, variant: string | undefined): string {
  const names = variant === undefined ? VARIANTS : [variant, `model_${variant}`];
  for (const name of names) {
    for (const place of [folder, join(folder, 'onnx')]) {
      const path = join(place, `${name}.onnx`);
      if (existsSync(path)) return path;
    }
  }
  const present = [folder, join(folder, 'onnx')]
    .filter(existsSync)
    .flatMap((place) => readdirSync(place).filter((name) => name.endsWith('.onnx')));
  const got = present.length > 0 ? `it has ${present.join(', ')}` : 'it has no ONNX file';
  const wanted = names.map((name) => `${name}.onnx`).join(', ');
  throw new OnnxError(
    'onnx.no_model',
    `model folder ${folder}: found none of ${wanted} there or in onnx/; ${got}`,
    LAYOUT_HINT,
  );
}

function externalDataOf(modelPath: string): { name: string; path: string }[] {
  const stem = basename(modelPath);
  return [`${stem}_data`, `${stem}.data`]
    .map((name) => ({ name, path: join(dirname(modelPath), name) }))
    .filter((file) => existsSync(file.path));
}

/** Architectures whose first positions are taken by the padding: so many fewer tokens fit. */
const OFFSET_POSITIONS = new Set(['roberta', 'xlm-roberta', 'camembert', 'mpnet', 'xlm-roberta-xl']);

function positionsOf(config: Json): number | undefined {
  const positions = numberOf(config.max_position_embeddings);
  if (positions === undefined || !OFFSET_POSITIONS.has(String(config.model_type))) return positions;
  return positions - (numberOf(config.pad_token_id) ?? 1) - 1;
}

/** Labels by output from `id2label`; where these are placeholders, from a mapping file beside the config. */
function labelsOf(config: Json, folder: string, files: string[]): readonly string[] {
  const labels = namesByNumber(config.id2label);
  const isPlaceholder = labels.length > 0 && labels.every((label) => /^label_\d+$/i.test(label));
  if (labels.length > 0 && !isPlaceholder) return labels;
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('_mapping.json')) continue;
    const content = readJson(folder, name, files) ?? {};
    const table = Object.entries(content).find(([key]) => /^(?:idx_to_|id2|id_to_)/.test(key))?.[1];
    const named = namesByNumber(table);
    if (named.length > 0 && (labels.length === 0 || named.length === labels.length)) return named;
  }
  return labels;
}

function namesByNumber(table: unknown): string[] {
  if (typeof table !== 'object' || table === null) return [];
  const names: string[] = [];
  for (const [place, name] of Object.entries(table)) names[Number(place)] = String(name);
  return Array.from(names, (name, place) => name ?? `LABEL_${place}`);
}

function poolingOf(config: Json | undefined, folder: string): Pooling | undefined {
  if (config === undefined) return undefined;
  if (config.pooling_mode_cls_token === true) return 'cls';
  if (config.pooling_mode_max_tokens === true) return 'max';
  if (config.pooling_mode_mean_tokens === true || config.pooling_mode === 'mean') return 'mean';
  if (config.pooling_mode === 'cls' || config.pooling_mode === 'max') return config.pooling_mode;
  const text = `${join(folder, '1_Pooling/config.json')}: asks for none of the poolings mean, cls, max`;
  throw new OnnxError(
    'onnx.unknown_pooling',
    text,
    'set `pooling` to the nearest one, or export the model with its pooling inside',
  );
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
