/** One line of a page of Prometheus text. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads a page of Prometheus text; lines that are none are passed over. */
export function readSamples(page: string): readonly Sample[] {
  const samples: Sample[] = [];
  for (const line of page.split('\n')) {
    const found = LINE.exec(line);
    if (found === null) continue;
    const labels: Record<string, string> = {};
    for (const [, name, text] of (found[2] ?? '').matchAll(LABEL))
      labels[name!] = text!.replace(/\\(.)/g, (_, letter) => (letter === 'n' ? '\n' : letter));
    const value = found[3] === '+Inf' ? Number.POSITIVE_INFINITY : Number(found[3]);
    samples.push({ name: found[1]!, labels, value });
  }
  return samples;
}

/** Those of a name whose labels have the given values. */
export function samplesOf(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): readonly Sample[] {
  const wanted = Object.entries(labels);
  return samples.filter(
    (sample) => sample.name === name && wanted.every(([key, value]) => sample.labels[key] === value),
  );
}

/** Their sum; undefined where there is none. */
export function sumOf(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const found = samplesOf(samples, name, labels);
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}

/**
 * A quantile (0..1) of a histogram, as Prometheus reckons it: evenly spread within a bucket, and no more than the last
 * finite bound. Undefined for an empty one.
 */
export function quantileOf(
  samples: readonly Sample[],
  histogram: string,
  quantile: number,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const counts = new Map<number, number>();
  for (const { labels: own, value } of samplesOf(samples, `${histogram}_bucket`, labels)) {
    const bound = own.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(own.le);
    counts.set(bound, (counts.get(bound) ?? 0) + value);
  }
  const buckets = [...counts].sort(([one], [other]) => one - other);
  const total = buckets.at(-1)?.[1] ?? 0;
  if (total === 0) return undefined;
  const wanted = quantile * total;
  let low = 0;
  let below = 0;
  for (const [bound, count] of buckets) {
    if (count >= wanted)
      return Number.isFinite(bound) ? low + ((wanted - below) / (count - below)) * (bound - low) : low;
    low = bound;
    below = count;
  }
  return low;
}
