/** Slope and offset of the logistic curve with the lowest loss on scored rows, by Newton's method. */
export function fitLogistic(
  rows: readonly { readonly score: number; readonly target: number; readonly weight: number }[],
): {
  slope: number;
  offset: number;
} {
  let slope = 1;
  let offset = 0;
  for (let step = 0; step < 50; step++) {
    let [g0, g1, h00, h01, h11] = [0, 1e-3 * (slope - 1), 1e-6, 0, 1e-3];
    for (const { score, target, weight } of rows) {
      const share = 1 / (1 + Math.exp(-(slope * score + offset)));
      const curve = weight * share * (1 - share);
      g0 += weight * (share - target);
      g1 += weight * (share - target) * score;
      h00 += curve;
      h01 += curve * score;
      h11 += curve * score * score;
    }
    const determinant = h00 * h11 - h01 * h01;
    offset -= Math.max(-1, Math.min(1, (h11 * g0 - h01 * g1) / determinant));
    slope = Math.max(0.1, slope - Math.max(-0.5, Math.min(0.5, (h00 * g1 - h01 * g0) / determinant)));
  }
  return { slope, offset };
}
