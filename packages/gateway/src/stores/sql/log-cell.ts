import type { LogLine } from '../log-line.ts';
import type { LogShape } from './log-shape.ts';

/** What some entries of one block and hour with the same facets come to; an empty facet stands for none. */
export class LogCell {
  /** Its row, once it has one. */
  number = 0;
  entries = 0;
  bytes = 0;
  newest = 0;
  readonly block: number;
  readonly hour: number;
  readonly facets: readonly string[];
  readonly measures: number[];
  readonly tags = new Map<string, number>();

  constructor(block: number, hour: number, { facets, measures }: LogLine) {
    this.block = block;
    this.hour = hour;
    this.facets = facets.map((value) => value ?? '');
    this.measures = measures.map(() => 0);
  }

  add(line: LogLine, sign: 1 | -1, bytes: number): void {
    this.entries += sign;
    this.bytes += sign * bytes;
    if (sign > 0) this.newest = Math.max(this.newest, line.time);
    for (const [at, value] of line.measures.entries()) this.measures[at]! += sign * value;
    for (const tag of line.tags) this.tags.set(tag, (this.tags.get(tag) ?? 0) + sign);
  }
}

/** Gathers what entries come to, cell by cell. */
export class LogCells {
  readonly #shape: Pick<LogShape, 'blockEntries' | 'cellMs'>;
  readonly #cells = new Map<string, LogCell>();

  constructor(shape: Pick<LogShape, 'blockEntries' | 'cellMs'>) {
    this.#shape = shape;
  }

  /** Counts the entry of a number in, or out; gives its cell. */
  count(number: number, line: LogLine, sign: 1 | -1, bytes: number): LogCell {
    const block = Math.floor((number - 1) / this.#shape.blockEntries);
    const hour = Math.floor(line.time / this.#shape.cellMs);
    const key = cellKey(block, hour, line.facets);
    const cell = this.#cells.get(key) ?? new LogCell(block, hour, line);
    this.#cells.set(key, cell);
    cell.add(line, sign, bytes);
    return cell;
  }

  all(): readonly LogCell[] {
    return [...this.#cells.values()];
  }

  find(block: number, hour: number, facets: readonly (string | null)[]): LogCell | undefined {
    return this.#cells.get(cellKey(block, hour, facets));
  }
}

function cellKey(block: number, hour: number, facets: readonly (string | null)[]): string {
  return JSON.stringify([block, hour, ...facets.map((value) => value || null)]);
}
