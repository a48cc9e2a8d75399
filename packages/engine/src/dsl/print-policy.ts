import type { Block, Body, Expression, Field, Item, ModelUse, Part, Statement, Surroundings, Value } from './syntax.ts';
import type { Comment } from './tokens.ts';

/** Columns of a line. */
const WIDTH = 110;
/** Entries of a list up to this length share lines. */
const SHORT = 40;
const WORD = /^[A-Za-z_](?:[\w./]|-(?!>))*$/;

/** A tree as text, the same for the same tree: what the formatter writes. */
export function printPolicy(file: Body): string {
  return `${printStatements(file, 0, true)}\n`.replace(/^\n+/, '');
}

function printStatements({ statements, rest }: Body, indent: number, isSpaced: boolean): string {
  const parts: string[] = [];
  let before: { readonly statement: Statement; readonly text: string } | undefined;
  for (const statement of statements) {
    const text = printStatement(statement, indent);
    const isGap = before !== undefined && (statement.isApart || (isSpaced && !areAlike(before, { statement, text })));
    parts.push(`${isGap ? '\n' : ''}${withComments(statement, text, indent)}`);
    before = { statement, text };
  }
  if (rest.length > 0) parts.push(`${parts.length > 0 && rest[0]!.isApart ? '\n' : ''}${commentLines(rest, indent)}`);
  return parts.join('\n');
}

interface Printed {
  readonly statement: Statement;
  readonly text: string;
}

/** One-line blocks of one keyword stand together. */
function areAlike(one: Printed, other: Printed): boolean {
  const keyword = ({ statement }: Printed) => (statement.type === 'block' ? statement.keyword : statement.type);
  const isLine = ({ text }: Printed) => !text.includes('\n');
  return keyword(one) === keyword(other) && isLine(one) && isLine(other);
}

/** Lines of comments, then the text, then the comment behind it. */
function withComments({ leading, trailing, isDetached }: Surroundings, text: string, indent: number): string {
  const lines = leading.length === 0 ? '' : `${commentLines(leading, indent)}\n${isDetached ? '\n' : ''}`;
  return `${lines}${pad(indent)}${text}${trailing === undefined ? '' : ` ${trailing.text}`}`;
}

function commentLines(comments: readonly Comment[], indent: number): string {
  return comments
    .map(({ text, isApart }, index) => `${isApart && index > 0 ? '\n' : ''}${pad(indent)}${text}`)
    .join('\n');
}

function pad(indent: number): string {
  return '  '.repeat(indent);
}

/** Without the indentation of its first line. */
function printStatement(statement: Statement, indent: number): string {
  switch (statement.type) {
    case 'field':
      return printField(statement, indent);
    case 'case':
      return `${quote(statement.query.text)} -> ${printName(statement.route.text)}`;
    case 'block':
      return printBlock(statement, indent);
  }
}

function printField({ key, value }: Field, indent: number): string {
  const head = `${printName(key.text)}: `;
  return head + printValue(value, indent, indent * 2 + head.length);
}

function printBlock(block: Block, indent: number): string {
  const { keyword, names, options, value, condition, models, source, body } = block;
  let text = [keyword, ...names.map((name) => printName(name.text))].join(' ');
  if (options.length > 0) text += ` ${printOptions(options, indent)}`;
  if (value !== undefined) text += ` ${printValue(value, indent, indent * 2 + text.length + 1)}`;
  if (condition !== undefined) text += printCondition(condition, indent, indent * 2 + text.length + (body ? 2 : 0));
  if (models.length > 0) text += printModels(models, indent, indent * 2 + text.length);
  if (source !== undefined) text += ` IN ${printSource(source, indent, indent * 2 + text.length + 4)}`;
  return body === undefined ? text : text + printBody(body, indent, indent * 2 + lastLine(text).length);
}

