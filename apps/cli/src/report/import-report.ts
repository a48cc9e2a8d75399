import type { ImportResult, ImportRow } from '@signalbox/engine';
import { renderTable } from './table.ts';

const MOST_LINES = 3;

/** What became of each field, as a table; fields that are kept are counted, and with `all` listed. */
export function importReport({ rows, layout, loads }: ImportResult, options: { file: string; all: boolean }): string {
  if (layout === undefined) return '';
  const count = (status: ImportRow['status']) => rows.filter((row) => row.status === status).length;
  const statuses = ['not_supported', 'translated', ...(options.all ? ['kept'] : [])];
  const shown = statuses.flatMap((status) => grouped(rows.filter((row) => row.status === status)));
  const table = shown.length === 0 ? '' : `${renderTable(['line', 'field', 'became', 'why'], shown)}\n`;
  const totals = `${count('kept')} kept, ${count('translated')} translated, ${count('not_supported')} not supported`;
  const loading = loads ? 'it loads' : 'it does not load yet: see the errors';
  return `${table}${options.file} (layout ${layout}): ${totals}; ${loading}\n`;
}

/** One line for all fields of a pattern (`routing.decisions[].name`) that became the same for the same reason. */
function grouped(rows: readonly ImportRow[]): readonly (readonly string[])[] {
  const groups = new Map<string, { readonly rows: ImportRow[]; readonly cells: readonly string[] }>();
  for (const row of rows) {
    const cells = cellsOf(row);
    const key = cells.join('\0');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { rows: [row], cells });
    else known.rows.push(row);
  }
  return [...groups.values()].map(({ rows: same, cells }) => [linesOf(same), ...cells]);
}

function cellsOf({ status, path, to, reason = '', severity, hint }: ImportRow): readonly string[] {
  const pattern = (text: string) => text.replaceAll(/\[\d+\]/g, '[]');
  const field = to === undefined ? pattern(path) : `${pattern(path)} → ${pattern(to)}`;
  const became = status === 'not_supported' ? `not supported (${severity})` : status;
  return [field, became, hint === undefined ? reason : `${reason}; ${hint}`];
}

/** `3, 8, 9 … (14)`: the first lines, and how many fields there are. */
function linesOf(rows: readonly ImportRow[]): string {
  const lines = rows.map(({ line }) => line);
  return lines.length <= MOST_LINES ? lines.join(', ') : `${lines.slice(0, MOST_LINES).join(', ')} … (${lines.length})`;
}
