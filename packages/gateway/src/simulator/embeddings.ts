import { badRequest } from './api-error.ts';
import { readNumber, readText, readTexts } from './chat/request-fields.ts';
import { hashText } from './generation/random-sequence.ts';
import { estimateTokens } from './generation/tokens.ts';
import type { JsonObject } from './json.ts';

const DEFAULT_DIMENSIONS = 256;
const WORD = /[\p{Script=Han}]|[\p{L}\p{N}]+/gu;

/**
 * Answers POST /v1/embeddings as JSON text: unit vectors made of hashed words, so that texts that share words lie near
 * each other. Reads `input`, `dimensions` and `encoding_format` (float or base64); throws a 400 that names a bad field.
 */
export function renderEmbeddings(model: string, body: JsonObject): string {
  const texts = readTexts(body, 'input');
  if (texts.length === 0) throw badRequest('`input` must be a string or a list of strings.', 'input');
  const bounds = { minimum: 1, maximum: 4096, isInteger: true };
  const dimensions = readNumber(body, 'dimensions', bounds) ?? DEFAULT_DIMENSIONS;
  const format = readText(body, 'encoding_format') ?? 'float';
  if (format !== 'float' && format !== 'base64') {
    throw badRequest(`\`encoding_format\` must be float or base64, got "${format}".`, 'encoding_format');
  }
  const tokens = texts.reduce((total, text) => total + estimateTokens(text), 0);
  return JSON.stringify({
    object: 'list',
    model,
    data: texts.map((text, index) => {
      const vector = embed(text, dimensions);
      const embedding = format === 'float' ? [...vector] : Buffer.from(vector.buffer).toString('base64');
      return { object: 'embedding', index, embedding };
    }),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}

function embed(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(WORD) ?? [text]) {
    const hash = hashText(word);
    vector[hash % dimensions]! += hash & 0x80000000 ? 1 : -1;
    const second = hashText(word, hash);
    vector[second % dimensions]! += second & 0x80000000 ? 1 : -1;
  }
  const length = Math.hypot(...vector);
  if (length === 0) vector[0] = 1;
  else for (let index = 0; index < dimensions; index += 1) vector[index]! /= length;
  return vector;
}
