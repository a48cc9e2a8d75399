import { type LogShape, sqlNames } from '../../sql/log-shape.ts';
import type { Database } from './load-libsql.ts';

/**
 * How the file's layout came to be, oldest first: the file's `user_version` says how many of these it has seen. They
 * only go forward, and one that was released never changes.
 */
export const migrations: readonly ((database: Database) => void)[] = [
  (database) => database.exec('CREATE TABLE logs (name TEXT PRIMARY KEY, shape TEXT NOT NULL) WITHOUT ROWID'),
  (database) => {
    for (const row of database.prepare('SELECT name FROM logs').all()) {
      const { name } = row as { readonly name: string };
      database.exec(`ALTER TABLE "${name}_entries" ADD COLUMN outline INTEGER; ${outlinesTable(`"${name}_outlines"`)}`);
    }
  },
];

/** Outlines by number, each with the last entry that needs it. An entry without one is JSON. */
function outlinesTable(table: string): string {
  return `CREATE TABLE IF NOT EXISTS ${table} (
    outline INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL, last INTEGER NOT NULL);`;
}

/**
 * Entries that share a dictionary, by number: bodies are deflated against one of the first entries of their span, since
 * records of one config repeat each other. Part of the layout: who changes it cannot read what was written before.
 */
export const DICTIONARY_ENTRIES = 4_096;

/** Version of the layout that this program writes. */
export const LAYOUT = migrations.length;

/**
 * A log's own tables. Entries lie in blocks of consecutive numbers. A cell holds what the entries of one block
 * and hour with the same facets come to, so that counting and finding a page ask the cells, of which there are few, and look at entries of
 * one or two blocks at most. Days sum cells up, so that counting over months asks few rows. An empty facet stands for none.
 */
export function createLogTables(database: Database, shape: LogShape): void {
  const { entries, cells, tags, days, dayTags, dictionaries, outlines, facets, keys, measures } = sqlNames(shape);
  const columns = (names: readonly string[], type: string) => names.map((name) => `${name} ${type},`).join(' ');
  database.exec(`
    CREATE TABLE ${cells} (
      cell INTEGER PRIMARY KEY, block INTEGER NOT NULL, hour INTEGER NOT NULL, day INTEGER NOT NULL, ${columns(facets, 'TEXT NOT NULL')}
      entries INTEGER NOT NULL, bytes INTEGER NOT NULL, newest INTEGER NOT NULL, ${columns(measures, 'REAL NOT NULL')}
      UNIQUE (${['block', 'hour', 'day', ...facets].join(', ')}));
    CREATE INDEX "${shape.name}_cells_by_day" ON ${cells} (day);
    CREATE TABLE ${days} (
      cell INTEGER PRIMARY KEY, day INTEGER NOT NULL, ${columns(facets, 'TEXT NOT NULL')}
      entries INTEGER NOT NULL, ${columns(measures, 'REAL NOT NULL')} UNIQUE (${['day', ...facets].join(', ')}));
    CREATE TABLE IF NOT EXISTS ${dictionaries} (span INTEGER PRIMARY KEY, text TEXT NOT NULL);
    ${outlinesTable(outlines)}
    CREATE TABLE ${tags} (
      cell INTEGER NOT NULL, tag TEXT NOT NULL, entries INTEGER NOT NULL, PRIMARY KEY (cell, tag)) WITHOUT ROWID;
    CREATE TABLE ${dayTags} (
      cell INTEGER NOT NULL, tag TEXT NOT NULL, entries INTEGER NOT NULL, PRIMARY KEY (cell, tag)) WITHOUT ROWID;
    CREATE TABLE ${entries} (
      number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, time INTEGER NOT NULL, cell INTEGER NOT NULL,
      outline INTEGER, ${columns(keys, 'TEXT')} body BLOB NOT NULL);
    CREATE INDEX "${shape.name}_by_cell" ON ${entries} (cell, number);
    ${keys.map((key, at) => `CREATE INDEX "${shape.name}_by_${shape.keys[at]}" ON ${entries} (${key}, number) WHERE ${key} IS NOT NULL;`).join('\n')}
  `);
}
