import type { Diagnostic } from '../config/diagnostic.ts';

/** One piece of a policy text; offsets count UTF-16 units. */
export interface Token {
  readonly type: 'word' | 'text' | 'number' | 'reference' | 'punctuation' | 'end';
  /** As written; of a text its content. */
  readonly text: string;
  readonly at: number;
  readonly end: number;
  /** First token of its line. */
  readonly startsLine: boolean;
  /** First character of its line: a block at the top starts here. */
  readonly isAtMargin: boolean;
  /** Line breaks since the token or comment before. */
  readonly linesBefore: number;
  /** Comments between the token before and this one. */
  readonly comments: readonly Comment[];
}

export interface Comment {
  /** With its `#`, without spaces at the end. */
  readonly text: string;
  /** Stands behind something on its line. */
  readonly isTrailing: boolean;
  /** An empty line stands before it. */
  readonly isApart: boolean;
}

/** Where problems of a text go; the offset becomes line and column. */
export type ReportAt = (code: string, offset: number, message: string, hint?: string) => void;

const SPACE = /[^\S\n]+/y;
const COMMENT = /#[^\n]*/y;
const WORD = /[A-Za-z_](?:[\w./]|-(?!>))*/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const REFERENCE = /\$\{[^}\n]*\}/y;
const PUNCTUATION = /->|[{}()[\]:,]|=(?!>)/y;
const QUOTED = /"(?:[^"\\\n]|\\[^\n])*"|'[^'\n]*'/y;

/** Splits a text; what is no token is reported and left out. The last token is always `end`. */
export function tokenize(text: string, report: ReportAt): readonly Token[] {
  const tokens: Token[] = [];
  let comments: Comment[] = [];
  let linesBefore = 0;
  let startsLine = true;
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const push = (type: Token['type'], content: string, length: number) => {
    const isAtMargin = at === 0 || text[at - 1] === '\n';
    tokens.push({ type, text: content, at, end: at + length, startsLine, isAtMargin, linesBefore, comments });
    comments = [];
    linesBefore = 0;
    startsLine = false;
    at += length;
  };
  while (at < text.length) {
    if (text[at] === '\n') {
      linesBefore += 1;
      startsLine = true;
      at += 1;
      continue;
    }
    const space = match(SPACE);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const comment = match(COMMENT);
    if (comment !== undefined) {
      const isTrailing = !startsLine && tokens.length > 0 && comments.length === 0;
      comments.push({ text: comment.trimEnd(), isTrailing, isApart: linesBefore > 1 });
      linesBefore = 0;
      at += comment.length;
      continue;
    }
    const word = match(WORD);
    if (word !== undefined) {
      push('word', word, word.length);
      continue;
    }
    const number = match(NUMBER);
    if (number !== undefined) {
      const joined = /^[A-Za-z_%.][\w%.]*/.exec(text.slice(at + number.length, at + number.length + 20))?.[0];
      if (joined !== undefined) {
        report(
          'dsl.not_a_number',
          at,
          `"${number}${joined}" is not a number`,
          `a text needs quotes: "${number}${joined}"`,
        );
      }
      push('number', number, number.length + (joined?.length ?? 0));
      continue;
    }
    const reference = match(REFERENCE);
    if (reference !== undefined) {
      push('reference', reference, reference.length);
      continue;
    }
    const mark = match(PUNCTUATION);
    if (mark !== undefined) {
      push('punctuation', mark, mark.length);
      continue;
    }
    const quoted = match(QUOTED);
    if (quoted !== undefined) {
      push('text', unquote(quoted, at, report), quoted.length);
      continue;
    }
    if (text[at] === '"' || text[at] === "'") {
      const rest = text.slice(at).split('\n', 1)[0]!;
      report(
        'dsl.unclosed_text',
        at,
        `the text that begins here is not closed: ${shorten(rest)}`,
        `add ${text[at]} at its end; a line break is written \\n`,
      );
      push('text', rest.slice(1), rest.length);
      continue;
    }
    const mistaken = MISTAKEN.find(({ pattern }) => match(pattern) !== undefined);
    const found = match(mistaken?.pattern ?? UNEXPECTED)!;
    report(
      'dsl.syntax',
      at,
      `unexpected ${shorten(found)}`,
      mistaken?.hint ?? 'take it out, or put the text it belongs to in quotes',
    );
    if (mistaken?.meant === undefined) at += found.length;
    else push(mistaken.meant.type, mistaken.meant.text ?? found.slice(1, -1), found.length);
  }
  push('end', '', 0);
  return tokens;
}

function unquote(quoted: string, at: number, report: ReportAt): string {
  if (quoted.startsWith("'")) return quoted.slice(1, -1);
  if (!quoted.includes('\\') && !/[\u0000-\u001f]/.test(quoted)) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted.replaceAll('\t', '\\t')) as string;
  } catch {
    const wrong = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})(.)/.exec(quoted);
    const found = wrong === null ? 'an escape' : `\\${wrong[1]}`;
    report(
      'dsl.unknown_escape',
      at + (wrong?.index ?? 0),
      `unknown escape ${found} in a text`,
      'write \\\\ for a backslash, or put the text in single quotes, where nothing is escaped',
    );
    return quoted.slice(1, -1);
  }
}

interface Mistaken {
  readonly pattern: RegExp;
  readonly hint: string;
  /** Read as this, so that what follows is no echo; undefined to read past it. */
  readonly meant?: { readonly type: Token['type']; readonly text?: string };
}

/** What other languages write, and what is written here. */
const MISTAKEN: readonly Mistaken[] = [
  { pattern: /\/\/[^\n]*/y, hint: 'comments begin with #' },
  { pattern: /[“”„][^“”\n]*[“”]/y, hint: 'texts stand in "double" or \'single\' quotes', meant: { type: 'text' } },
  { pattern: /`[^`\n]*`/y, hint: 'texts stand in "double" or \'single\' quotes', meant: { type: 'text' } },
  { pattern: /&&?/y, hint: 'conditions are joined with AND', meant: { type: 'word', text: 'AND' } },
  { pattern: /\|\|?/y, hint: 'conditions are joined with OR', meant: { type: 'word', text: 'OR' } },
  { pattern: /!/y, hint: 'write NOT', meant: { type: 'word', text: 'NOT' } },
  { pattern: /=>/y, hint: 'write ->', meant: { type: 'punctuation', text: '->' } },
  { pattern: />=?|<=?/y, hint: 'bounds are written inside the parentheses: embedding("name", gte = 0.5)' },
  { pattern: /;/y, hint: 'fields are separated by line breaks or commas' },
  { pattern: /\.\d+/y, hint: 'begin the number with 0', meant: { type: 'number', text: '0' } },
];
const UNEXPECTED = /[^\s\w"'{}()[\]:,=#]+|./uy;

export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** Line and column, 1-based, of offsets into a text. */
export function placeFinder(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
}

/** Collects what is reported by offset. */
export function reportInto(diagnostics: Diagnostic[], text: string, file: string | undefined): ReportAt {
  const place = placeFinder(text);
  return (code, offset, message, hint) => {
    diagnostics.push({ severity: 'error', code, message, hint, path: [], file, ...place(offset) });
  };
}
