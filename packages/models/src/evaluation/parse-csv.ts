import type { FileRecord } from './file-record.ts';

/** Records of a CSV text with a heading; cells may be quoted, hold line breaks, and quotes doubled. */
export function* parseCsv(text: string): Generator<FileRecord> {
  let heading: readonly string[] | undefined;
  for (const { line, cells, isOpen } of readCells(text)) {
    if (isOpen) {
      yield { line, problem: 'a quoted cell begins here and does not end' };
      return;
    }
    if (heading === undefined) heading = cells.map((cell) => cell.trim());
    else if (cells.length === heading.length) {
      yield { line, fields: Object.fromEntries(heading.map((name, i) => [name, cells[i]!])) };
    } else yield { line, problem: `it has ${cells.length} cells, and the heading ${heading.length}` };
  }
}

interface CsvLine {
  readonly line: number;
  readonly cells: readonly string[];
  /** Whether the text ended within a quoted cell. */
  readonly isOpen: boolean;
}

function* readCells(text: string): Generator<CsvLine> {
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const firstLine = line;
    const cells: string[] = [];
    let isOpen = false;
    for (let isLast = false; !isLast; ) {
      let cell = '';
      if (text[at] === '"') {
        at++;
        isOpen = true;
        while (at < text.length) {
          const end = text.indexOf('"', at);
          const part = text.slice(at, end < 0 ? text.length : end);
          line += part.split('\n').length - 1;
          cell += part;
          at = end < 0 ? text.length : end + 1;
          if (end < 0) break;
          if (text[at] !== '"') {
            isOpen = false;
            break;
          }
          cell += '"';
          at++;
        }
      }
      const from = at;
      while (at < text.length && text[at] !== ',' && text[at] !== '\r' && text[at] !== '\n') at++;
      cell += text.slice(from, at);
      isLast = text[at] !== ',';
      cells.push(cell);
      if (!isLast) at++;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    line++;
    if (cells.length > 1 || cells[0] !== '' || isOpen) yield { line: firstLine, cells, isOpen };
  }
}
