import { suggest } from '../config/nearest.ts';
import { type BlockShape, type BodyShape, isTopKeyword, topBlocks } from './shapes.ts';
import type {
  Block,
  Body,
  Expression,
  Field,
  Item,
  ModelUse,
  Name,
  Part,
  Statement,
  Surroundings,
  Value,
} from './syntax.ts';
import { type Comment, type ReportAt, shorten, type Token, tokenize } from './tokens.ts';

/** What a statement could not be read for; caught where reading goes on. */
class Unreadable extends Error {
  readonly code: string;
  readonly at: number;
  readonly hint: string | undefined;

  constructor(code: string, at: number, message: string, hint?: string) {
    super(message);
    this.code = code;
    this.at = at;
    this.hint = hint;
  }
}

const MAX_DEPTH = 200;

/**
 * A policy text as a tree. Problems are reported; a statement that cannot be read is left out and its block marked,
 * and reading goes on with the next one, so that one run finds them all.
 */
export function parsePolicy(text: string, report: ReportAt): Body {
  return new Parser(text, report).file();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #report: ReportAt;
  #position = 0;
  /** Comments that were passed and belong to nothing yet. */
  #pending: Comment[] = [];
  #nesting = 0;
  /** Offsets of what is no token. */
  readonly #damage: number[] = [];
  /** By token, how many brackets are open around it. */
  readonly #depths: readonly number[];
  /** A block was given up behind its names. */
  #hasGivenUp = false;

  constructor(text: string, report: ReportAt) {
    this.#report = report;
    this.#tokens = tokenize(text, (code, offset, ...rest) => {
      this.#damage.push(offset);
      report(code, offset, ...rest);
    });
    this.#depths = depthsOf(this.#tokens);
    this.#takeComments();
  }

  file(): Body {
    return this.#statements({ blocks: topBlocks }, undefined);
  }

  get #next(): Token {
    return this.#tokens[this.#position]!;
  }

  get #last(): Token | undefined {
    return this.#tokens[this.#position - 1];
  }

  #takeComments(): void {
    this.#pending.push(...this.#next.comments);
  }

  #advance(): Token {
    const token = this.#next;
    if (token.type !== 'end') {
      this.#position += 1;
      this.#takeComments();
    }
    return token;
  }

  #is(mark: string): boolean {
    return this.#next.type === 'punctuation' && this.#next.text === mark;
  }

  #isWord(word: string): boolean {
    return this.#next.type === 'word' && this.#next.text === word;
  }

  #take(mark: string): boolean {
    if (!this.#is(mark)) return false;
    this.#advance();
    return true;
  }

  #expect(mark: string, where: string, hint?: string): void {
    if (!this.#take(mark)) throw this.#unexpected(`"${mark}" ${where}`, hint);
  }

  #unexpected(expected: string, hint?: string): Unreadable {
    return new Unreadable('dsl.syntax', this.#next.at, `expected ${expected}, got ${shown(this.#next)}`, hint);
  }

  /** Comments before what comes now, and whether an empty line does. */
  #before(): Surroundings {
    const { linesBefore } = this.#next;
    const leading = this.#pending;
    this.#pending = [];
    const isAfterGap = linesBefore > 1;
    const isApart = leading.length > 0 ? leading[0]!.isApart : isAfterGap;
    return { leading, isApart, isDetached: leading.length > 0 && isAfterGap };
  }

  /** The comment behind what was just read, on its line. */
  #after(): Comment | undefined {
    return this.#pending[0]?.isTrailing === true ? this.#pending.shift() : undefined;
  }

  #rest(): readonly Comment[] {
    const rest = this.#pending;
    this.#pending = [];
    return rest;
  }

  #statements(shape: BodyShape, owner: Block | undefined): Body {
    const statements: Statement[] = [];
    const depth = owner === undefined ? 0 : this.#depths[this.#position - 1]! + 1;
    while (this.#next.type !== 'end' && !(owner !== undefined && (this.#is('}') || this.#leavesBlock()))) {
      const start = this.#position;
      const before = this.#before();
      this.#hasGivenUp = false;
      try {
        const statement = this.#statement(shape, before, owner);
        if (!this.#hasGivenUp) this.#take(',');
        statements.push({ ...statement, trailing: this.#after() });
      } catch (cause) {
        if (!(cause instanceof Unreadable)) throw cause;
        this.#tell(cause, this.#tokens[start - 1]?.end ?? 0);
        if (owner !== undefined) markBroken(owner);
        this.#hasGivenUp = true;
      }
      if (this.#hasGivenUp) this.#skipStatement(shape, depth, start);
    }
    this.#hasGivenUp = false;
    return { statements, rest: this.#rest() };
  }

  /** Told only once: what is no token was told already. */
  #tell({ code, at, message, hint }: Unreadable, from: number): void {
    if (!this.#isDamaged(from)) this.#report(code, at, message, hint);
  }

  #isDamaged(from: number): boolean {
    return this.#damage.some((offset) => offset >= from && offset <= this.#next.at);
  }

  /** A block that only the top has, at the margin: the brace before it is missing. */
  #leavesBlock(): boolean {
    const { type, text, isAtMargin } = this.#next;
    return type === 'word' && isAtMargin && isTopKeyword(text);
  }

  /** To the next line that begins a statement at this depth, or the end of the block. */
  #skipStatement(shape: BodyShape, depth: number, start: number): void {
    if (this.#position === start) this.#advance();
    while (this.#next.type !== 'end' && !this.#leavesBlock()) {
      const current = this.#depths[this.#position]!;
      if (current < depth && this.#is('}')) return;
      if (current === depth && this.#next.startsLine && this.#beginsStatement(shape, depth === 0)) return;
      this.#advance();
    }
  }

  #beginsStatement({ hasFields, hasCases, blocks = [] }: BodyShape, isTop: boolean): boolean {
    const { type, text } = this.#next;
    const following = this.#tokens[this.#position + 1]!;
    if (type === 'text') return hasCases === true;
    if (type !== 'word') return false;
    if (blocks.some(({ keyword }) => keyword.split(' ')[0] === text)) return true;
    if (isTop) return following.type !== 'punctuation' || following.text === '{';
    return hasFields === true && following.type === 'punctuation' && (following.text === ':' || following.text === '=');
  }

  #statement(shape: BodyShape, before: Surroundings, owner: Block | undefined): Statement {
    const { type, text } = this.#next;
    if (type === 'text' && shape.hasCases === true) return this.#case(before);
    const key = this.#tokens[this.#position + 1];
    const isField = key?.type === 'punctuation' && (key.text === ':' || key.text === '=');
    if (shape.hasFields === true && (type === 'text' || (type === 'word' && isField))) return this.#field(before);
    if (type !== 'word') throw this.#unexpected(expectedIn(shape), hintIn(shape));
    const word = text === 'ELSE' && key?.type === 'word' && key.text === 'IF' ? 'ELSE IF' : text;
    const blocks = shape.blocks ?? [];
    const block = blocks.find(({ keyword }) => keyword === word);
    if (block !== undefined) return this.#block(block, before, word);
    throw this.#unknown(word, isField, blocks, shape, owner);
  }

  #unknown(word: string, isField: boolean, blocks: readonly BlockShape[], shape: BodyShape, owner: Block | undefined) {
    const { at } = this.#next;
    const where = owner === undefined ? 'at the top of a file' : `in ${owner.keyword}`;
    if (!this.#next.startsLine && this.#last?.type === 'word')
      return new Unreadable(
        'dsl.syntax',
        at,
        `expected "{" or the end of the line, got "${word}"`,
        'names with spaces need quotes',
      );
    const joiner = /^(and|or|not)$/i.exec(word)?.[0];
    if (joiner !== undefined)
      return new Unreadable(
        'dsl.syntax',
        at,
        `"${word}" does not join conditions here`,
        `write ${joiner.toUpperCase()}, inside WHEN`,
      );
    if (isField) return new Unreadable('dsl.unknown_field', at, `no field "${word}" ${where}`, hintIn(shape));
    if (shape.hasFields === true && word !== word.toUpperCase())
      return new Unreadable('dsl.syntax', at, `expected ":" after "${word}"`, `fields are written ${word}: value`);
    const keywords = blocks.map(({ keyword }) => keyword);
    const hint = keywords.length === 0 ? hintIn(shape) : suggest(word, keywords, 'block');
    return new Unreadable('dsl.unknown_block', at, `no block "${word}" ${where}`, hint);
  }

  #case(before: Surroundings): Statement {
    const query = this.#name('query');
    this.#expect('->', 'after the query', 'cases are written "query" -> route');
    return { type: 'case', query, route: this.#name('route'), ...before };
  }

  #block(shape: BlockShape, before: Surroundings, keyword: string): Block {
    const { at } = this.#next;
    this.#advance();
    if (keyword === 'ELSE IF') this.#advance();
    const names = this.#names(shape);
    const block: Block = {
      type: 'block',
      keyword,
      at,
      names,
      options: [],
      models: [],
      isBroken: false,
      ...before,
    };
    try {
      Object.assign(block, this.#parts(shape, block));
    } catch (cause) {
      // What is inside another block is given up with it.
      if (!(cause instanceof Unreadable) || names.length === 0 || shape.body === undefined) throw cause;
      this.#tell(cause, at);
      markBroken(block);
      this.#hasGivenUp = true;
    }
    const { end } = this.#last!;
    Object.assign(block, { end });
    if (this.#damage.some((offset) => offset >= at && offset < end)) markBroken(block);
    return block;
  }

  /** What stands behind the names. */
  #parts(shape: BlockShape, block: Block): Partial<Block> {
    const { keyword, names } = block;
    const parts = {
      options: shape.hasOptions === true && this.#is('(') ? this.#options() : [],
      value: shape.value === undefined ? undefined : this.#valueOf(shape.value, keyword),
      condition: shape.hasCondition === true ? this.#condition(keyword) : undefined,
      models: shape.hasModels === true ? this.#models(shape.takesVariables === true) : [],
      source: shape.hasSource === true ? this.#source(keyword) : undefined,
    };
    if (shape.body === undefined || (shape.body.isOptional === true && !this.#is('{'))) return parts;
    this.#expect('{', `to begin the body of ${keyword}`, example(shape));
    const body = this.#statements(shape.body, block);
    if (!this.#take('}')) {
      markBroken(block);
      const named = [keyword, ...names.map(({ text }) => text)].join(' ');
      if (!this.#isDamaged(block.at))
        this.#report('dsl.unclosed_block', block.at, `${named} is not closed`, 'add } at its end');
    }
    return { ...parts, body };
  }

  #names({ keyword, names = [], isNameOptional = false, ...shape }: BlockShape): Name[] {
    const found: Name[] = [];
    for (const [index, what] of names.entries()) {
      const isLast = index === names.length - 1;
      if (isLast && isNameOptional && this.#is('{')) break;
      const isName = this.#next.type === 'word' || this.#next.type === 'text';
      if (!isName || this.#next.startsLine) {
        const expected = names.length === 1 ? 'a name' : `the ${what}`;
        throw this.#unexpected(
          `${expected} after ${found.at(-1)?.text ?? keyword}`,
          example({ keyword, names, ...shape }),
        );
      }
      found.push(this.#name(what));
    }
    return found;
  }

  #name(what: string): Name {
    const { type, text, at } = this.#next;
    if (type !== 'word' && type !== 'text')
      throw this.#unexpected(`the name of the ${what}`, 'names with spaces need quotes');
    if (text === '') throw new Unreadable('dsl.syntax', at, `the name of the ${what} is empty`, 'give it a name');
    this.#advance();
    return { text, at };
  }

  #options(): Field[] {
    this.#expect('(', 'before the options');
    const fields: Field[] = [];
    while (!this.#is(')')) {
      fields.push(this.#field(this.#before()));
      if (!this.#take(',')) break;
    }
    this.#expect(')', 'after the options', 'options are written (name = value, name = value)');
    return fields;
  }

  #valueOf(type: 'number' | 'text', keyword: string): Value {
    if (this.#next.startsLine) throw this.#unexpected(`a ${type} after ${keyword}`, `${keyword} ${EXAMPLES[type]}`);
    const value = this.#value();
    const isFitting =
      type === 'text' ? value.type === 'text' : value.type === 'plain' && typeof value.value === 'number';
    if (!isFitting && value.type !== 'reference')
      throw new Unreadable('dsl.wrong_type', value.at, `${keyword} takes a ${type}`, `${keyword} ${EXAMPLES[type]}`);
    return value;
  }

  /** `IN [a, list]` or `IN a.word`. */
  #source(keyword: string): Value {
    const hint = `${keyword} model IN ["small", "large"] { MODEL model }`;
    if (!this.#isWord('IN')) throw this.#unexpected(`IN after ${keyword} and its variable`, hint);
    this.#advance();
    const { type, text, at } = this.#next;
    if (type === 'word') {
      this.#advance();
      return { type: 'text', text, at };
    }
    if (!this.#is('[')) throw this.#unexpected('a list of models after IN', hint);
    const list = this.#nested(() => this.#list());
    const wrong = list.type === 'list' ? list.items.find(({ value }) => value.type !== 'text') : undefined;
    if (wrong !== undefined)
      throw new Unreadable('dsl.wrong_type', wrong.value.at, `${keyword} goes over names of models`, hint);
    return list;
  }

  #models(takesVariables: boolean): ModelUse[] {
    const isModel = () => this.#next.type === 'text' || (takesVariables && this.#next.type === 'word');
    const models: ModelUse[] = [];
    do {
      const before = this.#before();
      if (!isModel() || (this.#next.type === 'word' && this.#next.startsLine))
        throw this.#unexpected(
          takesVariables ? 'the variable of the loop after MODEL' : 'a model in quotes after MODEL',
          takesVariables
            ? 'MODEL variable (reasoning = true)'
            : 'MODEL "name" (reasoning = true, effort = "high"), "another"',
        );
      const isVariable = this.#next.type === 'word';
      const name = this.#name('model');
      const options = this.#is('(') ? this.#options() : [];
      const isLast = !this.#is(',');
      if (!isLast) this.#advance();
      const trailing = isLast ? undefined : this.#after();
      models.push({ name, options, ...(isVariable ? { isVariable } : {}), ...before, trailing });
      if (isLast) break;
    } while (isModel());
    return models;
  }

  #field(before: Surroundings): Field {
    const { type, text, at } = this.#next;
    if (type !== 'word' && type !== 'text') throw this.#unexpected('a field', 'fields are written name: value');
    this.#advance();
    if (!this.#take(':') && !this.#take('='))
      throw this.#unexpected(`":" after "${text}"`, `fields are written ${text}: value`);
    const value = this.#value();
    return { type: 'field', key: { text, at }, value, end: this.#last!.end, ...before };
  }

  #value(): Value {
    const { type, text, at } = this.#next;
    switch (type) {
      case 'text':
      case 'reference':
        this.#advance();
        return { type, text, at };
      case 'number':
        this.#advance();
        return { type: 'plain', value: Number(text), at };
      case 'word': {
        const plain = PLAIN.get(text);
        if (plain === undefined)
          throw new Unreadable(
            'dsl.unquoted_text',
            at,
            `expected a value, got the word ${shorten(text)}`,
            `a text needs quotes: "${text}"`,
          );
        this.#advance();
        return { type: 'plain', value: plain.value, at };
      }
      default:
        if (this.#is('[')) return this.#nested(() => this.#list());
        if (this.#is('{')) return this.#nested(() => this.#object());
        throw this.#unexpected('a value', 'a "text", a number, true, false, null, [a, list] or { key: value }');
    }
  }

  #nested<T>(read: () => T): T {
    if (this.#nesting >= MAX_DEPTH)
      throw new Unreadable(
        'dsl.too_deep',
        this.#next.at,
        `more than ${MAX_DEPTH} levels deep`,
        'name parts of it, or write it flatter',
      );
    this.#nesting += 1;
    try {
      return read();
    } finally {
      this.#nesting -= 1;
    }
  }

  #list(): Value {
    const { at } = this.#advance();
    const items: Item[] = [];
    while (!this.#is(']')) {
      if (items.length > 0 && this.#last?.text !== ',')
        throw this.#unexpected('"," or "]" in the list', 'entries are separated by commas');
      const before = this.#before();
      const value = this.#value();
      this.#take(',');
      items.push({ value, ...before, trailing: this.#after() });
    }
    const rest = this.#rest();
    this.#advance();
    return { type: 'list', items, at, rest };
  }

  #object(): Value {
    const { at } = this.#advance();
    const fields: Field[] = [];
    while (!this.#is('}')) {
      if (this.#next.type !== 'word' && this.#next.type !== 'text')
        throw this.#unexpected('a field or "}"', 'fields are written name: value');
      const field = this.#field(this.#before());
      this.#take(',');
      fields.push({ ...field, trailing: this.#after() });
    }
    const rest = this.#rest();
    this.#advance();
    return { type: 'object', fields, at, rest };
  }

  #condition(keyword: string): Part {
    const part = this.#joined('OR', () => this.#joined('AND', () => this.#factor(keyword)));
    const word = this.#next.type === 'word' && !this.#next.startsLine ? this.#next.text : '';
    if (/^(and|or|not)$/i.test(word))
      throw new Unreadable(
        'dsl.syntax',
        this.#next.at,
        `"${word}" does not join conditions here`,
        `write ${word.toUpperCase()} between two conditions`,
      );
    return part;
  }

  /** `a AND b AND c`; one part alone is itself. */
  #joined(operator: 'AND' | 'OR', read: () => Part): Part {
    const { at } = this.#next;
    const parts = [read()];
    while (this.#isWord(operator)) {
      this.#advance();
      const last = parts.at(-1)!;
      parts[parts.length - 1] = { ...last, trailing: last.trailing ?? this.#after() };
      parts.push(read());
    }
    if (parts.length === 1) return parts[0]!;
    // Comments before the first part stand before the whole as well; they are kept there once.
    return { expression: { type: 'group', operator, parts, at }, leading: [], isApart: false, isDetached: false };
  }

  #factor(keyword: string): Part {
    const before = this.#before();
    const expression = this.#nested(() => this.#expression(keyword));
    return { expression, ...before, trailing: this.#isAtJoint() ? this.#after() : undefined };
  }

  /** More of the condition follows: the comment behind this part is its own. */
  #isAtJoint(): boolean {
    return this.#isWord('AND') || this.#isWord('OR') || this.#is(')') || this.#is(',');
  }

  #expression(keyword: string): Expression {
    const { type, text, at } = this.#next;
    if (this.#isWord('NOT')) {
      this.#advance();
      return { type: 'group', operator: 'NOT', parts: [this.#factor(keyword)], at };
    }
    if (this.#take('(')) {
      const inner = this.#condition(keyword);
      this.#expect(')', 'to close the parenthesis', 'each ( needs its )');
      // A parenthesis around one condition goes; comments in it go to what comes next.
      this.#pending.unshift(...inner.leading, ...(inner.trailing === undefined ? [] : [inner.trailing]));
      return inner.expression;
    }
    if (this.#isWord('AND') || this.#isWord('OR')) return this.#prefixed(text as 'AND' | 'OR', keyword);
    const isClause = this.#next.startsLine && this.#tokens[this.#position + 1]?.text !== '(';
    if (type !== 'word' || isClause)
      throw this.#unexpected(
        `a condition after ${keyword}`,
        'conditions are written kind("name"), joined with AND, OR, NOT',
      );
    this.#advance();
    this.#expect('(', `after ${text}`, `conditions are written ${text}("name")`);
    if (this.#next.type !== 'text' && this.#next.type !== 'word')
      throw this.#unexpected(`the name of a ${text} rule`, `${text}("name")`);
    const name = this.#name(`${text} rule`);
    const fields: Field[] = [];
    while (this.#take(',')) {
      if (this.#is(')')) break;
      // A condition is one line; comments in it go to what comes next.
      fields.push(this.#field({ leading: [], isApart: false, isDetached: false }));
    }
    this.#expect(')', `after ${text}("${shorten(name.text)}"`, 'close the parenthesis');
    return { type: 'leaf', kind: { text, at }, name, fields, at };
  }

  /** `AND(a, b)`: needed where there is one part, or none. */
  #prefixed(operator: 'AND' | 'OR', keyword: string): Expression {
    const { at } = this.#advance();
    this.#expect('(', `after ${operator}`, `a condition stands on both sides of ${operator}`);
    const parts: Part[] = [];
    while (!this.#is(')')) {
      const part = this.#condition(keyword);
      const isMore = this.#take(',');
      parts.push({ ...part, trailing: part.trailing ?? this.#after() });
      if (!isMore) break;
    }
    this.#expect(')', `to close ${operator}(`, 'conditions in it are separated by commas');
    return { type: 'group', operator, parts, at };
  }
}

const PLAIN: ReadonlyMap<string, { readonly value: boolean | null }> = new Map([
  ['true', { value: true }],
  ['false', { value: false }],
  ['null', { value: null }],
]);

const EXAMPLES = { number: '10', text: '"what it is for"' } as const;

function markBroken(block: Block): void {
  (block as { isBroken: boolean }).isBroken = true;
}

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['}', '{'],
  [')', '('],
  [']', '['],
]);

/** How many brackets are open around each token; a closing one closes what was left open inside it as well. */
function depthsOf(tokens: readonly Token[]): readonly number[] {
  const open: string[] = [];
  return tokens.map(({ type, text, isAtMargin }) => {
    if (type === 'word' && isAtMargin && isTopKeyword(text)) open.length = 0;
    if (type !== 'punctuation') return open.length;
    const opener = CLOSERS.get(text);
    const from = opener === undefined ? -1 : open.lastIndexOf(opener);
    if (from >= 0) open.length = from;
    if (!'{[('.includes(text)) return open.length;
    open.push(text);
    return open.length - 1;
  });
}

function shown(token: Token): string {
  if (token.type === 'end') return 'the end of the file';
  return token.type === 'text' ? `the text "${shorten(token.text)}"` : `"${shorten(token.text)}"`;
}

function expectedIn(shape: BodyShape): string {
  if (shape.hasCases === true) return 'a case';
  return shape.hasFields === true ? 'a field' : 'a block';
}

function hintIn({ hasFields, hasCases, blocks = [] }: BodyShape): string {
  if (hasCases === true) return 'cases are written "query" -> route';
  const words = blocks.map(({ keyword }) => keyword).join(', ');
  if (hasFields !== true) return `one of ${words}`;
  return words === '' ? 'fields are written name: value' : `fields are written name: value; blocks here: ${words}`;
}

/** `SIGNAL kind rule { … }` */
function example({ keyword, names = [], hasCondition, body }: BlockShape): string {
  const parts = [keyword, ...(names.length === 1 ? ['name'] : names)];
  if (hasCondition === true) parts.push('kind("name")');
  if (body !== undefined) parts.push('{ … }');
  return parts.join(' ');
}
