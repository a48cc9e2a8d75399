import { type BlockShape, type BodyShape, isTopKeyword, topBlocks } from '../shapes.ts';
import { type Token, tokenize } from '../tokens.ts';
import type { ConfigSchema, SchemaNode } from './config-schema.ts';

/** What a policy text expects at some place. */
export type Expected =
  | { readonly type: 'statement'; readonly shape: BodyShape; readonly schema: SchemaNode | undefined }
  /** The name of something, e.g. `kind` behind SIGNAL. */
  | { readonly type: 'name'; readonly keyword: string; readonly what: string }
  | { readonly type: 'field'; readonly schema: SchemaNode | undefined }
  | { readonly type: 'value'; readonly schema: SchemaNode | undefined }
  | { readonly type: 'condition' }
  | { readonly type: 'rule'; readonly kind: string }
  /** What joins conditions, or the next statement. */
  | { readonly type: 'joint'; readonly shape: BodyShape; readonly schema: SchemaNode | undefined }
  | { readonly type: 'model'; readonly variable: string | undefined }
  | { readonly type: 'source' }
  | { readonly type: 'in' }
  | { readonly type: 'arrow' }
  | { readonly type: 'route' }
  | { readonly type: 'nothing' };

export interface PlaceInPolicy {
  readonly expected: Expected;
  /** Where the piece begins that is being written. */
  readonly from: number;
  /** The piece as far as it is written; a text begins with its quote. */
  readonly prefix: string;
}

/** Thrown where the text ends: what could stand there. */
class Here {
  readonly expected: Expected;

  constructor(expected: Expected) {
    this.expected = expected;
  }
}

/** What may stand at an offset: the text before it is read as far as it goes, mistakes in it are passed over. */
export function placeInPolicy(text: string, offset: number, schema: ConfigSchema): PlaceInPolicy {
  const before = text.slice(0, offset);
  if (/#[^\n]*$/.test(before) && isInComment(before))
    return { expected: { type: 'nothing' }, from: offset, prefix: '' };
  const tokens = tokenize(before, () => {}).slice(0, -1);
  const last = tokens.at(-1);
  const isBeingWritten = last !== undefined && last.end === offset && isOpen(last, before);
  const whole = isBeingWritten ? tokens.slice(0, -1) : tokens;
  // A block of the top at the margin: whatever was left open before it is a mistake.
  const start = whole.findLastIndex(
    ({ type, text: word, isAtMargin }) => type === 'word' && isAtMargin && isTopKeyword(word),
  );
  const read = whole.slice(Math.max(0, start));
  const from = isBeingWritten ? last.at : offset;
  const prefix = before.slice(from);
  try {
    new Walk(read, schema).file();
  } catch (here) {
    if (here instanceof Here) return { expected: here.expected, from, prefix };
    throw here;
  }
  return { expected: { type: 'nothing' }, from, prefix };
}

function isOpen({ type, at, end }: Token, text: string): boolean {
  if (type === 'word' || type === 'number') return true;
  return type === 'text' && (end - at < 2 || text[at] !== text[end - 1]);
}

/** Whether the last `#` of the last line begins a comment rather than standing in a text. */
function isInComment(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const tokens = tokenize(line, () => {});
  const covered = tokens.filter(({ type }) => type === 'text').some(({ end }) => end === line.length);
  return !covered && line.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '').includes('#');
}

/** Deeper than anybody writes. */
const MOST_NESTED = 200;

