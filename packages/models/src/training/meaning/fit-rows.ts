/** Texts as sums of rows, with the vector that each sum should come near to. */
export interface RowFit {
  /** Of each example: its first place in `rowOf` and `weights`, and the one behind its last. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The row that each place adds, -1 for none. */
  readonly rowOf: Int32Array;
  readonly weights: Float32Array;
  /** The vector of each example. */
  readonly targets: readonly Float32Array[];
  /** How much an example counts. */
  readonly counts: Float32Array;
  readonly rows: number;
  readonly width: number;
  /** Pull of every row to what it was at the start. */
  readonly decay: number;
  readonly iterations: number;
}

/**
 * Rows whose sums come nearest to the targets, by least squares: conjugate gradients, one column beside the other, each
 * row's steps scaled by how often it takes part. `start` holds `[row * width + k]` and is what the rows are drawn to.
 */
export function fitRows(fit: RowFit, start: Float32Array, log: (line: string) => void): Float32Array {
  const { width, rows, decay } = fit;
  const found = Float32Array.from(start);
  const scale = new Float32Array(rows).fill(decay);
  eachPlace(fit, (example, row, weight) => {
    scale[row] = scale[row]! + fit.counts[example]! * weight * weight;
  });
  // The pull back is nothing at the start itself.
  const { product: rest } = apply(fit, found, true);
  const along = new Float32Array(rest.length);
  const scaled = new Float32Array(rest.length);
  let heights = new Float64Array(width);
  for (let turn = 0; turn < fit.iterations; turn++) {
    const next = new Float64Array(width);
    for (let i = 0; i < rest.length; i++) {
      scaled[i] = rest[i]! / scale[(i / width) | 0]!;
      next[i % width] = next[i % width]! + rest[i]! * scaled[i]!;
    }
    for (let i = 0; i < rest.length; i++) {
      const k = i % width;
      along[i] = scaled[i]! + (heights[k]! > 0 ? (next[k]! / heights[k]!) * along[i]! : 0);
    }
    heights = next;
    const { product } = apply(fit, along, false);
    const slopes = new Float64Array(width);
    for (let i = 0; i < along.length; i++) {
      product[i] = product[i]! + decay * along[i]!;
      slopes[i % width] = slopes[i % width]! + along[i]! * product[i]!;
    }
    for (let i = 0; i < along.length; i++) {
      const k = i % width;
      const step = slopes[k]! > 0 ? heights[k]! / slopes[k]! : 0;
      found[i] = found[i]! + step * along[i]!;
      rest[i] = rest[i]! - step * product[i]!;
    }
    log(`rows fitted, turn ${turn + 1} of ${fit.iterations}`);
  }
  log(`rows fitted: mean squared distance ${apply(fit, found, true).loss.toFixed(4)}`);
  return found;
}

/** The transposed map of what the sums of `rows` are (or, with `gaps`, of what they lack of the targets). */
function apply(fit: RowFit, rows: Float32Array, gaps: boolean): { product: Float32Array; loss: number } {
  const { width, rowOf, weights } = fit;
  const product = new Float32Array(rows.length);
  const sum = new Float32Array(width);
  let loss = 0;
  let total = 0;
  for (let example = 0; example < fit.from.length; example++) {
    sum.fill(0);
    const end = fit.to[example]!;
    for (let place = fit.from[example]!; place < end; place++) {
      const row = rowOf[place]!;
      if (row < 0) continue;
      const weight = weights[place]!;
      for (let k = 0, at = row * width; k < width; k++, at++) sum[k] = sum[k]! + weight * rows[at]!;
    }
    const count = fit.counts[example]!;
    if (gaps) {
      const target = fit.targets[example]!;
      for (let k = 0; k < width; k++) {
        sum[k] = target[k]! - sum[k]!;
        loss += count * sum[k]! ** 2;
      }
      total += count;
    }
    for (let place = fit.from[example]!; place < end; place++) {
      const row = rowOf[place]!;
      if (row < 0) continue;
      const weight = count * weights[place]!;
      for (let k = 0, at = row * width; k < width; k++, at++) product[at] = product[at]! + weight * sum[k]!;
    }
  }
  return { product, loss: gaps ? loss / total : 0 };
}

function eachPlace(fit: RowFit, visit: (example: number, row: number, weight: number) => void): void {
  for (let example = 0; example < fit.from.length; example++) {
    for (let place = fit.from[example]!; place < fit.to[example]!; place++) {
      if (fit.rowOf[place]! >= 0) visit(example, fit.rowOf[place]!, fit.weights[place]!);
    }
  }
}
