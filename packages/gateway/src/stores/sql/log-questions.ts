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
  /** Whether there are older ones. */
  readonly hasMore: boolean;
}

/** Blocks that a log lets go of. */
export interface LogCut {
  /** The newest of them. */
  readonly block: number;
  /** Number of the last entry in them. */
  readonly last: number;
  readonly entries: number;
  /** Days that entries in them are of: they are to be summed up again. */
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Entries of some facets that are more than are to be kept. */
export interface LogSurplus {
  /** Takes them away; empty where there are none. */
  readonly removal: readonly SqlStatement[];
  readonly entries: number;
}

/** Entries, as a share of a block: so few are looked for one by one; more of them are sooner found by going through their blocks. */
const FEW = 1 / 5;

interface CountedBlock {
  readonly block: number;
  readonly entries: number;
  readonly bytes: number;
  readonly newest: number;
  /** Days. */
  readonly first: number;
  readonly final: number;
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
    const { cells, days, measures } = this.#names;
    const columns = by.map((name) => `"facet_${name}"`);
    const sums = measures.map((measure) => `SUM(${measure}) AS ${measure}`);
    const grouped = by.length === 0 ? '' : `GROUP BY ${columns.join(', ')}`;
    const parts = [...columns, 'entries', ...measures].join(', ');
    const { sql, values } = this.#spans(filter, (inDays, wanted) => ({
      sql: `SELECT ${parts} FROM ${inDays ? days : cells} WHERE ${wanted.sql}`,
      values: wanted.values,
    }));
    const rows = yield {
      sql: `SELECT ${[...columns, 'SUM(entries) AS entries', ...sums].join(', ')} FROM (${sql}) AS summed ${grouped} HAVING SUM(entries) > 0`,
      values,
    };
    return rows.map((row) => ({
      facets: Object.fromEntries(by.map((name) => [name, (row[`facet_${name}`] as string) || null])),
      entries: row.entries as number,
      measures: Object.fromEntries(this.#shape.measures.map((name) => [name, row[`sum_${name}`] as number])),
    }));
  }

  *tags(filter: LogGroupFilter): Asking<Readonly<Record<string, number>>> {
    const { cells, tags, days, dayTags } = this.#names;
    const { sql, values } = this.#spans(filter, (inDays, wanted) => ({
      sql:
        wanted.sql === ALWAYS.sql
          ? `SELECT tag, entries FROM ${inDays ? dayTags : tags}`
          : `SELECT t.tag, t.entries FROM ${inDays ? dayTags : tags} t WHERE t.cell IN (SELECT cell FROM ${inDays ? days : cells} WHERE ${wanted.sql})`,
      values: wanted.values,
    }));
    const rows = yield {
      sql: `SELECT tag, SUM(entries) AS entries FROM (${sql}) AS summed GROUP BY tag HAVING SUM(entries) > 0`,
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
      sql: `SELECT block, SUM(entries) AS entries, SUM(bytes) AS bytes, MAX(newest) AS newest, MIN(day) AS first, MAX(day) AS final FROM ${this.#names.cells} GROUP BY block ORDER BY block DESC`,
    }) as unknown as readonly CountedBlock[];
    let entries = 0;
    let bytes = 0;
    const at = blocks.findIndex((block, index) => {
      entries += block.entries;
      bytes += block.bytes;
      return block.newest < since || (index > 0 && (entries > maxEntries || bytes > maxBytes));
    });
    if (at < 0) return undefined;
    const dropped = blocks.slice(at);
    return {
      block: blocks[at]!.block,
      last: (blocks[at]!.block + 1) * this.#shape.blockEntries,
      entries: totalOf(dropped),
      firstDay: dropped.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY),
      lastDay: dropped.reduce((most, { final }) => Math.max(most, final), Number.NEGATIVE_INFINITY),
    };
  }

  /** What takes the oldest cells of those with these facets away, as long as so many entries stay. */
  *surplus(facets: NonNullable<LogFilter['facets']>, maxEntries: number): Asking<LogSurplus> {
    const { entries: table, cells, tags } = this.#names;
    const wanted = this.#facets({ facets });
    const hours = (yield {
      sql: `SELECT block, hour, MIN(day) AS day, SUM(entries) AS entries FROM ${cells} WHERE ${wanted.sql} GROUP BY block, hour ORDER BY block DESC, hour DESC`,
      values: wanted.values,
    }) as unknown as readonly { block: number; hour: number; day: number; entries: number }[];
    let kept = 0;
    const at = hours.findIndex(({ entries }) => {
      const isEnough = kept >= maxEntries;
      kept += entries;
      return isEnough;
    });
    if (at < 0) return { removal: [], entries: 0 };
    const dropped = hours.slice(at);
    const { block, hour } = dropped[0]!;
    const gone = and(wanted, { sql: '(block < ? OR (block = ? AND hour <= ?))', values: [block, block, hour] });
    const inGone = `cell IN (SELECT cell FROM ${cells} WHERE ${gone.sql})`;
    const days = dropped.map(({ day }) => day);
    return {
      removal: [
        { sql: `DELETE FROM ${table} WHERE ${inGone}`, values: gone.values },
        { sql: `DELETE FROM ${tags} WHERE ${inGone}`, values: gone.values },
        { sql: `DELETE FROM ${cells} WHERE ${gone.sql}`, values: gone.values },
        ...this.resum(Math.min(...days), Math.max(...days)),
      ],
      entries: totalOf(dropped),
    };
  }

  /** Sums over whole days where a filter means them, and over the hours of the days that it cuts. */
  #spans(filter: LogGroupFilter, select: (inDays: boolean, wanted: Condition) => Condition): Condition {
    const { cellMs, dayCells } = this.#shape;
    const facets = this.#facets(filter);
    const from = filter.since === undefined ? undefined : Math.floor(filter.since / cellMs);
    const to = filter.until === undefined ? undefined : Math.ceil(filter.until / cellMs);
    const firstDay = from === undefined ? undefined : Math.ceil(from / dayCells);
    const endDay = to === undefined ? undefined : Math.floor(to / dayCells);
    if (firstDay !== undefined && endDay !== undefined && firstDay >= endDay) {
      return select(
        false,
        and(facets, within('day', Math.floor(from! / dayCells), Math.ceil(to! / dayCells)), within('hour', from, to)),
      );
    }
    const selects = [select(true, and(facets, within('day', firstDay, endDay)))];
    if (firstDay !== undefined && from! < firstDay * dayCells) {
      selects.push(select(false, and(facets, within('day', firstDay - 1, firstDay), within('hour', from, undefined))));
    }
    if (endDay !== undefined && to! > endDay * dayCells) {
      selects.push(select(false, and(facets, within('day', endDay, endDay + 1), within('hour', undefined, to))));
    }
    return {
      sql: selects.map(({ sql }) => sql).join(' UNION ALL '),
      values: selects.flatMap(({ values }) => values),
    };
  }

  /** What days come to, made anew for those between two, both included, from their cells. */
  resum(first: number, last: number): readonly SqlStatement[] {
    const { cells, tags, days, dayTags, facets, measures } = this.#names;
    const columns = ['day', ...facets];
    const values = [first, last];
    const sums = ['entries', ...measures].map((name) => `SUM(${name})`);
    const same = columns.map((name) => `d.${name} = c.${name}`).join(' AND ');
    return [
      { sql: `DELETE FROM ${dayTags} WHERE cell IN (SELECT cell FROM ${days} WHERE day BETWEEN ? AND ?)`, values },
      { sql: `DELETE FROM ${days} WHERE day BETWEEN ? AND ?`, values },
      {
        sql: `INSERT INTO ${days} (${[...columns, 'entries', ...measures].join(', ')})
          SELECT ${[...columns, ...sums].join(', ')} FROM ${cells} WHERE day BETWEEN ? AND ? GROUP BY ${columns.join(', ')}`,
        values,
      },
      {
        sql: `INSERT INTO ${dayTags} (cell, tag, entries)
          SELECT d.cell, t.tag, SUM(t.entries) FROM ${cells} c JOIN ${days} d ON ${same} JOIN ${tags} t ON t.cell = c.cell
          WHERE c.day BETWEEN ? AND ? GROUP BY d.cell, t.tag`,
        values,
      },
    ];
  }

  /** Days that do not say what their cells come to. */
  *wrongDays(): Asking<number> {
    const { cells, days, facets } = this.#names;
    const columns = ['day', ...facets].join(', ');
    const [row] = yield {
      sql: `SELECT COUNT(*) AS wrong FROM (
          SELECT ${columns} FROM (
            SELECT ${columns}, entries FROM ${days} UNION ALL SELECT ${columns}, -entries AS entries FROM ${cells}) AS both_ways
          GROUP BY ${columns} HAVING SUM(entries) <> 0) AS wrong_days`,
    };
    return row!.wrong as number;
  }

  /** A page by the cells: they say in which blocks it lies. */
  *#listCells(filter: LogFilter, found: Condition, { limit, offset, after }: LogPage): Asking<PageOfRows> {
    const wanted = and(this.#facets(filter), found);
    const blocks = (yield this.#blocks(wanted, filter)) as unknown as readonly {
      readonly block: number;
      readonly entries: number;
      readonly first: number;
      readonly final: number;
    }[];
    const before = after === undefined ? undefined : yield* this.#numberOf(after);
    if (after !== undefined && before === undefined) return { rows: [], total: totalOf(blocks), hasMore: false };
    const startBlock =
      before === undefined ? Number.POSITIVE_INFINITY : Math.floor((before - 1) / this.#shape.blockEntries);
    let total = 0;
    let passed = 0;
    let skipped = 0;
    const touched: (typeof blocks)[number][] = [];
    for (const block of blocks) {
      total += block.entries;
      if (block.entries === 0 || block.block > startBlock) continue;
      // Of the block that the entry itself lies in, nobody knows how many are before it.
      const isCut = block.block === startBlock;
      if (isCut || (passed + block.entries > offset && passed <= offset + limit)) {
        if (touched.length === 0) skipped = passed;
        touched.push(block);
      }
      if (!isCut) passed += block.entries;
    }
    if (touched.length === 0) return { rows: [], total, hasMore: false };
    const inCells = and(
      { sql: 'block BETWEEN ? AND ?', values: [touched.at(-1)!.block, touched[0]!.block] },
      wanted,
      this.#hours(filter),
    );
    const meant = and(
      this.#times(filter),
      before === undefined ? ALWAYS : { sql: 'number < ?', values: [before] },
      this.#words.isPartitioned ? this.#timesOf(touched) : ALWAYS,
    );
    const places = [limit + 1, offset - skipped];
    const isFew = this.#words.isPartitioned && totalOf(touched) <= FEW * this.#shape.blockEntries;
    const rows = yield isFew ? this.#byCell(inCells, meant, places) : this.#byNumber(inCells, meant, places);
    return { ...pageOf(rows, limit), total };
  }

  /** Entries in the order of their numbers, those of other cells passed over. */
  #byNumber(inCells: Condition, meant: Condition, places: readonly number[]): SqlStatement {
    const { entries: table, cells } = this.#names;
    const { sql, values } = and(
      { sql: `cell IN (SELECT cell FROM ${cells} WHERE ${inCells.sql})`, values: inCells.values },
      meant,
    );
    return {
      sql: `SELECT ${this.#words.pageColumns} FROM ${table} WHERE ${sql} ORDER BY number DESC LIMIT ? OFFSET ?`,
      values: [...values, ...places],
    };
  }

  /** All entries of each cell by itself, in the one partition that the cell's hour says; without the OFFSET a server would look in all of them. */
  #byCell(inCells: Condition, meant: Condition, places: readonly number[]): SqlStatement {
    const { entries: table, cells } = this.#names;
    const { cellMs } = this.#shape;
    const inHour = {
      sql: `cell = c.cell AND time >= c.hour * ${cellMs} AND time < (c.hour + 1) * ${cellMs}`,
      values: [],
    };
    const { sql, values } = and(inHour, meant);
    const numbers = `SELECT e.number, e.time FROM (SELECT cell, hour FROM ${cells} WHERE ${inCells.sql}) AS c
      CROSS JOIN LATERAL (SELECT number, time FROM ${table} WHERE ${sql} OFFSET 0) AS e ORDER BY e.number DESC LIMIT ? OFFSET ?`;
    return {
      sql: `SELECT e.* FROM (${numbers}) AS n
        CROSS JOIN LATERAL (SELECT number, ${this.#words.pageColumns} FROM ${table} WHERE time = n.time AND number = n.number OFFSET 0) AS e
        ORDER BY n.number DESC`,
      values: [...inCells.values, ...values, ...places],
    };
  }

  /** Undefined for an entry that is not there. */
  *#numberOf(id: string): Asking<number | undefined> {
    const [row] = yield { sql: `SELECT number FROM ${this.#names.entries} WHERE id = ?`, values: [id] };
    return row?.number as number | undefined;
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
  *#listRows(
    conditions: readonly Condition[],
    filter: LogFilter,
    { limit, offset, after }: LogPage,
  ): Asking<PageOfRows> {
    const { entries: table, cells } = this.#names;
    const facets = this.#facets(filter);
    const inCells =
      facets.sql === ALWAYS.sql
        ? ALWAYS
        : { sql: `cell IN (SELECT cell FROM ${cells} WHERE ${facets.sql})`, values: facets.values };
    const all = and(...conditions, inCells, this.#times(filter));
    const [counted] = yield { sql: `SELECT COUNT(*) AS total FROM ${table} WHERE ${all.sql}`, values: all.values };
    const total = counted!.total as number;
    const before = after === undefined ? undefined : yield* this.#numberOf(after);
    if (after !== undefined && before === undefined) return { rows: [], total, hasMore: false };
    const { sql, values } = and(all, before === undefined ? ALWAYS : { sql: 'number < ?', values: [before] });
    const rows = yield {
      sql: `SELECT ${this.#words.pageColumns} FROM ${table} WHERE ${sql} ORDER BY number DESC LIMIT ? OFFSET ?`,
      values: [...values, limit + 1, offset],
    };
    return { ...pageOf(rows, limit), total };
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

/** Of rows that were asked for with one more. */
function pageOf(rows: readonly SqlRow[], limit: number): Pick<PageOfRows, 'rows' | 'hasMore'> {
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}

function totalOf(blocks: readonly { readonly entries: number }[]): number {
  return blocks.reduce((sum, { entries }) => sum + entries, 0);
}

/** From one number on, and below another; undefined for no bound. */
function within(column: string, from: number | undefined, to: number | undefined): Condition {
  return and(
    from === undefined ? ALWAYS : { sql: `${column} >= ?`, values: [from] },
    to === undefined ? ALWAYS : { sql: `${column} < ?`, values: [to] },
  );
}

function and(...conditions: readonly Condition[]): Condition {
  const real = conditions.filter(({ sql }) => sql !== ALWAYS.sql);
  if (real.length === 0) return ALWAYS;
  return { sql: real.map(({ sql }) => sql).join(' AND '), values: real.flatMap(({ values }) => values) };
}
