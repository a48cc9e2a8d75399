/** A number under a set of label values. */
export interface Count {
  value: number;
}

/** A distribution under a set of label values. */
export interface Distribution {
  /** Adds one observation, in the family's unit. */
  observe(value: number): void;
}

/** Metrics of one name, with up to three labels. `of` finds or makes the member for label values, in the order of their names. */
export interface MetricFamily<Member> {
  of(first?: string, second?: string, third?: string): Member;
  /** Lines of Prometheus text, with HELP and TYPE. */
  render(): string;
}

type Kind = 'counter' | 'gauge' | 'histogram';

/**
 * Counters or gauges. Counting is a map look-up and an addition: with a dozen metrics per request, anything more would
 * show in the router's own latency.
 */
export function countFamily(
  name: string,
  help: string,
  labelNames: readonly string[],
  kind: 'counter' | 'gauge' = 'counter',
): MetricFamily<Count> {
  return new Family<Count>(
    { name, help, labelNames, kind },
    () => ({ value: 0 }),
    (labels, { value }) => [`${name}${labels} ${value}`],
  );
}

/** A gauge whose value is asked for when it is rendered. */
export function askedGauge(name: string, help: string, ask: () => number): Pick<MetricFamily<Count>, 'render'> {
  return { render: () => `${heading(name, help, 'gauge')}\n${name} ${ask()}\n` };
}

/** Counters or gauges that someone else keeps: the members are asked for when they are rendered. */
export function askedFamily(
  name: string,
  help: string,
  labelNames: readonly string[],
  kind: 'counter' | 'gauge',
  ask: () => readonly { readonly labels: readonly string[]; readonly value: number }[],
): Pick<MetricFamily<Count>, 'render'> {
  return {
    render() {
      const lines = ask().map(({ labels, value }) => `${name}${renderLabels(labelNames, labels)} ${value}\n`);
      return `${heading(name, help, kind)}\n${lines.join('')}`;
    },
  };
}

/** Histograms with the given upper bounds, in rising order. */
export function histogramFamily(
  name: string,
  help: string,
  labelNames: readonly string[],
  bounds: readonly number[],
): MetricFamily<Distribution> {
  return new Family<Histogram>(
    { name, help, labelNames, kind: 'histogram' },
    () => new Histogram(bounds),
    (labels, histogram) => histogram.lines(name, labels),
  );
}

class Histogram implements Distribution {
  readonly #bounds: readonly number[];
  /** Observations by bucket, not cumulated; the last is beyond all bounds. */
  readonly #counts: number[];
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = new Array<number>(bounds.length + 1).fill(0);
  }

  observe(value: number): void {
    let bucket = 0;
    while (bucket < this.#bounds.length && value > this.#bounds[bucket]!) bucket++;
    this.#counts[bucket]!++;
    this.#sum += value;
  }

  lines(name: string, labels: string): string[] {
    const lines: string[] = [];
    let total = 0;
    this.#counts.forEach((count, bucket) => {
      total += count;
      const bound = this.#bounds[bucket] ?? '+Inf';
      const bucketLabels = labels === '' ? `{le="${bound}"}` : `${labels.slice(0, -1)},le="${bound}"}`;
      lines.push(`${name}_bucket${bucketLabels} ${total}`);
    });
    lines.push(`${name}_sum${labels} ${this.#sum}`, `${name}_count${labels} ${total}`);
    return lines;
  }
}

class Family<Member> implements MetricFamily<Member> {
  readonly #about: { name: string; help: string; labelNames: readonly string[]; kind: Kind };
  readonly #make: () => Member;
  readonly #lines: (labels: string, member: Member) => readonly string[];
  readonly #members = new Map<string, { readonly labels: string; readonly member: Member }>();

  constructor(
    about: { name: string; help: string; labelNames: readonly string[]; kind: Kind },
    make: () => Member,
    lines: (labels: string, member: Member) => readonly string[],
  ) {
    this.#about = about;
    this.#make = make;
    this.#lines = lines;
    if (about.labelNames.length === 0) this.of();
  }

  of(first = '', second?: string, third?: string): Member {
    let key = first;
    if (second !== undefined) key += third === undefined ? `\0${second}` : `\0${second}\0${third}`;
    const known = this.#members.get(key);
    if (known !== undefined) return known.member;
    const member = this.#make();
    this.#members.set(key, {
      labels: renderLabels(this.#about.labelNames, [first, second ?? '', third ?? '']),
      member,
    });
    return member;
  }

  render(): string {
    const { name, help, kind } = this.#about;
    let text = `${heading(name, help, kind)}\n`;
    for (const { labels, member } of this.#members.values()) {
      for (const line of this.#lines(labels, member)) text += `${line}\n`;
    }
    return text;
  }
}

function heading(name: string, help: string, kind: Kind): string {
  return `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${kind}`;
}

function renderLabels(names: readonly string[], values: readonly string[]): string {
  if (names.length === 0) return '';
  const pairs = names.map((name, position) => {
    const value = (values[position] ?? '').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
    return `${name}="${value}"`;
  });
  return `{${pairs.join(',')}}`;
}
