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
import type { KeptBody, KeptEntries, KeptPage, KnownEntries } from '../../log-tables.ts';
import { answerNow } from '../../sql/asking.ts';
import { LogCells, type LogSum } from '../../sql/log-cell.ts';
import { LogQuestions, type LogWords } from '../../sql/log-questions.ts';
import { type LogShape, sqlNames } from '../../sql/log-shape.ts';
import type { SqlStatement } from '../../sql/sql-database.ts';
import { BodyCodec } from './body-codec.ts';
import type { BatchBody, EntryBatch } from './entry-batch.ts';
import type { Database, OpenDatabase, SqlValue, Statement } from './load-libsql.ts';
import { createLogTables, DICTIONARY_ENTRIES, LAYOUT, migrations } from './migrations.ts';

export interface LogFileOptions {
  readonly path: string;
  readonly shape: LogShape;
}

/** What an entry costs beside its body: its row, its place in three indexes. */
const ENTRY_BYTES = 250;
const BUSY_MS = 10_000;
/** Of a new file. Of the usual half, one entry to a page would waste a third. */
const PAGE_BYTES = 8_192;
/** The log before the file that is written over into it at one go: pages that change often are then written once. */
const CHECKPOINT_BYTES = 16_777_216;

/** Pages at hand. Twice as many write no faster, and are memory that every router holds before long. */
const CACHE_KILOBYTES = 8_192;

/** Pages are put in order by their numbers alone: bodies are large. */
const WORDS: LogWords = {
  contains: (column) => `instr(lower(${column}), lower(?)) > 0`,
  pageColumns: 'number',
  isPartitioned: false,
};

type Row = Readonly<Record<string, SqlValue>>;

/** One log in one file. Everything here waits for the disk: it runs in a thread of its own. */
export class LogFile {
  readonly opened: OpenedLog;
  readonly #database: Database;
  readonly #shape: LogShape;
  readonly #names: ReturnType<typeof sqlNames>;
  readonly #questions: LogQuestions;
  readonly #writing: ReturnType<typeof writingSql>;
  readonly #statements = new Map<string, Statement>();
  readonly #bodies: BodyCodec;

