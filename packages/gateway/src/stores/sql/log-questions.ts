import type { LogBounds, LogFilter, LogGroup, LogGroupFilter, LogPage } from '../log-driver.ts';
import type { Asking } from './asking.ts';
import { type LogShape, sqlNames } from './log-shape.ts';
import type { SqlRow, SqlStatement, SqlValue } from './sql-database.ts';

/** What the tables of a log are asked, beyond what databases have in common. */
export interface LogWords {
  /** Whether a column contains a text, in any case of a to z: a condition with one `?`. */
  contains(column: string): string;
  /** Columns of an entry that a page is made from. */
  readonly pageColumns: string;
  /** Whether entries are kept apart by time, so that it pays to say the times of a page. */
  readonly isPartitioned: boolean;
}

/** A page of entries, as rows of the columns asked for. */
export interface PageOfRows {
  readonly rows: readonly SqlRow[];
  readonly total: number;
}

/** Blocks that a log lets go of. */
export interface LogCut {
  /** The newest of them. */
  readonly block: number;
  /** Number of the last entry in them. */
  readonly last: number;
  readonly entries: number;
}

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

const ALWAYS: Condition = { sql: '1 = 1', values: [] };

/**
 * The questions about a log whose entries lie in blocks of consecutive numbers and whose cells say what the entries of one
 * block and hour with the same facets come to. Counting asks the cells; a page is found by the blocks that it lies in.
 */
export class LogQuestions {
  readonly #shape: LogShape;
  readonly #names: ReturnType<typeof sqlNames>;
  readonly #words: LogWords;

  constructor(shape: LogShape, words: LogWords) {
    this.#shape = shape;
    this.#names = sqlNames(shape);
    this.#words = words;
  }

  *list(filter: LogFilter, page: LogPage): Asking<PageOfRows> {
    const { keys = {}, search = '' } = filter;
    if (Object.keys(keys).length > 0) {
      const wanted = Object.entries(keys).map(([name, value]) => ({ sql: `"key_${name}" = ?`, values: [value] }));
      return yield* this.#listRows([...wanted, ...(yield* this.#searched(search))], filter, page);
    }
    const named = yield* this.#named(search);
    if (named !== undefined) return yield* this.#listRows([named], filter, page);
    return yield* this.#listCells(filter, search === '' ? ALWAYS : this.#facetsContain(search), page);
  }

