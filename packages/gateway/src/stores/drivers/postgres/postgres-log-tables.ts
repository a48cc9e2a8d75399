import { GatewayError } from '../../../errors/gateway-error.ts';
import type {
  LogBounds,
  LogFilter,
  LogGroup,
  LogGroupFilter,
  LogPage,
  LogReport,
  OpenedLog,
} from '../../log-driver.ts';
import type { LogLine } from '../../log-line.ts';
import type {
  KeptEntries,
  KeptPage,
  KnownEntries,
  LogTables,
  ReplacingEntry,
  WritableEntry,
} from '../../log-tables.ts';
import { type Asking, answerLater } from '../../sql/asking.ts';
import { LogCells, type LogSum } from '../../sql/log-cell.ts';
import { LogQuestions, type LogWords } from '../../sql/log-questions.ts';
import { type LogShape, sqlNames } from '../../sql/log-shape.ts';
import type { SqlRow, SqlStatement } from '../../sql/sql-database.ts';
import { storableJsonText, storableText } from '../../sql/storable-json.ts';
import { createLogTables, createPartition, dayOf, LAYOUT, logMigrations } from './log-layout.ts';
import type { PostgresDatabase, PostgresRun } from './postgres-database.ts';

/** What an entry costs beside its body: its row, its place in the indexes. */
const ENTRY_BYTES = 300;
/** Longest wait for readers when a partition is dropped; it is tried again later. */
const DROP_WAIT_MS = 2_000;

const WORDS: LogWords = {
  contains: (column) => `strpos(lower(${column} COLLATE "C"), lower(?::text COLLATE "C")) > 0`,
  pageColumns: 'body',
  isPartitioned: true,
};

/** By column, a figure for each row. */
type Figures = Readonly<Record<string, readonly number[]>>;

/** Opens the tables of a log, made where they are not there. */
export async function openPostgresLogTables(database: PostgresDatabase, shape: LogShape): Promise<LogTables> {
  const layoutBefore = await database.migrate('logs', logMigrations);
  const isReshaped = await database.transact(
    async (run) => {
      // One router makes the tables; others that start at the same time wait here.
      await run('LOCK TABLE logs IN SHARE ROW EXCLUSIVE MODE');
      const [row] = await run('SELECT shape FROM logs WHERE name = ?', shape.name);
      if (row !== undefined) return row.shape !== JSON.stringify(shape);
      await run(createLogTables(shape));
      await run('INSERT INTO logs (name, shape, last) VALUES (?, ?, 0)', shape.name, JSON.stringify(shape));
      return false;
    },
    { isPatient: true },
  );
  const tables = new PostgresLogTables(database, shape, { layoutBefore, isReshaped });
  if (isReshaped) await tables.reshape();
  return tables;
}

/**
 * A log in PostgreSQL. Whoever writes holds the log's row in `logs` until it is done, so that entries are numbered in the
 * order in which they become visible, no id is there twice, and no two writers wait for each other's cells.
 */
class PostgresLogTables implements LogTables {
  readonly opened: OpenedLog;
  readonly layout = LAYOUT;
  readonly place: string;
  readonly keepsBytes = false;
  readonly #database: PostgresDatabase;
  readonly #shape: LogShape;
  readonly #names: ReturnType<typeof sqlNames>;
  readonly #questions: LogQuestions;
  /** Days whose partition is there. */
  readonly #days = new Set<number>();

  constructor(database: PostgresDatabase, shape: LogShape, opened: OpenedLog) {
    this.#database = database;
    this.#shape = shape;
    this.#names = sqlNames(shape);
    this.#questions = new LogQuestions(shape, WORDS);
    this.opened = opened;
    this.place = `PostgreSQL at ${database.place}`;
  }