  constructor(open: OpenDatabase, { path, shape }: LogFileOptions) {
    this.#shape = shape;
    this.#names = sqlNames(shape);
    this.#writing = writingSql(this.#names);
    this.#questions = new LogQuestions(shape, WORDS);
    this.#database = new open(path);
    const { dictionaries } = this.#names;
    this.#bodies = new BodyCodec({
      read: (span) => this.#get(`SELECT text FROM ${dictionaries} WHERE span = ?`, span)?.text as string | undefined,
      write: (span, text) => this.#run(`INSERT INTO ${dictionaries} (span, text) VALUES (?, ?)`, span, text),
    });
    try {
      this.#database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
      this.#database.exec(
        `PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = ${CHECKPOINT_BYTES}; PRAGMA wal_autocheckpoint = ${CHECKPOINT_BYTES / PAGE_BYTES}; PRAGMA cache_size = -${CACHE_KILOBYTES}`,
      );
      this.opened = this.#transact(() => this.#prepareLayout(path));
    } catch (cause) {
      this.#database.close();
      throw cause;
    }
  }

  /**
   * Adds entries that the file does not have yet and replaces those whose old line is known, all or none; gives the
   * others that it has, as they stand. One that made room for newer ones meanwhile is not replaced.
   */
  write(batch: EntryBatch): KnownEntries {
    return this.#transact(() => {
      const rows = this.#all(
        `SELECT id, number, length(body) AS size FROM ${this.#names.entries} WHERE id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(batch.lines.map(({ id }) => id)),
      );
      const known = new Map(rows.map((row) => [row.id as string, row]));
      const places: Place[] = [];
      const unread: Row[] = [];
      let last = this.#lastNumber();
      for (const [at, { id }] of batch.lines.entries()) {
        const row = known.get(id);
        const line = batch.old[at];
        if (row === undefined && line === undefined) places.push({ at, number: ++last, before: undefined });
        else if (row !== undefined && line === undefined) unread.push(row);
        else if (row !== undefined && line !== undefined) {
          places.push({ at, number: row.number as number, before: { line, size: row.size as number } });
        }
      }
      this.#put(batch, places);
      return { ids: unread.map(({ id }) => id as string), ...this.#found(unread) };
    });
  }

  get(id: string): KeptEntries {
    return this.#keptOf(this.#all(`SELECT number, body, outline FROM ${this.#names.entries} WHERE id = ?`, id));
  }

  list(filter: LogFilter, page: LogPage): KeptPage {
    const { rows, ...counted } = answerNow(this.#questions.list(filter, page), this.#ask);
    return { ...this.#found(rows as readonly Row[]), ...counted };
  }

  group(filter: LogGroupFilter, by: readonly string[]): readonly LogGroup[] {
    return answerNow(this.#questions.group(filter, by), this.#ask);
  }

  tags(filter: LogGroupFilter): Readonly<Record<string, number>> {
    return answerNow(this.#questions.tags(filter), this.#ask);
  }

  /** Entries in order of their numbers, from the one after `number` on. */
  after(number: number, limit: number): (KeptEntries & { readonly last: number }) | undefined {
    const rows = this.#all(
      `SELECT number, body, outline FROM ${this.#names.entries} WHERE number > ? ORDER BY number LIMIT ?`,
      ...[number, limit],
    );
    const last = rows.at(-1);
    return last === undefined ? undefined : { last: last.number as number, ...this.#keptOf(rows) };
  }

  /** Puts entries after the one numbered `after` into the cells of another definition, in their order. */
  recount(after: number, lines: readonly LogLine[]): void {
    const { entries: table, keys } = this.#names;
    this.#transact(() => {
      const rows = this.#all(
        `SELECT number, id, length(body) AS size FROM ${table} WHERE number > ? ORDER BY number LIMIT ?`,
        ...[after, lines.length],
      );
      const byId = new Map(lines.map((line) => [line.id, line]));
      const cells = new LogCells(this.#shape);
      const counted = rows.flatMap(({ number, id, size }) => {
        const line = byId.get(id as string);
        if (line === undefined) return [];
        const cell = cells.count(number as number, line, 1, (size as number) + ENTRY_BYTES);
        return [{ number: number as number, line, cell }];
      });
      this.#addToCells(cells);
      const set = ['cell = ?', 'time = ?', ...keys.map((key) => `${key} = ?`)].join(', ');
      for (const { number, line, cell } of counted) {
        this.#run(`UPDATE ${table} SET ${set} WHERE number = ?`, cell.number, line.time, ...line.keys, number);
      }
    });
  }

  /** The roll-ups are those of this definition now. */
  reshaped(): void {
    this.#run('INSERT OR REPLACE INTO logs (name, shape) VALUES (?, ?)', this.#shape.name, JSON.stringify(this.#shape));
  }

  /** Drops the oldest blocks until the bounds hold; gives the number of entries dropped. The newest block is never cut. */
  prune(bounds: Partial<LogBounds>, now: number): number {
    const { entries: table, cells, tags, dictionaries, outlines } = this.#names;
    return this.#transact(() => {
      const cut = answerNow(this.#questions.cut(bounds, now), this.#ask);
      if (cut === undefined) return 0;
      this.#run(`DELETE FROM ${table} WHERE number <= ?`, cut.last);
      this.#run(`DELETE FROM ${dictionaries} WHERE span < ?`, Math.floor((cut.last + 1) / DICTIONARY_ENTRIES));
      this.#run(`DELETE FROM ${outlines} WHERE last <= ?`, cut.last);
      this.#run(`DELETE FROM ${tags} WHERE cell IN (SELECT cell FROM ${cells} WHERE block <= ?)`, cut.block);
      this.#run(`DELETE FROM ${cells} WHERE block <= ?`, cut.block);
      for (const { sql, values = [] } of this.#questions.resum(cut.firstDay, cut.lastDay)) this.#run(sql, ...values);
      return cut.entries;
    });
  }

  /** Drops the oldest cells of those with these facets, as long as so many entries stay; gives the number of entries dropped. */
  thin(facets: NonNullable<LogFilter['facets']>, maxEntries: number): number {
    return this.#transact(() => {
      const surplus = answerNow(this.#questions.surplus(facets, maxEntries), this.#ask);
      for (const { sql, values = [] } of surplus.removal) this.#run(sql, ...values);
      return surplus.entries;
    });
  }

  statistics(): { readonly entries: number; readonly bytes: number } {
    return answerNow(this.#questions.statistics(), this.#ask);
  }

  /** Looks at all of the file: takes seconds for a large one. */
  check(): LogReport {
    const { entries: table, cells } = this.#names;
    const problems: string[] = [];
    for (const row of this.#all('PRAGMA integrity_check')) {
      const said = String(Object.values(row)[0]);
      if (said !== 'ok') problems.push(said);
    }
    const counted = this.#all(
      `SELECT c.cell AS cell, c.entries AS entries, c.bytes AS bytes,
         (SELECT COUNT(*) FROM ${table} e WHERE e.cell = c.cell AND (e.number - 1) / ${this.#shape.blockEntries} = c.block) AS found,
         (SELECT SUM(length(body) + ${ENTRY_BYTES}) FROM ${table} e WHERE e.cell = c.cell) AS size
       FROM ${cells} c`,
    );
    const wrong = counted.filter(({ entries, found, bytes, size }) => entries !== found || bytes !== (size ?? 0));
    if (wrong.length > 0)
      problems.push(`${wrong.length} of ${counted.length} roll-ups do not agree with their entries`);
    const lost = this.#get(`SELECT COUNT(*) AS lost FROM ${table} WHERE cell NOT IN (SELECT cell FROM ${cells})`)!.lost;
    if (lost !== 0) problems.push(`${lost} entries are in no roll-up`);
    const wrongDays = answerNow(this.#questions.wrongDays(), this.#ask);
    if (wrongDays !== 0) problems.push(`${wrongDays} roll-ups of days do not agree with those of their hours`);
    const ends = this.#get(`SELECT MIN(time) AS oldest, MAX(time) AS newest FROM ${table}`)!;
    return {
      layout: this.#pragma('user_version'),
      ...this.statistics(),
      fileBytes: this.#pragma('page_count') * this.#pragma('page_size'),
      oldest: ends.oldest as number | null,
      newest: ends.newest as number | null,
      problems,
    };
  }

  /** Gives freed pages back to the disk; needs as much room again while it works. */
  compact(): void {
    this.#database.exec('VACUUM');
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    this.#database.close();
  }

  #prepareLayout(path: string): OpenedLog {
    const layoutBefore = this.#pragma('user_version');
    if (layoutBefore > LAYOUT) {
      throw new GatewayError(
        'gateway.store_too_new',
        `${path} has layout ${layoutBefore}, and this program knows layouts up to ${LAYOUT}`,
        { hint: 'a later version of Signalbox wrote it: use that one, or another data folder' },
      );
    }
    for (const migrate of migrations.slice(layoutBefore)) migrate(this.#database);
    this.#database.exec(`PRAGMA user_version = ${LAYOUT}`);
    const row = this.#get('SELECT shape FROM logs WHERE name = ?', this.#shape.name);
    if (row === undefined) {
      createLogTables(this.#database, this.#shape);
      this.reshaped();
      return { layoutBefore, isReshaped: false };
    }
    const isReshaped = row.shape !== JSON.stringify(this.#shape);
    if (isReshaped) this.#reshape();
    return { layoutBefore, isReshaped };
  }

  /** Entries move to new tables; their lines are to be counted by whoever knows how to read them. */
  #reshape(): void {
    const { entries, cells, tags, days, dayTags } = this.#names;
    const old = `"${this.#shape.name}_old"`;
    // A log of an earlier version has no days.
    this.#database.exec(`DROP TABLE IF EXISTS ${days}; DROP TABLE IF EXISTS ${dayTags}`);
    this.#database.exec(`DROP TABLE ${tags}; DROP TABLE ${cells}; ALTER TABLE ${entries} RENAME TO ${old}`);
    for (const { name } of this.#all(
      "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
      `${this.#shape.name}_old`,
    )) {
      this.#database.exec(`DROP INDEX "${name}"`);
    }
    createLogTables(this.#database, this.#shape);
    this.#database.exec(
      `INSERT INTO ${entries} (number, id, time, cell, outline, body) SELECT number, id, time, 0, outline, body FROM ${old}; DROP TABLE ${old}`,
    );
  }

  #lastNumber(): number {
    const name = `${this.#shape.name}_entries`;
    return this.#get('SELECT COALESCE(MAX(seq), 0) AS last FROM sqlite_sequence WHERE name = ?', name)!.last as number;
  }

  #put({ lines, bodies, ...batch }: EntryBatch, places: readonly Place[]): void {
    if (places.length === 0) return;
    const { addEntry, replaceEntry } = this.#writing;
    const outlines = this.#keepOutlines(
      batch,
      places.reduce((most, { number }) => Math.max(most, number), 0),
    );
    const longest = longestText(bodies);
    const cells = new LogCells(this.#shape);
    const rows = places.map(({ at, number, before }) => {
      const line = lines[at]!;
      const given = bodies[at]!;
      const body = typeof given === 'string' ? this.#bodies.encode(number, given, longest) : bytesOf(batch, given);
      const outline = typeof given === 'string' ? null : outlines[given.outline]!;
      if (before !== undefined) cells.count(number, before.line, -1, before.size + ENTRY_BYTES);
      const cell = cells.count(number, line, 1, body.length + ENTRY_BYTES);
      return { number, line, body, outline, cell, isNew: before === undefined };
    });
    this.#addToCells(cells);
    for (const { number, line, body, outline, cell, isNew } of rows) {
      const sql = isNew ? addEntry : replaceEntry;
      this.#run(sql, line.id, line.time, cell.number, outline, body, ...line.keys, number);
    }
  }

  /** Numbers of a batch's outlines, which entries up to the one numbered `last` need. */
  #keepOutlines({ outlines }: Pick<EntryBatch, 'outlines'>, last: number): readonly number[] {
    return outlines.map(({ id, json }) => {
      const row = this.#get(
        `INSERT INTO ${this.#names.outlines} (id, json, last) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET last = MAX(last, excluded.last) RETURNING outline`,
        ...[id, json, last],
      );
      return row!.outline as number;
    });
  }

  /** Adds what was gathered to the cells and days, and gives cells the numbers of their rows. */
  #addToCells(gathered: LogCells): void {
    const { addToCell, addToDay, addCellTags, addDayTags } = this.#writing;
    for (const cell of gathered.all()) {
      const { block, hour, day, bytes, newest, facets, entries, measures } = cell;
      const row = this.#get(addToCell, block, hour, day, ...facets, entries, bytes, ...measures, newest)!;
      cell.number = row.cell as number;
      this.#addTags(addCellTags, cell);
    }
    for (const sum of gathered.days()) {
      const row = this.#get(addToDay, sum.day, ...sum.facets, sum.entries, ...sum.measures)!;
      sum.number = row.cell as number;
      this.#addTags(addDayTags, sum);
    }
  }

  /** All tags of a sum in one statement: one for each costs more than all else that is written. */
  #addTags(sql: string, { number, tags }: LogSum): void {
    if (tags.size > 0) this.#run(sql, number, JSON.stringify(Object.fromEntries(tags)));
  }

  #found(rows: readonly Row[]): KeptEntries {
    const { entries } = this.#names;
    return this.#keptOf(
      rows.map(({ number }) => this.#get(`SELECT number, body, outline FROM ${entries} WHERE number = ?`, number!)!),
    );
  }

  /** Bodies of rows, and the outlines that they need. */
  #keptOf(rows: readonly Row[]): KeptEntries {
    const outlines = new Map<number, string>();
    const bodies = rows.map(({ number, body, outline }): KeptBody => {
      if (outline === null) return this.#bodies.decode(number as number, body as Uint8Array);
      const kept = outline as number;
      if (!outlines.has(kept)) {
        const row = this.#get(`SELECT json FROM ${this.#names.outlines} WHERE outline = ?`, kept)!;
        outlines.set(kept, row.json as string);
      }
      return { bytes: body instanceof ArrayBuffer ? new Uint8Array(body) : (body as Uint8Array), outline: kept };
    });
    return { bodies, outlines };
  }

  readonly #ask = ({ sql, values = [] }: SqlStatement): readonly Row[] => this.#all(sql, ...values);

  #transact<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (cause) {
      this.#bodies.clear();
      try {
        this.#database.exec('ROLLBACK');
      } catch {
        // A full disk rolls back by itself; what matters is the first failure.
      }
      throw cause;
    }
  }

  #pragma(name: string): number {
    return Object.values(this.#get(`PRAGMA ${name}`)!)[0] as number;
  }

  #statement(sql: string): Statement {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #run(sql: string, ...values: SqlValue[]): void {
    this.#statement(sql).run(...values);
  }

  #get(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  #all(sql: string, ...values: SqlValue[]): readonly Row[] {
    return this.#statement(sql).all(...values) as readonly Row[];
  }
}

