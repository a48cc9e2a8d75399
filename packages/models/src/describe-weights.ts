import { readFileSync } from 'node:fs';
import { readHeadFile } from './embedded/head-file.ts';
import { HEADS, type HeadName, PackError } from './embedded/index.ts';
import type { Figure } from './evaluation/index.ts';
import { readWeights, sha256, weightsPath } from './load-embedded-models.ts';

/** What was written beside a head's weights when they were measured. */
export interface HeadCard {
  readonly title: string;
  readonly purpose: string;
  /** `hash` of the model that the figures are of. */
  readonly hash: string;
  /** Page with data, licences and more, from the repository's root. */
  readonly page: string;
  readonly figures: readonly Figure[];
  readonly failures: readonly string[];
}

/** One head's file as it lies in the folder. */
export interface WeightsFile {
  readonly head: HeadName;
  /** `id` of the model that is made of it. */
  readonly id: string;
  readonly path: string;
  /** 0 where there is none. */
  readonly bytes: number;
  /** SHA-256 of the content and the day of training; undefined where the file is not to be used. */
  readonly hash: string | undefined;
  readonly made: string | undefined;
  /** Why it cannot be used. */
  readonly problem: PackError | undefined;
  /** What lies beside it; its figures are of these weights where its hash is the model's. */
  readonly card: HeadCard | undefined;
}

/** Every head's file in a folder of weights, each checked by itself; by default the weights of this package. */
export function describeWeights(folder?: string): WeightsFile[] {
  return HEADS.map((head) => describeFile(head, folder));
}

function describeFile(head: HeadName, folder: string | undefined): WeightsFile {
  const path = weightsPath(head, folder);
  const file = { head, id: `embedded/${head}`, path };
  let bytes = 0;
  try {
    const content = readWeights(head, folder);
    bytes = content.length;
    const { hash, header } = readHeadFile(head, content, sha256);
    return { ...file, bytes, hash, made: header.made, problem: undefined, card: readCard(path) };
  } catch (cause) {
    if (!PackError.is(cause)) throw cause;
    return { ...file, bytes, hash: undefined, made: undefined, problem: cause, card: undefined };
  }
}

function readCard(path: string): HeadCard | undefined {
  try {
    return JSON.parse(readFileSync(path.replace(/\.head$/, '.card.json'), 'utf8')) as HeadCard;
  } catch {
    // Weights that nobody measured have no card.
    return undefined;
  }
}
