import { LEAF, type TreeNodes } from '../embedded/pairs/trees.ts';
import { Random } from './random.ts';

/** Rows of `width` numbers with a class each; `importance` says how much each counts. */
export interface TreeRows {
  readonly width: number;
  readonly values: Float32Array;
  readonly labels: Uint8Array;
  readonly importance: Float32Array;
}

/** How trees are grown. */
export interface TreeTraining {
  /** 1 for yes and no, otherwise one tree per class and round. */
  readonly classes: number;
  readonly rounds: number;
  readonly depth: number;
  readonly rate: number;
  /** Least sum of curvature in a leaf: about four times the rows. */
  readonly leastMass: number;
  /** Pull of leaf values towards zero. */
  readonly shrinkage: number;
  /** Shares of rows and of columns that one tree sees. */
  readonly rowShare: number;
  readonly columnShare: number;
  readonly seed: number;
  /** Columns of which a larger value must never lower (1) or raise (-1) the score; only with one class. */
  readonly directions?: Int8Array;
  readonly onRound?: (round: number, loss: number) => void;
}

const BINS = 48;

/** Grows trees by gradient boosting on the logistic (or softmax) loss, over values put into equal bins. */
export function growTrees(rows: TreeRows, training: TreeTraining): TreeNodes {
  const binned = new BinnedRows(rows);
  const count = rows.labels.length;
  const { classes } = training;
  const scores = new Float32Array(count * classes);
  const gradients = new Float32Array(count);
  const curvatures = new Float32Array(count);
  const random = new Random(training.seed);
  const grown = new GrownNodes();
  for (let round = 0; round < training.rounds; round++) {
    const sample = sampleOf(count, training.rowShare, random);
    let loss = 0;
    const shares = sharesOf(scores, classes);
    for (let k = 0; k < classes; k++) {
      for (let i = 0; i < count; i++) {
        const target = classes === 1 ? rows.labels[i]! : rows.labels[i] === k ? 1 : 0;
        const share = shares[i * classes + k]!;
        const weight = rows.importance[i]!;
        gradients[i] = weight * (share - target);
        curvatures[i] = weight * Math.max(1e-6, share * (1 - share));
        if (target === 1) loss -= weight * Math.log(Math.max(1e-9, share));
        else if (classes === 1) loss -= weight * Math.log(Math.max(1e-9, 1 - share));
      }
      const grower = new TreeGrower(binned, gradients, curvatures, training, random);
      const tree = grower.grow(sample);
      grown.add(tree);
      for (let i = 0; i < count; i++) {
        scores[i * classes + k] = scores[i * classes + k]! + valueIn(tree, rows.values, i * rows.width);
      }
    }
    training.onRound?.(round, loss / count);
  }
  return grown.toNodes();
}

interface Node {
  column: number;
  value: number;
  left?: Node;
  right?: Node;
}

function valueIn(tree: Node, values: Float32Array, at: number): number {
  let node = tree;
  while (node.left !== undefined) node = values[at + node.column]! <= node.value ? node.left : node.right!;
  return node.value;
}

function sharesOf(scores: Float32Array, classes: number): Float32Array {
  const shares = new Float32Array(scores.length);
  for (let at = 0; at < scores.length; at += classes) {
    if (classes === 1) {
      shares[at] = 1 / (1 + Math.exp(-scores[at]!));
      continue;
    }
    let total = 0;
    for (let k = 0; k < classes; k++) total += Math.exp(scores[at + k]!);
    for (let k = 0; k < classes; k++) shares[at + k] = Math.exp(scores[at + k]!) / total;
  }
  return shares;
}

function sampleOf(count: number, share: number, random: Random): Int32Array {
  const sample: number[] = [];
  for (let i = 0; i < count; i++) if (share >= 1 || random.next() < share) sample.push(i);
  return Int32Array.from(sample);
}

/** Values by column as numbers of bins. */
class BinnedRows {
  readonly width: number;
  readonly count: number;
  /** One column after the other. */
  readonly bins: Uint8Array;
  /** Highest value of each bin, by column. */
  readonly edges: Float32Array[] = [];

  constructor({ width, values, labels }: TreeRows) {
    this.width = width;
    this.count = labels.length;
    this.bins = new Uint8Array(this.count * width);
    const column = new Float32Array(this.count);
    for (let c = 0; c < width; c++) {
      for (let i = 0; i < this.count; i++) column[i] = values[i * width + c]!;
      const edges = edgesOf(column);
      this.edges.push(edges);
      for (let i = 0; i < this.count; i++) this.bins[c * this.count + i] = binOf(edges, values[i * width + c]!);
    }
  }
}

function edgesOf(column: Float32Array): Float32Array {
  const sorted = column.slice().sort();
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  if (distinct.length <= BINS) return middles(distinct);
  const edges: number[] = [];
  for (let b = 1; b < BINS; b++) {
    const edge = sorted[Math.floor((b * sorted.length) / BINS)]!;
    if (edges.length === 0 || edge > edges.at(-1)!) edges.push(edge);
  }
  return Float32Array.from(edges);
}

