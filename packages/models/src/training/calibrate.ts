/** Log-probabilities of one text and the number of its right label. */
export interface LabelledScores {
  readonly logs: Float32Array;
  readonly label: number;
}

/** The temperature at which the softmax of scores has the lowest mean loss on the rows; 0.2 to 5. */
export function fitTemperature(rows: readonly LabelledScores[]): number {
  let low = Math.log(0.2);
  let high = Math.log(5);
  for (let step = 0; step < 40; step++) {
    const left = low + (high - low) * 0.382;
    const right = low + (high - low) * 0.618;
    if (lossAt(rows, Math.exp(left)) < lossAt(rows, Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

function lossAt(rows: readonly LabelledScores[], temperature: number): number {
  let loss = 0;
  for (const { logs, label } of rows) {
    let total = 0;
    let highest = Number.NEGATIVE_INFINITY;
    for (const log of logs) highest = Math.max(highest, log);
    for (const log of logs) total += Math.exp((log - highest) / temperature);
    loss += Math.log(total) - (logs[label]! - highest) / temperature;
  }
  return loss / rows.length;
}
