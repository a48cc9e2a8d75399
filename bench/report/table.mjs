/**
 * @typedef {object} Table
 * @property {readonly string[]} columns
 * @property {readonly (readonly string[])[]} rows
 */

/** @param {Table} table @param {number} column */
function widthOf({ columns, rows }, column) {
  return Math.max(...[columns, ...rows].map((row) => (row[column] ?? '').length));
}

/** Text is aligned left, figures right: the first column is text. @param {string} cell @param {number} width @param {number} column */
const align = (cell, width, column) => (column === 0 ? cell.padEnd(width) : cell.padStart(width));

/**
 * Aligned columns for a terminal.
 *
 * @param {Table} table
 * @returns {string}
 */
export function renderPlain(table) {
  const widths = table.columns.map((_, column) => widthOf(table, column));
  const line = (/** @type {readonly string[]} */ row) =>
    widths
      .map((width, column) => align(row[column] ?? '', width, column))
      .join('  ')
      .trimEnd();
  return [line(table.columns), widths.map((width) => '─'.repeat(width)).join('  '), ...table.rows.map(line)].join('\n');
}

/**
 * The same table in Markdown.
 *
 * @param {Table} table
 * @returns {string}
 */
export function renderMarkdown(table) {
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = `|${table.columns.map((_, column) => (column === 0 ? '---' : '---:')).join('|')}|`;
  return [line(table.columns), rule, ...table.rows.map(line)].join('\n');
}
