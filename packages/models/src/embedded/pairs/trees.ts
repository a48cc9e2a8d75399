import type { HeadFile } from '../head-file.ts';
import { PackError } from '../pack-error.ts';

/** Marks a node without a question: its value is what it adds. */
export const LEAF = 255;

/** Nodes of all trees, one after the other; the left child of a node stands right behind it. */
export interface TreeNodes {
  /** Column that the node asks about, `LEAF` at the ends. */
  readonly columns: Uint8Array;
  /** Highest value that goes left; at a leaf, what it adds. */
  readonly values: Float32Array;
  /** Place of the right child, counted from the tree's root. */
  readonly rights: Uint16Array;
  /** First node of each tree. */
  readonly roots: Uint32Array;
}

/** Decision trees whose leaves add up to one score per class; tree `i` adds to class `i % classes`. */
export class Trees {
  readonly #nodes: TreeNodes;
  readonly #classes: number;

  constructor(nodes: TreeNodes, classes: number) {
    this.#nodes = nodes;
    this.#classes = classes;
  }

  /** From the sections `NAMEColumns`, `NAMEValues`, `NAMERights` and `NAMERoots`, made for rows of `width` numbers. */
  static read(file: HeadFile, name: string, width: number, classes = 1): Trees {
    const nodes = {
      columns: file.section(`${name}Columns`),
      values: file.float32s(`${name}Values`),
      rights: file.uint16s(`${name}Rights`),
      roots: file.uint32s(`${name}Roots`),
    };
    const stated = file.header.settings[`${name}Width`];
    if (stated !== width) {
      const text = `weights "${file.header.head}": trees "${name}" read ${stated} features, this code has ${width}`;
      throw new PackError('pack.wrong_head', text, 'train the head anew, or use the code that came with the file');
    }
    return new Trees(nodes, classes);
  }

  /** Adds the scores of the row that starts at `at` onto `scores`. */
  addScores(rows: Float32Array, at: number, scores: Float64Array): void {
    const { columns, values, rights, roots } = this.#nodes;
    const classes = this.#classes;
    for (let tree = 0; tree < roots.length; tree++) {
      const root = roots[tree]!;
      let node = root;
      while (columns[node] !== LEAF) {
        node = rows[at + columns[node]!]! <= values[node]! ? node + 1 : root + rights[node]!;
      }
      scores[tree % classes] = scores[tree % classes]! + values[node]!;
    }
  }
}
