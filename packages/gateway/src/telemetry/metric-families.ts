/** A number under a set of label values. */
export interface Count {
  value: number;
}

/** A distribution under a set of label values. */
export interface Distribution {
  /** Adds one observation, in the family's unit. */
  observe(value: number): void;
}

/** One member of a family as data: its value, or its buckets and sum. */
export interface MemberSnapshot {
  readonly labels: readonly string[];
  readonly value: number;
  /** Of a histogram: observations by bucket, not cumulated; `value` is then their sum. */
  readonly counts?: readonly number[];
}

/** A family as data, so that processes can be told together. */
export interface FamilySnapshot {
  readonly name: string;
  readonly help: string;
  readonly kind: Kind;
  readonly labelNames: readonly string[];
  /** Upper bounds of a histogram's buckets. */
  readonly bounds?: readonly number[];
  readonly members: readonly MemberSnapshot[];
}

/** Whatever can be told when metrics are asked for. */
export interface ToldFamily {
  snapshot(): FamilySnapshot;
}

/** Metrics of one name, with up to three labels. `of` finds or makes the member for label values, in the order of their names. */
export interface MetricFamily<Member> extends ToldFamily {
  of(first?: string, second?: string, third?: string): Member;
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
    ({ value }) => ({ value }),
  );
}

/** A gauge whose value is asked for when it is told. */
export function askedGauge(name: string, help: string, ask: () => number): ToldFamily {
  return askedFamily(name, help, [], 'gauge', () => [{ labels: [], value: ask() }]);
}

/** Counters or gauges that someone else keeps: the members are asked for when they are told. */
export function askedFamily(
  name: string,
  help: string,
  labelNames: readonly string[],
  kind: 'counter' | 'gauge',
  ask: () => readonly MemberSnapshot[],
): ToldFamily {
  return { snapshot: () => ({ name, help, kind, labelNames, members: ask() }) };
}

/** Histograms with the given upper bounds, in rising order. */
export function histogramFamily(
  name: string,
  help: string,
  labelNames: readonly string[],
  bounds: readonly number[],
): MetricFamily<Distribution> {
  return new Family<Histogram>(
    { name, help, labelNames, kind: 'histogram', bounds },
    () => new Histogram(bounds),
    (histogram) => histogram.told(),
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

  told(): { readonly value: number; readonly counts: readonly number[] } {
    return { value: this.#sum, counts: [...this.#counts] };
  }
}

class Family<Member> implements MetricFamily<Member> {
  readonly #about: Omit<FamilySnapshot, 'members'>;
  readonly #make: () => Member;
  readonly #tell: (member: Member) => Omit<MemberSnapshot, 'labels'>;
  /** By the first label's value, where there is no second. */
  readonly #byFirst = new Map<string, Member>();
  readonly #hasOneLabel: boolean;
  /** By the first label's value, by the second's, by the third's: looking up three known texts is less than joining them. */
  readonly #byAll = new Map<string, Map<string, Map<string, Member>>>();

  constructor(
    about: Omit<FamilySnapshot, 'members'>,
    make: () => Member,
    tell: (member: Member) => Omit<MemberSnapshot, 'labels'>,
  ) {
    this.#about = about;
    this.#make = make;
    this.#tell = tell;
    this.#hasOneLabel = about.labelNames.length <= 1;
    if (about.labelNames.length === 0) this.of();
  }

  of(first = '', second = '', third = ''): Member {
    const known = this.#hasOneLabel ? this.#byFirst.get(first) : this.#byAll.get(first)?.get(second)?.get(third);
    if (known !== undefined) return known;
    const member = this.#make();
    if (this.#hasOneLabel) this.#byFirst.set(first, member);
    else within(within(this.#byAll, first), second).set(third, member);
    return member;
  }

  snapshot(): FamilySnapshot {
    const count = this.#about.labelNames.length;
    const members: MemberSnapshot[] = [];
    for (const [first, member] of this.#byFirst) {
      members.push({ labels: [first].slice(0, count), ...this.#tell(member) });
    }
    for (const [first, bySecond] of this.#byAll) {
      for (const [second, byThird] of bySecond) {
        for (const [third, member] of byThird) {
          members.push({ labels: [first, second, third].slice(0, count), ...this.#tell(member) });
        }
      }
    }
    return { ...this.#about, members };
  }
}

function within<Inner>(all: Map<string, Map<string, Inner>>, key: string): Map<string, Inner> {
  let inner = all.get(key);
  if (inner === undefined) {
    inner = new Map();
    all.set(key, inner);
  }
  return inner;
}
