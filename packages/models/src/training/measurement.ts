/** One figure of a head on data that it was not trained on. */
export interface Measurement {
  readonly head: string;
  readonly name: string;
  /** Rows measured. */
  readonly n: number;
  readonly value: number;
  /** 95 % interval, where one can be told. */
  readonly low?: number;
  readonly high?: number;
  readonly unit?: string;
}

/** A share with its 95 % Wilson interval. */
export function shareOf(head: string, name: string, right: number, n: number): Measurement {
  const z = 1.96;
  const share = n === 0 ? 0 : right / n;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { head, name, n, value: share, low: middle - half, high: middle + half };
}

/** A correlation with its 95 % interval by Fisher's transformation. */
export function correlationOf(head: string, name: string, value: number, n: number): Measurement {
  const z = Math.atanh(value);
  const half = 1.96 / Math.sqrt(n - 3);
  return { head, name, n, value, low: Math.tanh(z - half), high: Math.tanh(z + half) };
}
