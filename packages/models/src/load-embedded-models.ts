import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createEmbeddedModels, type EmbeddedModels, HEADS, type HeadName } from './embedded/index.ts';
import { PackError } from './embedded/pack-error.ts';

/** The committed weights: beside `src` and `dist` alike. */
const WEIGHTS = fileURLToPath(new URL('../weights/', import.meta.url));

/** Content of one head's file in a folder of head files; throws `PackError` when it cannot be read. */
export function readWeights(head: HeadName, folder: string = WEIGHTS): Uint8Array {
  const path = weightsPath(head, folder);
  try {
    return readFileSync(path);
  } catch (cause) {
    const hint = 'reinstall @signalbox/models, or train it: npm run train -w @signalbox/models -- HEAD --data DIR';
    throw new PackError('pack.missing', `weights "${head}": cannot read ${path}: ${(cause as Error).message}`, hint);
  }
}

/** Where a head's file lies in a folder of head files. */
export function weightsPath(head: HeadName, folder: string = WEIGHTS): string {
  return `${folder.replace(/\/$/, '')}/${head}.head`;
}

/**
 * The embedded models from the weights that come with this package, or from another folder of head files.
 * Reads synchronously; throws `PackError` when a file is missing, damaged or made for another version.
 */
export function loadEmbeddedModels(folder: string = WEIGHTS): EmbeddedModels {
  const weights = {} as Record<HeadName, Uint8Array>;
  for (const head of HEADS) weights[head] = readWeights(head, folder);
  return createEmbeddedModels({ weights, sha256 });
}

/** SHA-256 in lower-case hex, by Node. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
