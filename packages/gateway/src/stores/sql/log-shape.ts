import { type LogDefinition, ROLL_UP_MS } from '../log-driver.ts';

/** The columns that a definition asks for: data, so that it can cross to a thread and lie beside the entries. */
export interface LogShape {
  readonly name: string;
  readonly facets: readonly string[];
  readonly keys: readonly string[];
  readonly measures: readonly string[];
  /** Entries per block. */
  readonly blockEntries: number;
  /** Milliseconds that one cell spans at most. */
  readonly cellMs: number;
  /** Cells of so many spans in a row are summed up once more, so that counting over months looks at few rows. */
  readonly dayCells: number;
}

const DAY_MS = 86_400_000;

export function shapeOf<Entry>({ name, facets, keys, measures }: LogDefinition<Entry>, blockEntries: number): LogShape {
  return {
    name,
    facets: Object.keys(facets),
    keys: Object.keys(keys),
    measures: Object.keys(measures),
    blockEntries,
    cellMs: ROLL_UP_MS,
    dayCells: DAY_MS / ROLL_UP_MS,
  };
}

/** Names of a log's tables and columns, quoted where they come from a definition. */
export function sqlNames({ name, facets, keys, measures }: LogShape) {
  return {
    entries: `"${name}_entries"`,
    cells: `"${name}_cells"`,
    tags: `"${name}_tags"`,
    days: `"${name}_days"`,
    dayTags: `"${name}_day_tags"`,
    dictionaries: `"${name}_dictionaries"`,
    outlines: `"${name}_outlines"`,
    facets: facets.map((facet) => `"facet_${facet}"`),
    keys: keys.map((key) => `"key_${key}"`),
    measures: measures.map((measure) => `"sum_${measure}"`),
  };
}
