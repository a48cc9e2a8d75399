import { type LogDefinition, type LogFilter, type LogGroup, type LogGroupFilter, ROLL_UP_MS } from './log-driver.ts';

/** What a driver needs of an entry beside its JSON, in the order of the definition. */
export interface LogLine {
  readonly id: string;
  readonly time: number;
  readonly facets: readonly (string | null)[];
  readonly keys: readonly (string | null)[];
  readonly measures: readonly number[];
  readonly tags: readonly string[];
}

/** Reads lines off entries. An empty text is no value. */
export function compileLine<Entry>(definition: LogDefinition<Entry>): (entry: Entry) => LogLine {
  const facets = Object.values(definition.facets);
  const keys = Object.values(definition.keys);
  const measures = Object.values(definition.measures);
  return (entry) => ({
    id: definition.id(entry),
    time: definition.time(entry),
    facets: facets.map((facet) => facet(entry) || null),
    keys: keys.map((key) => key(entry) || null),
    measures: measures.map((measure) => measure(entry)),
    tags: definition.tags(entry),
  });
}

/** Which lines a filter means, but for its `search`. */
export function compileFilter<Entry>(
  definition: LogDefinition<Entry>,
  {
    facets = {},
    keys = {},
    since = Number.NEGATIVE_INFINITY,
    until = Number.POSITIVE_INFINITY,
  }: Omit<LogFilter, 'search'>,
): (line: LogLine) => boolean {
  const positions = (names: object, wanted: Readonly<Record<string, string | null>>) =>
    Object.entries(wanted).map(([name, value]) => [Object.keys(names).indexOf(name), value || null] as const);
  const ofFacets = positions(definition.facets, facets);
  const ofKeys = positions(definition.keys, keys);
  return (line) =>
    line.time >= since &&
    line.time < until &&
    ofFacets.every(([at, value]) => line.facets[at] === value) &&
    ofKeys.every(([at, value]) => line.keys[at] === value);
}

/** The same with its times widened to what roll-ups span. */
export function toRollUps({ facets, since, until }: LogGroupFilter): LogGroupFilter {
  return {
    facets,
    since: since === undefined ? undefined : Math.floor(since / ROLL_UP_MS) * ROLL_UP_MS,
    until: until === undefined ? undefined : Math.ceil(until / ROLL_UP_MS) * ROLL_UP_MS,
  };
}

/** Groups by the named facets, from lines or from other groups. */
export function addGroups(groups: Iterable<LogGroup>, by: readonly string[]): readonly LogGroup[] {
  const sums = new Map<
    string,
    { facets: Record<string, string | null>; entries: number; measures: Record<string, number> }
  >();
  for (const group of groups) {
    const facets = Object.fromEntries(by.map((name) => [name, group.facets[name] ?? null]));
    const key = JSON.stringify(Object.values(facets));
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { facets, entries: group.entries, measures: { ...group.measures } });
    else {
      sum.entries += group.entries;
      for (const [name, value] of Object.entries(group.measures))
        sum.measures[name] = (sum.measures[name] ?? 0) + value;
    }
  }
  return [...sums.values()];
}
