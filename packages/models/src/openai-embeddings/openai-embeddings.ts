import { defineAdapter, s } from '@signalbox/engine/adapters';
import { PortFailure, type SentenceEncoder } from '@signalbox/engine/ports';
import type { GuardedCall } from '../guard/guarded-call.ts';
import type { JsonServer } from '../remote/json-server.ts';
import { entriesByIndex, hashOfConfiguration, openRemote, TRIAL_TEXT } from '../remote/open-remote.ts';
import { serverOptions } from '../remote/server-options.ts';

const schema = s.strictObject({
  ...serverOptions,
  dimensions: s.int().min(1).max(65_536).describe('Length of the model’s vectors.'),
  send_dimensions: s
    .boolean()
    .default(false)
    .describe('Ask the server for vectors of this length; for models that can shorten theirs.'),
  endpoint: s
    .enum(['embeddings', 'pooling'])
    .default('embeddings')
    .describe('embeddings: <base_url>/embeddings; pooling: vLLM’s /pooling, beside /v1.'),
  encoding_format: s
    .enum(['float', 'base64'])
    .default('float')
    .describe('How vectors travel; base64 is a third of the size. Either is understood, whatever was asked for.'),
  batch_size: s.int().min(1).max(2048).default(32).describe('Texts in one call.'),
});

type EmbeddingsOptions = ReturnType<typeof schema.parse>;

/** `POST /embeddings` as OpenAI, vLLM and many others serve it. */
export const openaiEmbeddings = defineAdapter<EmbeddingsOptions>({
  type: 'openai_embeddings',
  summary: 'Sentence vectors from any OpenAI-compatible embeddings API, vLLM’s included.',
  schema,
  serves: ['encoder'],
  examples: {
    encoder: {
      adapter: 'openai_embeddings',
      base_url: 'https://api.openai.com/v1',
      model: 'text-embedding-3-small',
      api_key_env: 'OPENAI_API_KEY',
      dimensions: 512,
      send_dimensions: true,
      encoding_format: 'base64',
    },
  },
  open(head, options, services) {
    const isPooling = options.endpoint === 'pooling';
    return openRemote({
      options: isPooling ? { ...options, base_url: options.base_url.replace(/\/v1\/*$/, '') } : options,
      services,
      problems: [],
      batchSize: options.batch_size,
      trial: TRIAL_TEXT,
      callTo: (server) => encodeWith(server, options),
      portOver: (calls) => ({ encoder: encoderOver(calls, head.name, options) }),
    });
  },
});

function encodeWith(server: JsonServer, options: EmbeddingsOptions) {
  const { model, dimensions, endpoint, encoding_format } = options;
  const fixed = { model, encoding_format, ...(options.send_dimensions ? { dimensions } : {}) };
  return async (texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> => {
    const answer = await server.post(`/${endpoint}`, { ...fixed, input: texts }, signal);
    return entriesByIndex(answer, texts.length).map((entry) =>
      unitVector(endpoint === 'pooling' ? entry.data : entry.embedding, dimensions),
    );
  };
}

function encoderOver(
  calls: GuardedCall<Float32Array>,
  head: string,
  { base_url: address, model, dimensions, endpoint }: EmbeddingsOptions,
): SentenceEncoder {
  return {
    id: `openai_embeddings/${head}`,
    hash: hashOfConfiguration(['openai_embeddings', address, model, dimensions, endpoint]),
    cost: 'costly',
    dimensions,
    async encode(texts, call) {
      // Servers refuse a text without content; its vector is zero by contract.
      const full = texts.filter(({ raw }) => raw.trim() !== '');
      const vectors = await calls.ask(
        full.map(({ raw }) => raw),
        call?.signal,
      );
      const byText = new Map(full.map((text, index) => [text, vectors[index]!]));
      return texts.map((text) => byText.get(text) ?? new Float32Array(dimensions));
    },
  };
}

function unitVector(value: unknown, dimensions: number): Float32Array {
  const vector = typeof value === 'string' ? fromBase64(value) : fromList(value);
  if (vector.length !== dimensions) {
    throw new PortFailure(
      'adapter.wrong_dimensions',
      `the server gives vectors of ${vector.length} dimensions, the config says ${dimensions}`,
    );
  }
  let squares = 0;
  for (const figure of vector) squares += figure * figure;
  if (!Number.isFinite(squares) || squares === 0) {
    throw new PortFailure('adapter.wrong_answer', 'the server gave a vector that is zero or not finite');
  }
  const factor = 1 / Math.sqrt(squares);
  return vector.map((figure) => figure * factor);
}

function fromList(value: unknown): Float32Array {
  if (Array.isArray(value) && value.every((figure) => typeof figure === 'number')) return Float32Array.from(value);
  throw new PortFailure('adapter.wrong_answer', `expected a vector, got ${JSON.stringify(value)?.slice(0, 80)}`);
}

/** Little-endian 32-bit floats. */
function fromBase64(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % 4 !== 0) {
    throw new PortFailure('adapter.wrong_answer', `a vector of ${bytes.length} bytes is none of 32-bit floats`);
  }
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