function middles(distinct: Float32Array): Float32Array {
  return Float32Array.from(
    { length: Math.max(0, distinct.length - 1) },
    (_, i) => (distinct[i]! + distinct[i + 1]!) / 2,
  );
}

function binOf(edges: Float32Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Grows one tree, always splitting where the loss falls most on that level. */
class TreeGrower {
  readonly #rows: BinnedRows;
  readonly #gradients: Float32Array;
  readonly #curvatures: Float32Array;
  readonly #training: TreeTraining;
  readonly #columns: number[] = [];
  readonly #gradientSums = new Float64Array(256);
  readonly #curvatureSums = new Float64Array(256);

  constructor(
    rows: BinnedRows,
    gradients: Float32Array,
    curvatures: Float32Array,
    training: TreeTraining,
    random: Random,
  ) {
    this.#rows = rows;
    this.#gradients = gradients;
    this.#curvatures = curvatures;
    this.#training = training;
    for (let c = 0; c < rows.width; c++) if (random.next() < training.columnShare) this.#columns.push(c);
  }

  grow(sample: Int32Array): Node {
    return this.#growFrom(sample, this.#training.depth, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  }

  #growFrom(sample: Int32Array, depth: number, lowest: number, highest: number): Node {
    let gradient = 0;
    let curvature = 0;
    for (const i of sample) {
      gradient += this.#gradients[i]!;
      curvature += this.#curvatures[i]!;
    }
    const { shrinkage, rate } = this.#training;
    const value = Math.min(highest, Math.max(lowest, -gradient / (curvature + shrinkage)));
    const leaf: Node = { column: LEAF, value: value * rate };
    if (depth === 0) return leaf;
    const split = this.#bestSplit(sample, gradient, curvature, lowest, highest);
    if (split === undefined) return leaf;
    const { column, bin, middle } = split;
    const left: number[] = [];
    const right: number[] = [];
    for (const i of sample) (this.#rows.bins[column * this.#rows.count + i]! <= bin ? left : right).push(i);
    const direction = this.#training.directions?.[column] ?? 0;
    return {
      column,
      value: this.#rows.edges[column]![bin]!,
      left: this.#growFrom(
        Int32Array.from(left),
        depth - 1,
        direction < 0 ? Math.max(lowest, middle) : lowest,
        direction > 0 ? Math.min(highest, middle) : highest,
      ),
      right: this.#growFrom(
        Int32Array.from(right),
        depth - 1,
        direction > 0 ? Math.max(lowest, middle) : lowest,
        direction < 0 ? Math.min(highest, middle) : highest,
      ),
    };
  }

  #bestSplit(sample: Int32Array, gradient: number, curvature: number, lowest: number, highest: number) {
    const { shrinkage, leastMass, directions } = this.#training;
    const { count, bins, edges } = this.#rows;
    const gradients = this.#gradientSums;
    const curvatures = this.#curvatureSums;
    const gain = (g: number, h: number) => (g * g) / (h + shrinkage);
    const none = gain(gradient, curvature);
    let best: { column: number; bin: number; middle: number } | undefined;
    let most = 1e-3;
    for (const column of this.#columns) {
      const last = edges[column]!.length;
      if (last === 0) continue;
      gradients.fill(0, 0, last + 1);
      curvatures.fill(0, 0, last + 1);
      const first = column * count;
      for (const i of sample) {
        const bin = bins[first + i]!;
        gradients[bin] = gradients[bin]! + this.#gradients[i]!;
        curvatures[bin] = curvatures[bin]! + this.#curvatures[i]!;
      }
      let g = 0;
      let h = 0;
      for (let bin = 0; bin < last; bin++) {
        g += gradients[bin]!;
        h += curvatures[bin]!;
        if (h < leastMass) continue;
        if (curvature - h < leastMass) break;
        const found = gain(g, h) + gain(gradient - g, curvature - h) - none;
        if (found <= most) continue;
        const clamp = (value: number) => Math.min(highest, Math.max(lowest, value));
        const left = clamp(-g / (h + shrinkage));
        const right = clamp(-(gradient - g) / (curvature - h + shrinkage));
        const direction = directions?.[column] ?? 0;
        if (direction * (right - left) < 0) continue;
        most = found;
        best = { column, bin, middle: (left + right) / 2 };
      }
    }
    return best;
  }
}

/** Trees laid out as `TreeNodes`. */
class GrownNodes {
  readonly #columns: number[] = [];
  readonly #values: number[] = [];
  readonly #rights: number[] = [];
  readonly #roots: number[] = [];

  add(tree: Node): void {
    const root = this.#columns.length;
    this.#roots.push(root);
    this.#lay(tree, root);
  }

  toNodes(): TreeNodes {
    return {
      columns: Uint8Array.from(this.#columns),
      values: Float32Array.from(this.#values),
      rights: Uint16Array.from(this.#rights),
      roots: Uint32Array.from(this.#roots),
    };
  }

  #lay(node: Node, root: number): void {
    const at = this.#columns.length;
    this.#columns.push(node.column);
    this.#values.push(node.value);
    this.#rights.push(0);
    if (node.left === undefined) return;
    this.#lay(node.left, root);
    this.#rights[at] = this.#columns.length - root;
    this.#lay(node.right!, root);
  }
}
