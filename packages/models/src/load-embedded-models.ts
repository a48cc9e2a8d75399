import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createEmbeddedModels, type EmbeddedModels, type HeadName } from './embedded/index.ts';
import { PackError } from './embedded/pack-error.ts';

/** The committed weights: beside `src` and `dist` alike. */
const WEIGHTS = fileURLToPath(new URL('../weights/', import.meta.url));

/** Content of one head's file in a folder of head files; throws `PackError` when it cannot be read. */
export function readWeights(head: HeadName, folder: string = WEIGHTS): Uint8Array {
  return readInto(head, folder, (bytes) => Buffer.allocUnsafeSlow(bytes));
}

/** The same into what `roomFor` gives for so many bytes. */
function readInto(head: HeadName, folder: string, roomFor: (bytes: number) => Uint8Array): Uint8Array {
  const path = weightsPath(head, folder);
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    const content = roomFor(size);
    for (let done = 0; done < size; ) {
      const count = readSync(file, content, done, size - done, done);
      if (count === 0) throw new Error('the file ends while it is read');
      done += count;
    }
    return content;
  } catch (cause) {
    const hint = 'reinstall @signalbox/models, or train it: npm run train -w @signalbox/models -- HEAD --data DIR';
    throw new PackError('pack.missing', `weights "${head}": cannot read ${path}: ${(cause as Error).message}`, hint);
  } finally {
    if (file !== undefined) closeSync(file);
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
  return createEmbeddedModels({ weights: (head, roomFor) => readInto(head, folder, roomFor), sha256 });
}

/** SHA-256 in lower-case hex, by Node. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