/** The statements of every batch, written once. */
function writingSql({ entries, cells, days, tags, dayTags, facets, keys, measures }: ReturnType<typeof sqlNames>) {
  const columns = ['id', 'time', 'cell', 'outline', 'body', ...keys];
  const set = columns.map((column) => `${column} = ?`).join(', ');
  return {
    addEntry: `INSERT INTO ${entries} (${columns.join(', ')}, number) VALUES (${placesFor(columns)}, ?)`,
    replaceEntry: `UPDATE ${entries} SET ${set} WHERE number = ?`,
    addToCell: addingSql(cells, ['block', 'hour', 'day', ...facets], ['entries', 'bytes', ...measures], ['newest']),
    addToDay: addingSql(days, ['day', ...facets], ['entries', ...measures], []),
    addCellTags: addingTagsSql(tags),
    addDayTags: addingTagsSql(dayTags),
  };
}

/** Adds to the row of a key, made where it is not there; gives its number. */
function addingSql(table: string, key: readonly string[], sums: readonly string[], most: readonly string[]): string {
  const columns = [...key, ...sums, ...most];
  const set = [
    ...sums.map((name) => `${name} = ${name} + excluded.${name}`),
    ...most.map((name) => `${name} = MAX(${name}, excluded.${name})`),
  ];
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${placesFor(columns)})
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${set.join(', ')} RETURNING cell`;
}

/** Adds counts by tag, which come as one JSON object. */
function addingTagsSql(table: string): string {
  return `INSERT INTO ${table} (cell, tag, entries) SELECT ?, key, value FROM json_each(?) WHERE true
    ON CONFLICT DO UPDATE SET entries = entries + excluded.entries`;
}

function placesFor(columns: readonly string[]): string {
  return columns.map(() => '?').join(', ');
}

function bytesOf({ bytes }: Pick<EntryBatch, 'bytes'>, { start, end }: Exclude<BatchBody, string>): Uint8Array {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
}

function longestText(bodies: readonly BatchBody[]): string {
  return bodies.reduce<string>(
    (found, body) => (typeof body === 'string' && body.length > found.length ? body : found),
    '',
  );
}

/** Where an entry of a batch goes, and what stands there before it. */
interface Place {
  readonly at: number;
  readonly number: number;
  readonly before: { readonly line: LogLine; readonly size: number } | undefined;
}
