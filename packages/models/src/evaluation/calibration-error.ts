/** Mean gap between stated confidence and share of right answers over ten equal bands of confidence, 0..1. */
export function calibrationError(rows: readonly { readonly confidence: number; readonly isRight: boolean }[]): number {
  const bands = Array.from({ length: 10 }, () => ({ rows: 0, confidence: 0, right: 0 }));
  for (const { confidence, isRight } of rows) {
    const band = bands[Math.min(9, Math.floor(confidence * 10))]!;
    band.rows++;
    band.confidence += confidence;
    band.right += isRight ? 1 : 0;
  }
  let gap = 0;
  for (const band of bands) gap += Math.abs(band.confidence - band.right);
  return gap / Math.max(1, rows.length);
}