class Walk {
  readonly #tokens: readonly Token[];
  readonly #schema: ConfigSchema;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], schema: ConfigSchema) {
    this.#tokens = tokens;
    this.#schema = schema;
  }

  file(): void {
    this.#body({ blocks: topBlocks }, undefined, undefined);
  }

  get #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** The next token; where there is none, that is the place. */
  #need(expected: Expected): Token {
    const token = this.#next;
    if (token === undefined) throw new Here(expected);
    return token;
  }

  #is(mark: string): boolean {
    return this.#next?.type === 'punctuation' && this.#next.text === mark;
  }

  #isWord(...words: readonly string[]): boolean {
    return this.#next?.type === 'word' && words.includes(this.#next.text);
  }

  #take(mark: string): boolean {
    if (!this.#is(mark)) return false;
    this.#at += 1;
    return true;
  }

  #nested(read: () => void): void {
    if (this.#depth > MOST_NESTED) throw new Here({ type: 'nothing' });
    this.#depth += 1;
    read();
    this.#depth -= 1;
  }

  /** `key:` or `key =` stands here. */
  #isKey(): boolean {
    const following = this.#tokens[this.#at + 1];
    const isName = this.#next?.type === 'word' || this.#next?.type === 'text';
    return isName && following?.type === 'punctuation' && (following.text === ':' || following.text === '=');
  }

  #body(shape: BodyShape, schema: SchemaNode | undefined, variable: string | undefined): void {
    for (;;) {
      const { type, text } = this.#need({ type: 'statement', shape, schema });
      if (this.#take('}')) return;
      if (shape.hasCases === true && type === 'text') {
        this.#at += 1;
        this.#need({ type: 'arrow' });
        this.#take('->');
        this.#need({ type: 'route' });
        this.#at += 1;
        continue;
      }
      if (shape.hasFields === true && this.#isKey()) {
        this.#field(schema);
        continue;
      }
      const following = this.#tokens[this.#at + 1];
      const keyword = text === 'ELSE' && following?.text === 'IF' ? 'ELSE IF' : text;
      const block = type === 'word' ? shape.blocks?.find((each) => each.keyword === keyword) : undefined;
      if (block === undefined) this.#at += 1;
      else this.#block(block, { shape, schema }, variable);
    }
  }

  #field(schema: SchemaNode | undefined): void {
    const { text } = this.#next!;
    this.#at += 2;
    this.#value(this.#schema.field(schema, text));
    this.#take(',');
  }

  #value(schema: SchemaNode | undefined): void {
    this.#nested(() => this.#plainValue(schema));
  }

  #plainValue(schema: SchemaNode | undefined): void {
    this.#need({ type: 'value', schema });
    if (this.#take('[')) {
      while (!this.#take(']')) {
        this.#value(this.#schema.item(schema));
        this.#take(',');
      }
    } else if (this.#take('{')) this.#fields(schema, '}');
    else this.#at += 1;
  }

  /** Fields up to the bracket. */
  #fields(schema: SchemaNode | undefined, close: string): void {
    for (;;) {
      this.#need({ type: 'field', schema });
      if (this.#take(close)) return;
      if (this.#isKey()) this.#field(schema);
      else this.#at += 1;
    }
  }

  #block(
    shape: BlockShape,
    around: { readonly shape: BodyShape; readonly schema: SchemaNode | undefined },
    variable: string | undefined,
  ): void {
    const { keyword } = shape;
    this.#at += keyword === 'ELSE IF' ? 2 : 1;
    const names: string[] = [];
    for (const what of shape.names ?? []) {
      const { type, text, startsLine } = this.#need({ type: 'name', keyword, what });
      if (startsLine || (type !== 'word' && type !== 'text')) break;
      names.push(text);
      this.#at += 1;
    }
    if (shape.hasOptions === true && this.#take('(')) this.#fields(this.#schema.ofOptions(keyword), ')');
    if (shape.value !== undefined) {
      this.#need({ type: 'nothing' });
      this.#at += 1;
    }
    if (shape.hasCondition === true) this.#condition(around);
    if (shape.hasModels === true) this.#models(shape.takesVariables === true ? variable : undefined);
    if (shape.hasSource === true) {
      this.#need({ type: 'in' });
      if (this.#isWord('IN')) this.#at += 1;
      this.#source();
    }
    if (shape.body !== undefined && this.#take('{'))
      this.#body(shape.body, this.#schema.ofBlock(keyword, names), shape.hasSource === true ? names[0] : variable);
  }

  #source(): void {
    this.#need({ type: 'source' });
    if (!this.#take('[')) {
      this.#at += 1;
      return;
    }
    while (!this.#take(']')) {
      this.#need({ type: 'model', variable: undefined });
      this.#at += 1;
    }
  }

  #models(variable: string | undefined): void {
    do {
      const { type } = this.#need({ type: 'model', variable });
      if (type !== 'text' && type !== 'word') return;
      this.#at += 1;
      if (this.#take('(')) this.#fields(this.#schema.modelOptions, ')');
    } while (this.#take(','));
  }

  #condition(around: { readonly shape: BodyShape; readonly schema: SchemaNode | undefined }): void {
    for (;;) {
      while (this.#isWord('NOT')) this.#at += 1;
      const { type, startsLine } = this.#need({ type: 'condition' });
      if (this.#isWord('AND', 'OR') && this.#tokens[this.#at + 1]?.text === '(') this.#at += 1;
      if (this.#take('(')) {
        do this.#nested(() => this.#condition(around));
        while (this.#take(','));
        this.#take(')');
      } else {
        if (type !== 'word' || (startsLine && this.#tokens[this.#at + 1]?.text !== '(')) return;
        this.#leaf();
      }
      this.#need({ type: 'joint', ...around });
      if (!this.#isWord('AND', 'OR')) return;
      this.#at += 1;
    }
  }

  #leaf(): void {
    const kind = this.#next!.text;
    this.#at += 1;
    this.#need({ type: 'nothing' });
    if (!this.#take('(')) return;
    this.#need({ type: 'rule', kind });
    this.#at += 1;
    while (this.#take(',')) {
      this.#need({ type: 'field', schema: this.#schema.conditionOptions });
      if (this.#isKey()) this.#field(this.#schema.conditionOptions);
      else this.#at += 1;
    }
    this.#need({ type: 'nothing' });
    this.#take(')');
  }
}
