/**
 * The matrix `[from * outputs + to]` that takes inputs nearest to outputs, with `decay` added to the inputs' squares:
 * the normal equations, solved by elimination. `each` calls back with every pair of vectors.
 */
export function leastSquares(
  inputs: number,
  outputs: number,
  decay: number,
  each: (pair: (input: ArrayLike<number>, output: ArrayLike<number>) => void) => void,
): Float64Array {
  const width = inputs + outputs;
  // Of each row the squares of the inputs, then the products with the outputs.
  const rows = Array.from({ length: inputs }, () => new Float64Array(width));
  each((input, output) => {
    for (let i = 0; i < inputs; i++) {
      const row = rows[i]!;
      const value = input[i]!;
      for (let j = 0; j < inputs; j++) row[j] = row[j]! + value * input[j]!;
      for (let k = 0; k < outputs; k++) row[inputs + k] = row[inputs + k]! + value * output[k]!;
    }
  });
  // With something on the diagonal no row is ever divided by nothing.
  rows.forEach((row, i) => {
    row[i] = row[i]! + decay;
  });
  rows.forEach((pivot, i) => {
    const diagonal = pivot[i]!;
    for (let k = i; k < width; k++) pivot[k] = pivot[k]! / diagonal;
    for (const row of rows) {
      const factor = row[i]!;
      if (row === pivot || factor === 0) continue;
      for (let k = i; k < width; k++) row[k] = row[k]! - factor * pivot[k]!;
    }
  });
  const found = new Float64Array(inputs * outputs);
  rows.forEach((row, i) => {
    found.set(row.subarray(inputs), i * outputs);
  });
  return found;
}