  *group(filter: LogGroupFilter, by: readonly string[]): Asking<readonly LogGroup[]> {
    const { cells, measures } = this.#names;
    const { sql, values } = and(this.#facets(filter), this.#hours(filter));
    const columns = by.map((name) => `"facet_${name}"`);
    const sums = measures.map((measure) => `SUM(${measure}) AS ${measure}`);
    const grouped = by.length === 0 ? '' : `GROUP BY ${columns.join(', ')}`;
    const rows = yield {
      sql: `SELECT ${[...columns, 'SUM(entries) AS entries', ...sums].join(', ')} FROM ${cells} WHERE ${sql} ${grouped} HAVING SUM(entries) > 0`,
      values,
    };
    return rows.map((row) => ({
      facets: Object.fromEntries(by.map((name) => [name, (row[`facet_${name}`] as string) || null])),
      entries: row.entries as number,
      measures: Object.fromEntries(this.#shape.measures.map((name) => [name, row[`sum_${name}`] as number])),
    }));
  }

  *tags(filter: LogGroupFilter): Asking<Readonly<Record<string, number>>> {
    const { cells, tags } = this.#names;
    const { sql, values } = and(this.#facets(filter), this.#hours(filter));
    const ofCells = sql === ALWAYS.sql ? '' : `WHERE cell IN (SELECT cell FROM ${cells} WHERE ${sql})`;
    const rows = yield {
      sql: `SELECT tag, SUM(entries) AS entries FROM ${tags} ${ofCells} GROUP BY tag HAVING SUM(entries) > 0`,
      values,
    };
    return Object.fromEntries(rows.map((row) => [row.tag as string, row.entries as number]));
  }

  *statistics(): Asking<{ readonly entries: number; readonly bytes: number }> {
    const [row] = yield { sql: `SELECT SUM(entries) AS entries, SUM(bytes) AS bytes FROM ${this.#names.cells}` };
    return { entries: (row!.entries as number | null) ?? 0, bytes: (row!.bytes as number | null) ?? 0 };
  }

  /** The oldest blocks that do not fit the bounds; the newest block always does, but by its age. */
  *cut(
    { maxEntries = Infinity, maxBytes = Infinity, maxAgeMs }: Partial<LogBounds>,
    now: number,
  ): Asking<LogCut | undefined> {
    const since = maxAgeMs === undefined ? Number.NEGATIVE_INFINITY : now - maxAgeMs;
    const blocks = (yield {
      sql: `SELECT block, SUM(entries) AS entries, SUM(bytes) AS bytes, MAX(newest) AS newest FROM ${this.#names.cells} GROUP BY block ORDER BY block DESC`,
    }) as unknown as readonly { block: number; entries: number; bytes: number; newest: number }[];
    let entries = 0;
    let bytes = 0;
    const at = blocks.findIndex((block, index) => {
      entries += block.entries;
      bytes += block.bytes;
      return block.newest < since || (index > 0 && (entries > maxEntries || bytes > maxBytes));
    });
    if (at < 0) return undefined;
    return {
      block: blocks[at]!.block,
      last: (blocks[at]!.block + 1) * this.#shape.blockEntries,
      entries: blocks.slice(at).reduce((sum, block) => sum + block.entries, 0),
    };
  }

  /** A page by the cells: they say in which blocks it lies. */
  *#listCells(filter: LogFilter, found: Condition, { limit, offset }: LogPage): Asking<PageOfRows> {
    const { entries: table, cells } = this.#names;
    const wanted = and(this.#facets(filter), found);
    const blocks = (yield this.#blocks(wanted, filter)) as unknown as readonly {
      readonly block: number;
      readonly entries: number;
      readonly first: number;
      readonly final: number;
    }[];
    let total = 0;
    let skipped = 0;
    const touched: (typeof blocks)[number][] = [];
    for (const block of blocks) {
      if (block.entries > 0 && total + block.entries > offset && total < offset + limit) {
        if (touched.length === 0) skipped = total;
        touched.push(block);
      }
      total += block.entries;
    }
    if (touched.length === 0) return { rows: [], total };
    const inCells = and(
      { sql: 'block BETWEEN ? AND ?', values: [touched.at(-1)!.block, touched[0]!.block] },
      wanted,
      this.#hours(filter),
    );
    const { sql, values } = and(
      { sql: `cell IN (SELECT cell FROM ${cells} WHERE ${inCells.sql})`, values: inCells.values },
      this.#times(filter),
      this.#words.isPartitioned ? this.#timesOf(touched) : ALWAYS,
    );
    const rows = yield {
      sql: `SELECT ${this.#words.pageColumns} FROM ${table} WHERE ${sql} ORDER BY number DESC LIMIT ? OFFSET ?`,
      values: [...values, limit, offset - skipped],
    };
    return { rows, total };
  }

  /** How many entries are meant in each block, the newest block first; entries of hours that are not whole are looked at. */
  #blocks(wanted: Condition, filter: LogFilter): SqlStatement {
    const { entries: table, cells } = this.#names;
    const spans = 'MIN(hour) AS first, MAX(hour) AS final';
    const edges = this.#edges(filter);
    const whole = and(wanted, this.#hours(filter));
    if (edges.length === 0) {
      return {
        sql: `SELECT block, SUM(entries) AS entries, ${spans} FROM ${cells} WHERE ${whole.sql} GROUP BY block ORDER BY block DESC`,
        values: whole.values,
      };
    }
    const marks = edges.map(() => '?').join(', ');
    const times = this.#times(filter);
    return {
      sql: `SELECT block, SUM(entries) AS entries, ${spans} FROM (
          SELECT block, hour, entries FROM ${cells} WHERE ${whole.sql} AND hour NOT IN (${marks})
          UNION ALL
          SELECT block, hour, (SELECT COUNT(*) FROM ${table} e WHERE e.cell = c.cell AND ${times.sql}) AS entries
            FROM ${cells} c WHERE ${wanted.sql} AND hour IN (${marks})
        ) AS counted GROUP BY block ORDER BY block DESC`,
      values: [...whole.values, ...edges, ...times.values, ...wanted.values, ...edges],
    };
  }

  /** A page of entries found by their ids and keys: few, as names are. */
  *#listRows(conditions: readonly Condition[], filter: LogFilter, { limit, offset }: LogPage): Asking<PageOfRows> {
    const { entries: table, cells } = this.#names;
    const facets = this.#facets(filter);
    const inCells =
      facets.sql === ALWAYS.sql
        ? ALWAYS
        : { sql: `cell IN (SELECT cell FROM ${cells} WHERE ${facets.sql})`, values: facets.values };
    const { sql, values } = and(...conditions, inCells, this.#times(filter));
    const rows = yield {
      sql: `SELECT ${this.#words.pageColumns} FROM ${table} WHERE ${sql} ORDER BY number DESC LIMIT ? OFFSET ?`,
      values: [...values, limit, offset],
    };
    const [counted] = yield { sql: `SELECT COUNT(*) AS total FROM ${table} WHERE ${sql}`, values };
    return { rows, total: counted!.total as number };
  }

  #facets({ facets = {} }: LogGroupFilter): Condition {
    return and(
      ...Object.entries(facets).map(([name, value]) => ({ sql: `"facet_${name}" = ?`, values: [value ?? ''] })),
    );
  }

  /** Cells whose hour has to do with the times of a filter. */
  #hours({ since, until }: LogGroupFilter): Condition {
    const { cellMs } = this.#shape;
    return and(
      since === undefined ? ALWAYS : { sql: 'hour >= ?', values: [Math.floor(since / cellMs)] },
      until === undefined ? ALWAYS : { sql: 'hour < ?', values: [Math.ceil(until / cellMs)] },
    );
  }

  /** Hours of which a filter means a part. */
  #edges({ since, until }: LogFilter): readonly number[] {
    const { cellMs } = this.#shape;
    const cut = [since, until].filter((time) => time !== undefined && time % cellMs !== 0) as readonly number[];
    return [...new Set(cut.map((time) => Math.floor(time / cellMs)))];
  }

