import { type LogShape, sqlNames } from '../../sql/log-shape.ts';

const DAY_MS = 86_400_000;
/** Times beyond lie together in one partition: a year before which there was no router, and one after all of them. */
const FIRST_DAY = 0;
const LAST_DAY = Math.floor(Date.UTC(9999, 0, 1) / DAY_MS);

/** How the tables that all logs share came to be, oldest first. */
export const logMigrations = [
  () => 'CREATE TABLE logs (name TEXT PRIMARY KEY, shape TEXT NOT NULL, last BIGINT NOT NULL)',
] as const;

/** Version of the layout that this program writes. */
export const LAYOUT = logMigrations.length;

/**
 * A log's own tables: entries by day, so that letting go of what is old is dropping tables, and what the entries of one
 * block and hour with the same facets come to, summed up once more by day. Ids are compared byte by byte, whatever the language of the database.
 */
export function createLogTables(shape: LogShape): string {
  const { entries, cells, tags, days, dayTags, facets, keys, measures } = sqlNames(shape);
  const columns = (names: readonly string[], type: string) => names.map((name) => `${name} ${type},`).join(' ');
  return `
    CREATE TABLE ${cells} (
      cell BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, block BIGINT NOT NULL, hour BIGINT NOT NULL, day BIGINT NOT NULL,
      ${columns(facets, 'TEXT NOT NULL')} entries BIGINT NOT NULL, bytes BIGINT NOT NULL, newest BIGINT NOT NULL,
      ${columns(measures, 'DOUBLE PRECISION NOT NULL')} UNIQUE (${['block', 'hour', ...facets].join(', ')}));
    CREATE INDEX ON ${cells} (day);
    CREATE TABLE ${tags} (cell BIGINT NOT NULL, tag TEXT NOT NULL, entries BIGINT NOT NULL, PRIMARY KEY (cell, tag));
    CREATE TABLE ${days} (
      cell BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, day BIGINT NOT NULL,
      ${columns(facets, 'TEXT NOT NULL')} entries BIGINT NOT NULL,
      ${columns(measures, 'DOUBLE PRECISION NOT NULL')} UNIQUE (${['day', ...facets].join(', ')}));
    CREATE TABLE ${dayTags} (cell BIGINT NOT NULL, tag TEXT NOT NULL, entries BIGINT NOT NULL, PRIMARY KEY (cell, tag));
    CREATE TABLE ${entries} (
      number BIGINT NOT NULL, id TEXT COLLATE "C" NOT NULL, time BIGINT NOT NULL, cell BIGINT NOT NULL,
      size BIGINT NOT NULL, ${columns(keys, 'TEXT COLLATE "C"')} body JSONB NOT NULL) PARTITION BY RANGE (time);
    ${compressed(entries)}
    CREATE INDEX ON ${entries} (id);
    CREATE INDEX ON ${entries} (cell, number);
    CREATE INDEX ON ${entries} (number);
    ${keys.map((key) => `CREATE INDEX ON ${entries} (${key}, number) WHERE ${key} IS NOT NULL;`).join('\n')}
    CREATE TABLE ${partitionName(shape, undefined)} PARTITION OF ${entries} DEFAULT;`;
}

/** Bodies by the quicker of the server's two ways, where it was built with it: half the work of adding an entry was the other. */
function compressed(table: string): string {
  return `DO $$ BEGIN
      EXECUTE 'ALTER TABLE ${table} ALTER COLUMN body SET COMPRESSION lz4';
    EXCEPTION WHEN feature_not_supported OR syntax_error THEN NULL; END $$;`;
}

/** The day of a time, counted from 1970; undefined for times that have no partition of their own. */
export function dayOf(time: number): number | undefined {
  const day = Math.floor(time / DAY_MS);
  return day > FIRST_DAY && day < LAST_DAY ? day : undefined;
}

/** Makes the partition of a day where it is not there. */
export function createPartition(shape: LogShape, day: number): string {
  const { entries } = sqlNames(shape);
  return `CREATE TABLE IF NOT EXISTS ${partitionName(shape, day)} PARTITION OF ${entries} FOR VALUES FROM (${day * DAY_MS}) TO (${(day + 1) * DAY_MS})`;
}

/** By its date, for who looks at the tables. */
function partitionName({ name }: LogShape, day: number | undefined): string {
  const date = day === undefined ? 'other' : new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '_');
  return `"${name}_entries_${date}"`;
}
