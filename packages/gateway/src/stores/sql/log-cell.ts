import type { LogLine } from '../log-line.ts';
import type { LogShape } from './log-shape.ts';

/** What some entries with the same facets come to; an empty facet stands for none. */
export class LogSum {
  /** Its row, once it has one. */
  number = 0;
  entries = 0;
  readonly day: number;
  readonly facets: readonly string[];
  readonly measures: number[];
  readonly tags = new Map<string, number>();

  constructor(day: number, facets: readonly string[], measures: number) {
    this.day = day;
    this.facets = facets;
    this.measures = new Array<number>(measures).fill(0);
  }
}

/** The same of one day, whatever their blocks. */
export class LogDay extends LogSum {
  addCell(cell: LogCell): void {
    this.entries += cell.entries;
    for (const [at, value] of cell.measures.entries()) this.measures[at]! += value;
    for (const [tag, count] of cell.tags) this.tags.set(tag, (this.tags.get(tag) ?? 0) + count);
  }
}

/** The same of one block and hour. */
export class LogCell extends LogSum {
  bytes = 0;
  newest = 0;
  readonly block: number;
  readonly hour: number;

  constructor(block: number, hour: number, day: number, { facets, measures }: LogLine) {
    super(
      day,
      facets.map((value) => value ?? ''),
      measures.length,
    );
    this.block = block;
    this.hour = hour;
  }

  add(line: LogLine, sign: 1 | -1, bytes: number): void {
    this.entries += sign;
    this.bytes += sign * bytes;
    if (sign > 0) this.newest = Math.max(this.newest, line.time);
    for (const [at, value] of line.measures.entries()) this.measures[at]! += sign * value;
    for (const tag of line.tags) this.tags.set(tag, (this.tags.get(tag) ?? 0) + sign);
  }
}

type CellShape = Pick<LogShape, 'blockEntries' | 'cellMs' | 'dayCells'>;

/** Gathers what entries come to, cell by cell. */
export class LogCells {
  readonly #shape: CellShape;
  readonly #cells = new Map<string, LogCell>();

  constructor(shape: CellShape) {
    this.#shape = shape;
  }

  /** Counts the entry of a number in, or out; gives its cell. */
  count(number: number, line: LogLine, sign: 1 | -1, bytes: number): LogCell {
    const block = Math.floor((number - 1) / this.#shape.blockEntries);
    const hour = Math.floor(line.time / this.#shape.cellMs);
    const key = cellKey(block, hour, line.facets);
    const cell = this.#cells.get(key) ?? new LogCell(block, hour, Math.floor(hour / this.#shape.dayCells), line);
    this.#cells.set(key, cell);
    cell.add(line, sign, bytes);
    return cell;
  }

  all(): readonly LogCell[] {
    return [...this.#cells.values()];
  }

  /** What all cells come to, day by day. */
  days(): readonly LogDay[] {
    const days = new Map<string, LogDay>();
    for (const cell of this.#cells.values()) {
      const key = JSON.stringify([cell.day, ...cell.facets]);
      const day = days.get(key) ?? new LogDay(cell.day, cell.facets, cell.measures.length);
      days.set(key, day);
      day.addCell(cell);
    }
    return [...days.values()];
  }

  find(block: number, hour: number, facets: readonly (string | null)[]): LogCell | undefined {
    return this.#cells.get(cellKey(block, hour, facets));
  }
}

function cellKey(block: number, hour: number, facets: readonly (string | null)[]): string {
  return JSON.stringify([block, hour, ...facets.map((value) => value || null)]);
}