/** What a loop goes over. */
function printSource(source: Value, indent: number, used: number): string {
  return source.type === 'text' ? source.text : printValue(source, indent, used);
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

function printBody(body: Body, indent: number, used: number): string {
  const flat = flatBody(body);
  if (flat !== undefined && used + flat.length + 1 <= WIDTH) return ` ${flat}`;
  const isSpaced = body.statements.some(
    (each) => each.type === 'block' && each.body !== undefined && each.keyword !== 'PLUGIN',
  );
  return ` {\n${printStatements(body, indent + 1, isSpaced)}\n${pad(indent)}}`;
}

function flatBody({ statements, rest }: Body): string | undefined {
  const [only] = statements;
  if (statements.length === 1 && rest.length === 0 && isLoopBody(only!)) return `{ ${printStatement(only, 0)} }`;
  if (rest.length > 0 || statements.some(({ type }) => type !== 'field')) return undefined;
  return flatFields(statements as readonly Field[]);
}

/** The models of a loop stand on its line. */
function isLoopBody(statement: Statement): statement is Block {
  return (
    statement.type === 'block' &&
    !isCommented(statement) &&
    statement.models.length === 1 &&
    statement.models.every(
      (model) => model.isVariable === true && !isCommented(model) && !model.options.some(isCommented),
    )
  );
}

function flatFields(fields: readonly Field[]): string | undefined {
  const parts: string[] = [];
  for (const field of fields) {
    const value = isCommented(field) ? undefined : flatValue(field.value);
    if (value === undefined) return undefined;
    parts.push(`${printName(field.key.text)}: ${value}`);
  }
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function isCommented({ leading, trailing }: Surroundings): boolean {
  return leading.length > 0 || trailing !== undefined;
}

function printOptions(options: readonly Field[], indent: number): string {
  const parts = options.map(({ key, value }) => {
    const head = `${printName(key.text)} = `;
    return head + (flatValue(value) ?? printValue(value, indent, WIDTH));
  });
  if (!options.some(isCommented)) return `(${parts.join(', ')})`;
  const lines = options.map((option, index) =>
    withComments(option, `${parts[index]}${index < parts.length - 1 ? ',' : ''}`, indent + 1),
  );
  return `(\n${lines.join('\n')}\n${pad(indent)})`;
}

function printModels(models: readonly ModelUse[], indent: number, used: number): string {
  const parts = models.map(({ name, options, isVariable }) => {
    const text = isVariable === true ? name.text : quote(name.text);
    return options.length === 0 ? text : `${text} ${printOptions(options, indent + 1)}`;
  });
  const flat = ` ${parts.join(', ')}`;
  if (models.length === 1 || (!models.some(isCommented) && used + flat.length <= WIDTH)) {
    const [first] = models;
    return isCommented(first!) ? `\n${withComments(first!, parts[0]!, indent + 1)}` : flat;
  }
  const lines = models.map((model, index) =>
    withComments(model, `${parts[index]}${index < parts.length - 1 ? ',' : ''}`, indent + 1),
  );
  return `\n${lines.join('\n')}`;
}

function flatValue(value: Value): string | undefined {
  switch (value.type) {
    case 'text':
      return quote(value.text);
    case 'reference':
      return value.text;
    case 'plain':
      return Object.is(value.value, -0) ? '-0' : String(value.value);
    case 'list': {
      if (value.rest.length > 0 || value.items.some(isCommented)) return undefined;
      const parts = value.items.map((item) => flatValue(item.value));
      return parts.includes(undefined) ? undefined : `[${parts.join(', ')}]`;
    }
    case 'object':
      return value.rest.length > 0 ? undefined : flatFields(value.fields);
  }
}

/** `used`: columns of its line that are taken. */
function printValue(value: Value, indent: number, used: number): string {
  const flat = flatValue(value);
  if (flat !== undefined && (used + flat.length <= WIDTH || (value.type !== 'list' && value.type !== 'object')))
    return flat;
  if (value.type === 'list') return `[\n${printItems(value.items, value.rest, indent + 1)}\n${pad(indent)}]`;
  if (value.type !== 'object') return flat!;
  return `{\n${printStatements({ statements: value.fields, rest: value.rest }, indent + 1, false)}\n${pad(indent)}}`;
}

function printItems(items: readonly Item[], rest: readonly Comment[], indent: number): string {
  const words = items.map((item) => (isCommented(item) || item.isApart ? undefined : shortWord(item.value)));
  const lines: string[] = [];
  // Short entries share a line until it is full.
  let line: string | undefined;
  const flush = () => {
    if (line !== undefined) lines.push(line);
    line = undefined;
  };
  for (const [index, item] of items.entries()) {
    const word = words[index];
    if (word !== undefined) {
      if (line !== undefined && line.length + word.length + 2 <= WIDTH) line += ` ${word},`;
      else {
        flush();
        line = `${pad(indent)}${word},`;
      }
      continue;
    }
    flush();
    const text = printValue(item.value, indent, indent * 2);
    lines.push(`${item.isApart && index > 0 ? '\n' : ''}${withComments(item, `${text},`, indent)}`);
  }
  flush();
  if (rest.length > 0) lines.push(`${lines.length > 0 && rest[0]!.isApart ? '\n' : ''}${commentLines(rest, indent)}`);
  return lines.join('\n');
}

function shortWord(value: Value): string | undefined {
  if (value.type === 'list' || value.type === 'object') return undefined;
  const text = flatValue(value)!;
  return text.length <= SHORT ? text : undefined;
}

function printCondition(part: Part, indent: number, used: number): string {
  const flat = flatPart(part);
  if (flat !== undefined && used + flat.length + 1 <= WIDTH) return ` ${flat}`;
  return `\n${printPart(part, indent + 1, '')}`;
}

function flatPart(part: Part): string | undefined {
  return isCommented(part) ? undefined : flatExpression(part.expression);
}

function flatExpression(expression: Expression): string | undefined {
  if (expression.type === 'leaf') return printLeaf(expression);
  const { operator, parts } = expression;
  const texts = parts.map((part) => {
    const text = flatPart(part);
    return text !== undefined && isInfix(part.expression) ? `(${text})` : text;
  });
  if (texts.includes(undefined)) return undefined;
  if (operator === 'NOT') return `NOT ${texts[0]}`;
  return isInfix(expression) ? texts.join(` ${operator} `) : `${operator}(${texts.join(', ')})`;
}

function printLeaf({ kind, name, fields }: Extract<Expression, { type: 'leaf' }>): string {
  const parts = fields.map(
    ({ key, value }) => `, ${printName(key.text)} = ${flatValue(value) ?? printValue(value, 0, WIDTH)}`,
  );
  return `${kind.text}(${quote(name.text)}${parts.join('')})`;
}

/** Several parts with the operator between them. */
function isInfix(expression: Expression): boolean {
  return expression.type === 'group' && expression.operator !== 'NOT' && expression.parts.length > 1;
}

/** Full lines; `joint` is the operator that stands before it. */
function printPart(part: Part, indent: number, joint: string): string {
  const flat = flatExpression(part.expression);
  const text =
    flat !== undefined &&
    indent * 2 + joint.length + flat.length + 2 <= WIDTH &&
    !(joint === '' && isInfix(part.expression))
      ? joint !== '' && isInfix(part.expression)
        ? `(${flat})`
        : flat
      : brokenExpression(part.expression, indent, joint !== '');
  return withComments(part, `${joint}${text}`, indent);
}

/** Without the indentation of its first line. */
function brokenExpression(expression: Expression, indent: number, isInside: boolean): string {
  if (expression.type === 'leaf') return printLeaf(expression);
  const { operator, parts } = expression;
  if (operator === 'NOT') {
    const [part] = parts;
    const inner = part!.expression;
    if (isCommented(part!)) return `NOT\n${withComments(part!, nested(inner, indent), indent)}`;
    return `NOT ${nested(inner, indent)}`;
  }
  if (!isInfix(expression)) {
    const lines = parts.map((part, index) => {
      const text = printPart({ ...part, trailing: undefined }, indent + 1, '');
      return `${text}${index < parts.length - 1 ? ',' : ''}${part.trailing === undefined ? '' : ` ${part.trailing.text}`}`;
    });
    return `${operator}(\n${lines.join('\n')}\n${pad(indent)})`;
  }
  if (isInside) return nested(expression, indent);
  return joinParts(operator, parts, indent).slice(indent * 2);
}

/** One part to a line, the operator before all but the first. */
function joinParts(operator: string, parts: readonly Part[], indent: number): string {
  return parts
    .map((part, index) => {
      const joint = index === 0 ? '' : `${operator} `;
      if (index > 0 || !isInfix(part.expression)) return printPart(part, indent, joint);
      return withComments(part, nested(part.expression, indent), indent);
    })
    .join('\n');
}

/** As a part of something else: several parts stand in parentheses. */
function nested(expression: Expression, indent: number): string {
  const flat = flatExpression(expression);
  const isGroup = isInfix(expression);
  if (flat !== undefined && indent * 2 + flat.length + 6 <= WIDTH) return isGroup ? `(${flat})` : flat;
  if (!isGroup || expression.type === 'leaf') return brokenExpression(expression, indent, true);
  return `(\n${joinParts(expression.operator, expression.parts, indent + 1)}\n${pad(indent)})`;
}

function printName(text: string): string {
  return WORD.test(text) ? text : quote(text);
}

/** Backslashes and quotes stand as they are in single quotes; everything else is in double ones. */
function quote(text: string): string {
  const isRaw = /[\\"]/.test(text) && !/['\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/.test(text);
  return isRaw ? `'${text}'` : JSON.stringify(text);
}