  async write(given: readonly WritableEntry[]): Promise<KnownEntries> {
    const entries = given.map(storableEntry);
    const ids = entries.map(({ line }) => line.id);
    try {
      return await this.#database.transact(async (run) => {
        const last = await this.#lock(run, entries.length);
        const known = await run(`SELECT id, body FROM ${this.#names.entries} WHERE id = ANY(?)`, ids);
        const isKnown = new Set(known.map(({ id }) => id));
        await this.#add(
          run,
          entries.filter((_, at) => !isKnown.has(ids[at]!)),
          last - entries.length,
        );
        const byStored = new Map(ids.map((id, at) => [id, given[at]!.line.id]));
        return { ids: known.map(({ id }) => byStored.get(id as string)!), ...keptOf(known) };
      });
    } catch (cause) {
      // Another router may have dropped a partition that was there.
      this.#days.clear();
      throw cause;
    }
  }

  async replace(given: readonly ReplacingEntry[]): Promise<void> {
    const { entries: table, keys } = this.#names;
    const entries = given.map((entry) => ({ ...entry, ...storableEntry(entry) }));
    await this.#database.transact(async (run) => {
      await this.#lock(run, 0);
      const ids = entries.map(({ line }) => line.id);
      const rows = await run(`SELECT number, id, size, time, body FROM ${table} WHERE id = ANY(?)`, ids);
      const byId = new Map(rows.map((row) => [row.id as string, row]));
      const cells = new LogCells(this.#shape);
      const changed = entries.flatMap((entry, at) => {
        const row = byId.get(ids[at]!);
        // It made room for newer ones meanwhile.
        if (row === undefined) return [];
        // Tried again, from what it is now.
        if (row.body !== entry.oldBody)
          throw new GatewayError('gateway.store_busy', 'another router changed the entry');
        const number = row.number as number;
        const size = Buffer.byteLength(entry.json);
        cells.count(number, entry.old, -1, (row.size as number) + ENTRY_BYTES);
        return [{ ...entry, number, size, was: row, cell: cells.count(number, entry.line, 1, size + ENTRY_BYTES) }];
      });
      await this.#makePartitions(run, changed);
      await this.#addToCells(run, cells);
      const set = ['time', 'cell', 'size', 'body', ...keys].map((name) => `${name} = ?`).join(', ');
      for (const { line, json, number, size, cell, was } of changed) {
        const values = [line.time, cell.number, size, json, ...line.keys, was.time as number, number];
        await run(`UPDATE ${table} SET ${set} WHERE time = ? AND number = ?`, ...values);
      }
    });
  }

  async get(id: string): Promise<KeptEntries> {
    return keptOf(await this.#database.run(`SELECT body FROM ${this.#names.entries} WHERE id = ?`, id));
  }

  async list(filter: LogFilter, page: LogPage): Promise<KeptPage> {
    const { rows, ...counted } = await this.#answer(this.#questions.list(filter, page));
    return { ...keptOf(rows), ...counted };
  }

  group(filter: LogGroupFilter, by: readonly string[]): Promise<readonly LogGroup[]> {
    return this.#answer(this.#questions.group(filter, by));
  }

  tags(filter: LogGroupFilter): Promise<Readonly<Record<string, number>>> {
    return this.#answer(this.#questions.tags(filter));
  }

  async after(number: number, limit: number): Promise<(KeptEntries & { readonly last: number }) | undefined> {
    const rows = await this.#database.run(
      `SELECT number, body FROM ${this.#names.entries} WHERE number > ? ORDER BY number LIMIT ?`,
      ...[number, limit],
    );
    const last = rows.at(-1);
    return last === undefined ? undefined : { ...keptOf(rows), last: last.number as number };
  }

  async recount(after: number, lines: readonly LogLine[]): Promise<void> {
    const { entries: table, keys } = this.#names;
    await this.#database.transact(
      async (run) => {
        await this.#lock(run, 0);
        const rows = await run(
          `SELECT number, id, time, size FROM ${table} WHERE number > ? ORDER BY number LIMIT ?`,
          ...[after, lines.length],
        );
        const byId = new Map(lines.map((line) => [storableText(line.id), line]));
        const cells = new LogCells(this.#shape);
        const counted = rows.map((row) => {
          const line = byId.get(row.id as string)!;
          const number = row.number as number;
          return { number, line, was: row, cell: cells.count(number, line, 1, (row.size as number) + ENTRY_BYTES) };
        });
        await this.#makePartitions(run, counted);
        await this.#addToCells(run, cells);
        const set = ['time', 'cell', ...keys].map((name) => `${name} = ?`).join(', ');
        for (const { number, line, was, cell } of counted) {
          const values = [line.time, cell.number, ...line.keys, was.time as number, number];
          await run(`UPDATE ${table} SET ${set} WHERE time = ? AND number = ?`, ...values);
        }
      },
      { isPatient: true },
    );
  }

  async reshaped(): Promise<void> {
    await this.#database.run('UPDATE logs SET shape = ? WHERE name = ?', JSON.stringify(this.#shape), this.#shape.name);
  }

  /** Entries move to new tables; their lines are to be counted by whoever knows how to read them. */
  async reshape(): Promise<void> {
    const { entries, cells, tags, days, dayTags } = this.#names;
    const { name } = this.#shape;
    await this.#database.transact(
      async (run) => {
        await this.#lock(run, 0);
        // A log of an earlier version has no days.
        await run(`DROP TABLE IF EXISTS ${days}; DROP TABLE IF EXISTS ${dayTags}`);
        await run(`DROP TABLE ${tags}; DROP TABLE ${cells}; CREATE TABLE "${name}_moving" AS
          SELECT number, id, time, size, body FROM ${entries}; DROP TABLE ${entries}`);
        await run(createLogTables(this.#shape));
        const kept = await run(`SELECT DISTINCT time / 86400000 * 86400000 AS time FROM "${name}_moving"`);
        this.#days.clear();
        await this.#makePartitions(
          run,
          kept.map(({ time }) => ({ line: { time: time as number } })),
        );
        await run(`INSERT INTO ${entries} (number, id, time, cell, size, body)
          SELECT number, id, time, 0, size, body FROM "${name}_moving"; DROP TABLE "${name}_moving"`);
      },
      { isPatient: true },
    );
  }

  prune(bounds: Partial<LogBounds>, now: number): Promise<number> {
    const { entries: table, cells, tags } = this.#names;
    return this.#database.transact(
      async (run) => {
        await this.#lock(run, 0);
        const cut = await answerLater(this.#questions.cut(bounds, now), ({ sql, values = [] }) => run(sql, ...values));
        if (cut === undefined) return 0;
        await run(`SET LOCAL lock_timeout = ${DROP_WAIT_MS}`);
        const partitions = await run(
          'SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = ?::regclass',
          table,
        );
        for (const { name } of partitions) {
          const [row] = await run(`SELECT MAX(number) AS last, MAX(time) AS newest FROM ${name}`);
          const isOver = dayOf((row!.newest as number | null) ?? now) ?? Number.POSITIVE_INFINITY;
          // Today's stays: whoever writes has to find it.
          const isAllCut = row!.last !== null && (row!.last as number) <= cut.last && isOver < (dayOf(now) ?? 0);
          if (isAllCut) await run(`DROP TABLE ${name}`);
          else await run(`DELETE FROM ${name} WHERE number <= ?`, cut.last);
        }
        this.#days.clear();
        await run(`DELETE FROM ${tags} WHERE cell IN (SELECT cell FROM ${cells} WHERE block <= ?)`, cut.block);
        await run(`DELETE FROM ${cells} WHERE block <= ?`, cut.block);
        for (const { sql, values = [] } of this.#questions.resum(cut.firstDay, cut.lastDay)) await run(sql, ...values);
        return cut.entries;
      },
      { isPatient: true },
    );
  }

  thin(facets: NonNullable<LogFilter['facets']>, maxEntries: number): Promise<number> {
    return this.#database.transact(
      async (run) => {
        await this.#lock(run, 0);
        const ask = ({ sql, values = [] }: SqlStatement) => run(sql, ...values);
        const { removal, entries } = await answerLater(this.#questions.surplus(facets, maxEntries), ask);
        for (const statement of removal) await ask(statement);
        return entries;
      },
      { isPatient: true },
    );
  }

  statistics(): Promise<{ readonly entries: number; readonly bytes: number }> {
    return this.#answer(this.#questions.statistics());
  }

  async check(): Promise<LogReport> {
    const { entries: table, cells, tags, days, dayTags } = this.#names;
    return this.#database.transact(
      async (run) => {
        await this.#lock(run, 0);
        const problems: string[] = [];
        const [counted] = await run(`SELECT COUNT(*) AS cells, COUNT(*) FILTER (
            WHERE c.entries <> COALESCE(e.found, 0) OR c.bytes <> COALESCE(e.size, 0)
            OR e.first / ${this.#shape.blockEntries} <> c.block OR e.final / ${this.#shape.blockEntries} <> c.block) AS wrong
          FROM ${cells} c LEFT JOIN (
            SELECT cell, COUNT(*) AS found, SUM(size + ${ENTRY_BYTES}) AS size, MIN(number - 1) AS first, MAX(number - 1) AS final
            FROM ${table} GROUP BY cell) e USING (cell)`);
        if (counted!.wrong !== 0)
          problems.push(`${counted!.wrong} of ${counted!.cells} roll-ups do not agree with their entries`);
        const [ends] =
          await run(`SELECT MIN(time) AS oldest, MAX(time) AS newest, COUNT(*) - COUNT(DISTINCT id) AS twice,
          COUNT(*) FILTER (WHERE cell NOT IN (SELECT cell FROM ${cells})) AS lost FROM ${table}`);
        if (ends!.lost !== 0) problems.push(`${ends!.lost} entries are in no roll-up`);
        if (ends!.twice !== 0) problems.push(`${ends!.twice} entries have the id of another one`);
        const wrongDays = await answerLater(this.#questions.wrongDays(), ({ sql, values = [] }) => run(sql, ...values));
        if (wrongDays !== 0) problems.push(`${wrongDays} roll-ups of days do not agree with those of their hours`);
        const [size] = await run(
          `SELECT SUM(pg_total_relation_size(relid)) + (SELECT SUM(pg_total_relation_size(own::regclass)) FROM unnest(?::text[]) own)::bigint AS size
           FROM pg_partition_tree(?::regclass)`,
          ...[[cells, tags, days, dayTags], table],
        );
        const statistics = await answerLater(this.#questions.statistics(), ({ sql, values = [] }) =>
          run(sql, ...values),
        );
        return {
          layout: LAYOUT,
          ...statistics,
          fileBytes: size!.size as number,
          oldest: ends!.oldest as number | null,
          newest: ends!.newest as number | null,
          problems,
        };
      },
      { isPatient: true },
    );
  }

  /** The server gives room back by itself; what can be dropped whole was. */
  async compact(): Promise<void> {
    const { entries, cells, tags, days, dayTags } = this.#names;
    await this.#database.vacuum([entries, cells, tags, days, dayTags]);
  }

  /** The database is not this log's alone. */
  async close(): Promise<void> {}

  /** Waits for the turn to write; gives the last number, after as many more were taken. */
  async #lock(run: PostgresRun, more: number): Promise<number> {
    const [row] = await run('UPDATE logs SET last = last + ? WHERE name = ? RETURNING last', more, this.#shape.name);
    return row!.last as number;
  }

  async #add(run: PostgresRun, added: readonly StorableEntry[], last: number): Promise<void> {
    if (added.length === 0) return;
    const { entries: table, keys } = this.#names;
    const cells = new LogCells(this.#shape);
    const rows = added.map(({ line, json }, at) => {
      const number = last + 1 + at;
      const size = Buffer.byteLength(json);
      return { number, line, json, size, cell: cells.count(number, line, 1, size + ENTRY_BYTES) };
    });
    await this.#makePartitions(run, rows);
    await this.#addToCells(run, cells);
    const columns = ['number', 'id', 'time', 'cell', 'size', ...keys, 'body'];
    const types = ['bigint', 'text', 'bigint', 'bigint', 'bigint', ...keys.map(() => 'text')];
    const lists = [...types.map((type) => `?::${type}[]`), "string_to_array(?::text, E'\\n')::jsonb[]"];
    await run(
      `INSERT INTO ${table} (${columns.join(', ')}) SELECT * FROM unnest(${lists.join(', ')})`,
      rows.map(({ number }) => number),
      rows.map(({ line }) => line.id),
      rows.map(({ line }) => line.time),
      rows.map(({ cell }) => cell.number),
      rows.map(({ size }) => size),
      ...keys.map((_, key) => rows.map(({ line }) => line.keys[key]!)),
      // One text: each character of a list's members would be looked at again to write it as PostgreSQL writes lists.
      rows.map(({ json }) => json).join('\n'),
    );
  }

  /** Adds what was gathered to the cells and days, and gives cells the numbers of their rows. */
  async #addToCells(run: PostgresRun, gathered: LogCells): Promise<void> {
    const names = this.#names;
    const cells = gathered.all();
    const days = gathered.days();
    await this.#addTo(run, names.cells, cells, {
      key: { block: cells.map(({ block }) => block), hour: cells.map(({ hour }) => hour) },
      also: { day: cells.map(({ day }) => day) },
      sums: { bytes: cells.map(({ bytes }) => bytes) },
      most: { newest: cells.map(({ newest }) => newest) },
    });
    await this.#addTo(run, names.days, days, {
      key: { day: days.map(({ day }) => day) },
      also: {},
      sums: {},
      most: {},
    });
    await this.#addTags(run, names.tags, cells);
    await this.#addTags(run, names.dayTags, days);
  }

  /** Adds sums to their rows, made where they are not there, and says the number of each. */
  async #addTo(
    run: PostgresRun,
    table: string,
    added: readonly LogSum[],
    { key, also, sums, most }: Readonly<Record<'key' | 'also' | 'sums' | 'most', Figures>>,
  ): Promise<void> {
    if (added.length === 0) return;
    const { facets, measures } = this.#names;
    const unique = [...Object.keys(key), ...facets];
    const summed = ['entries', ...Object.keys(sums), ...measures];
    const columns = [...unique, ...Object.keys(also), ...summed, ...Object.keys(most)];
    const types = columns.map((name) =>
      facets.includes(name) ? 'text' : measures.includes(name) ? 'double precision' : 'bigint',
    );
    const set = [
      ...summed.map((name) => `${name} = s.${name} + excluded.${name}`),
      ...Object.keys(most).map((name) => `${name} = GREATEST(s.${name}, excluded.${name})`),
    ];
    const rows = await run(
      `INSERT INTO ${table} AS s (${columns.join(', ')}) SELECT * FROM unnest(${types.map((type) => `?::${type}[]`).join(', ')})
       ON CONFLICT (${unique.join(', ')}) DO UPDATE SET ${set.join(', ')}
       RETURNING cell, ${unique.join(', ')}`,
      ...Object.values(key),
      ...facets.map((_, at) => added.map((sum) => sum.facets[at]!)),
      ...Object.values(also),
      added.map(({ entries }) => entries),
      ...Object.values(sums),
      ...measures.map((_, at) => added.map((sum) => sum.measures[at]!)),
      ...Object.values(most),
    );
    const named = Object.keys(key);
    const numbers = new Map(
      rows.map((row) => [
        JSON.stringify([...named.map((name) => row[name]), ...this.#facetsOf(row)]),
        row.cell as number,
      ]),
    );
    for (const [at, sum] of added.entries()) {
      sum.number = numbers.get(JSON.stringify([...named.map((name) => key[name]![at]), ...sum.facets]))!;
    }
  }

  async #addTags(run: PostgresRun, table: string, added: readonly LogSum[]): Promise<void> {
    const counts = added.flatMap((sum) => [...sum.tags].map(([tag, count]) => ({ cell: sum.number, tag, count })));
    if (counts.length === 0) return;
    await run(
      `INSERT INTO ${table} AS t (cell, tag, entries) SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[])
       ON CONFLICT (cell, tag) DO UPDATE SET entries = t.entries + excluded.entries`,
      counts.map(({ cell }) => cell),
      counts.map(({ tag }) => tag),
      counts.map(({ count }) => count),
    );
  }

  #facetsOf(row: SqlRow): readonly string[] {
    return this.#shape.facets.map((name) => row[`facet_${name}`] as string);
  }

  async #makePartitions(
    run: PostgresRun,
    entries: readonly { readonly line: { readonly time: number } }[],
  ): Promise<void> {
    for (const { line } of entries) {
      const day = dayOf(line.time);
      if (day === undefined || this.#days.has(day)) continue;
      await run(createPartition(this.#shape, day));
      this.#days.add(day);
    }
  }

  #answer<Answer>(asking: Asking<Answer>): Promise<Answer> {
    return answerLater(asking, ({ sql, values = [] }) => this.#database.run(sql, ...values));
  }
}

interface StorableEntry {
  readonly line: LogLine;
  readonly json: string;
}

/** As it will come back: lines that only differ in what is not kept are of one cell. */
function storableEntry({ line, body }: WritableEntry): StorableEntry {
  if (typeof body !== 'string') throw new TypeError('these tables keep JSON');
  const storable = (text: string | null) => (text === null ? null : storableText(text));
  return {
    line: {
      ...line,
      id: storableText(line.id),
      facets: line.facets.map(storable),
      keys: line.keys.map(storable),
      tags: line.tags.map(storableText),
    },
    json: storableJsonText(body),
  };
}

function keptOf(rows: readonly SqlRow[]): KeptEntries {
  return { bodies: rows.map(({ body }) => body as string), outlines: new Map() };
}