  #times({ since, until }: LogFilter): Condition {
    return and(
      since === undefined ? ALWAYS : { sql: 'time >= ?', values: [since] },
      until === undefined ? ALWAYS : { sql: 'time < ?', values: [until] },
    );
  }

  #timesOf(blocks: readonly { readonly first: number; readonly final: number }[]): Condition {
    const { cellMs } = this.#shape;
    return this.#times({
      since: Math.min(...blocks.map(({ first }) => first)) * cellMs,
      until: (Math.max(...blocks.map(({ final }) => final)) + 1) * cellMs,
    });
  }

  #facetsContain(text: string): Condition {
    const { facets } = this.#names;
    return {
      sql: `(${facets.map((facet) => this.#words.contains(facet)).join(' OR ')})`,
      values: facets.map(() => text),
    };
  }

  /** Entries whose id or key begins so; undefined where there are none. */
  *#named(text: string): Asking<Condition | undefined> {
    if (text === '') return undefined;
    const { entries: table, keys } = this.#names;
    const end = `${text}\u{10ffff}`;
    const ranges = ['id', ...keys].map((column) => ({
      sql: `(${column} >= ? AND ${column} < ?)`,
      values: [text, end],
    }));
    for (const { sql, values } of ranges) {
      const [some] = yield { sql: `SELECT 1 AS one FROM ${table} WHERE ${sql} LIMIT 1`, values };
      if (some === undefined) continue;
      return { sql: `(${ranges.map((each) => each.sql).join(' OR ')})`, values: ranges.flatMap((each) => each.values) };
    }
    return undefined;
  }

  *#searched(text: string): Asking<readonly Condition[]> {
    if (text === '') return [];
    const named = yield* this.#named(text);
    if (named !== undefined) return [named];
    const { sql, values } = this.#facetsContain(text);
    return [{ sql: `cell IN (SELECT cell FROM ${this.#names.cells} WHERE ${sql})`, values }];
  }
}

function and(...conditions: readonly Condition[]): Condition {
  const real = conditions.filter(({ sql }) => sql !== ALWAYS.sql);
  if (real.length === 0) return ALWAYS;
  return { sql: real.map(({ sql }) => sql).join(' AND '), values: real.flatMap(({ values }) => values) };
}
