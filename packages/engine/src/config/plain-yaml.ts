/** What becomes of a value that is a text; `isPlain` when it stands without quotes. */
export type TakeText = (text: string, isPlain: boolean) => unknown;

/**
 * The data of YAML that is written plainly: maps and lists by indentation, one line per scalar, inline ones within a
 * line. Undefined for all else (anchors, tags, multi-line scalars, unusual numbers, several documents, anything that may
 * be wrong), which is not a judgement: the full parser then says what it is. On a config of two thousand lines this
 * takes a tenth of the time, which is most of the time that a cold process takes to load it.
 */
export function readPlainYaml(text: string, takeText: TakeText): { readonly data: unknown } | undefined {
  if (UNUSUAL.test(text)) return undefined;
  try {
    return { data: new PlainYamlReader(text, takeText).read() };
  } catch (cause) {
    if (cause instanceof NotPlain) return undefined;
    throw cause;
  }
}

/** Thrown where the text is not written plainly. */
class NotPlain extends Error {}

function notPlain(): never {
  throw new NotPlain();
}

/** Tabs, control characters, odd line breaks, byte-order marks, lone surrogates; directives and document marks. */
const UNUSUAL =
  /[\0-\t\v-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|^(?:---|\.\.\.|%)/m;
const QUOTED = /"(?:[^"\\]|\\["\\/bnrt]|\\u[0-9a-fA-F]{4})*"|'(?:[^']|'')*'/y;
const PLAIN_KEY = /[A-Za-z_][\w./-]*(?: [\w./-]+)*/y;
/** A colon with white space or nothing behind it ends a key. */
const KEY_END = / *:(?= |$)/y;
const NO_KEY = /^(?:null|true|false|__proto__)$/i;
const NOTHING_MORE = / *(?:$|(?<=^| )#)/y;
const INDICATOR = /^(?:[?:,[\]{}#&*!|>'"%@`]|-(?: |$))/;
const DEEPEST = 100;

interface Line {
  readonly text: string;
  readonly indent: number;
}

class PlainYamlReader {
  readonly #lines: Line[] = [];
  readonly #takeText: TakeText;
  /** The line that is being read, and how deep in maps and lists. */
  #next = 0;
  #depth = 0;
  #text = '';

  constructor(text: string, takeText: TakeText) {
    this.#takeText = takeText;
    for (const line of text.split('\n')) {
      const indent = line.search(/[^ ]/);
      if (indent >= 0 && line[indent] !== '#') this.#lines.push({ text: line, indent });
    }
  }

  read(): unknown {
    const first = this.#lines[0] ?? notPlain();
    const data = this.#block(first.indent);
    return this.#next === this.#lines.length ? data : notPlain();
  }

  /** What begins at a column of the line and goes on in lines of that indentation. */
  #block(indent: number): unknown {
    if (++this.#depth > DEEPEST) notPlain();
    const line = this.#lines[this.#next]!.text;
    const data = isItem(line, indent) ? this.#list(indent) : this.#map(indent);
    this.#depth--;
    return data;
  }

  #list(indent: number): unknown[] {
    const items: unknown[] = [];
    let column = indent;
    for (;;) {
      const { text } = this.#lines[this.#next]!;
      column = afterSpaces(text, column + 1);
      if (endsAt(text, column)) items.push(this.#below(indent, false));
      else if (isItem(text, column) || keyAt(text, column) !== undefined) items.push(this.#block(column));
      else items.push(this.#inline(text, column, indent));
      const line = this.#lines[this.#next];
      if (line === undefined || line.indent < indent) return items;
      if (line.indent > indent) notPlain();
      if (!isItem(line.text, indent)) return items;
      column = indent;
    }
  }

  #map(indent: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    for (;;) {
      const { text } = this.#lines[this.#next]!;
      const key = keyAt(text, indent) ?? notPlain();
      const { name } = key;
      if (Object.hasOwn(map, name)) notPlain();
      const column = afterSpaces(text, key.end);
      map[name] = endsAt(text, column) ? this.#below(indent, true) : this.#inline(text, column, indent);
      const line = this.#lines[this.#next];
      if (line === undefined || line.indent < indent) return map;
      if (line.indent > indent || isItem(line.text, indent)) notPlain();
    }
  }

  /** The value in the lines below one that ends in a colon or a dash; a list may stand as far left as its key. */
  #below(indent: number, mayBeLevel: boolean): unknown {
    const line = this.#lines[++this.#next];
    if (line === undefined || line.indent < indent) return null;
    if (line.indent > indent) return this.#block(line.indent);
    return mayBeLevel && isItem(line.text, indent) ? this.#block(indent) : null;
  }

  /** The value within the rest of the line. Lines further in would belong to it. */
  #inline(text: string, column: number, indent: number): unknown {
    this.#text = text;
    const first = text[column]!;
    let value: unknown;
    if (first === '[' || first === '{') {
      const { data, end } = this.#flow(column);
      if (!endsAt(text, end)) notPlain();
      value = data;
    } else {
      const quoted = quotedAt(text, column);
      if (quoted === undefined) value = this.#plain(withoutComment(text.slice(column)));
      else if (endsAt(text, quoted.end)) value = this.#takeText(quoted.text, false);
      else notPlain();
    }
    const next = this.#lines[++this.#next];
    return next !== undefined && next.indent > indent ? notPlain() : value;
  }

  #plain(text: string): unknown {
    if (INDICATOR.test(text) || text.includes(': ') || text.endsWith(':')) notPlain();
    const value = coreValue(text);
    return typeof value === 'string' ? this.#takeText(value, true) : value;
  }

  /** The inline value at a column, and where it ends. */
  #flow(column: number): { readonly data: unknown; readonly end: number } {
    if (++this.#depth > DEEPEST) notPlain();
    const first = this.#text[column];
    const found =
      first === '[' ? this.#flowList(column) : first === '{' ? this.#flowMap(column) : this.#flowScalar(column);
    this.#depth--;
    return found;
  }

  #flowList(column: number): { readonly data: unknown[]; readonly end: number } {
    const text = this.#text;
    const data: unknown[] = [];
    let at = afterSpaces(text, column + 1);
    while (text[at] !== ']') {
      const item = this.#flow(at);
      data.push(item.data);
      at = this.#separator(item.end, ']');
    }
    return { data, end: at + 1 };
  }

  #flowMap(column: number): { readonly data: Record<string, unknown>; readonly end: number } {
    const text = this.#text;
    const data: Record<string, unknown> = {};
    let at = afterSpaces(text, column + 1);
    while (text[at] !== '}') {
      const key = keyAt(text, at) ?? notPlain();
      const { name } = key;
      if (Object.hasOwn(data, name)) notPlain();
      const value = this.#flow(afterSpaces(text, key.end));
      data[name] = value.data;
      at = this.#separator(value.end, '}');
    }
    return { data, end: at + 1 };
  }

  /** Where the next item stands, or the closing bracket. */
  #separator(end: number, closing: string): number {
    const at = afterSpaces(this.#text, end);
    if (this.#text[at] === closing) return at;
    return this.#text[at] === ',' ? afterSpaces(this.#text, at + 1) : notPlain();
  }

  #flowScalar(column: number): { readonly data: unknown; readonly end: number } {
    const quoted = quotedAt(this.#text, column);
    if (quoted !== undefined) return { data: this.#takeText(quoted.text, false), end: quoted.end };
    let end = column;
    while (end < this.#text.length && !',[]{}'.includes(this.#text[end]!)) end++;
    const text = this.#text.slice(column, end).trimEnd();
    // Before a bracket a colon ends a key, and a comment would hide what closes the value.
    if (text === '' || text.includes(' #')) notPlain();
    return { data: this.#plain(text), end };
  }
}

/** Whether an item of a list begins at a column. */
function isItem(text: string, column: number): boolean {
  return text[column] === '-' && (column + 1 === text.length || text[column + 1] === ' ');
}

function afterSpaces(text: string, column: number): number {
  let at = column;
  while (text[at] === ' ') at++;
  return at;
}

/** Whether nothing but a comment follows. */
function endsAt(text: string, column: number): boolean {
  NOTHING_MORE.lastIndex = column;
  return NOTHING_MORE.test(text);
}

function withoutComment(text: string): string {
  const comment = text.indexOf(' #');
  return (comment < 0 ? text : text.slice(0, comment)).trimEnd();
}

/** The quoted text at a column and where it ends; undefined where none begins. */
function quotedAt(line: string, column: number): { readonly text: string; readonly end: number } | undefined {
  const mark = line[column];
  if (mark !== '"' && mark !== "'") return undefined;
  QUOTED.lastIndex = column;
  const [whole] = QUOTED.exec(line) ?? notPlain();
  const end = column + whole.length;
  if (mark === "'") return { text: whole.slice(1, -1).replaceAll("''", "'"), end };
  return { text: whole.includes('\\') ? (JSON.parse(whole) as string) : whole.slice(1, -1), end };
}

/** The key at a column and where its value may begin; undefined where no plainly written one stands. */
function keyAt(line: string, column: number): { readonly name: string; readonly end: number } | undefined {
  const quoted = quotedAt(line, column);
  let name = quoted?.text;
  let end = quoted?.end ?? column;
  if (name === undefined) {
    PLAIN_KEY.lastIndex = column;
    name = PLAIN_KEY.exec(line)?.[0];
    if (name === undefined) return undefined;
    end += name.length;
  }
  KEY_END.lastIndex = end;
  const ending = KEY_END.exec(line);
  if (ending === null) return undefined;
  if (NO_KEY.test(name) || name.includes('${')) notPlain();
  return { name, end: end + ending[0].length };
}

const MAY_BE_NO_TEXT = /^[-+.\d~tTfFnN]/;
const USUAL_NUMBER = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,8})\.\d{1,6})$/;
/** Whatever else YAML's core schema takes for a number or a constant. */
const OTHER_VALUE =
  /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN|~|[Nn]ull|NULL|True|TRUE|False|FALSE)$/;

/** The value of a scalar without quotes. */
function coreValue(text: string): string | number | boolean | null {
  if (!MAY_BE_NO_TEXT.test(text)) return text;
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text === 'null') return null;
  if (USUAL_NUMBER.test(text)) return Number(text);
  return OTHER_VALUE.test(text) ? notPlain() : text;
}
