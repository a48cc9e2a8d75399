import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';

/** A schema that no value of the generator's can satisfy, or that it does not understand; the message says why. */
export class UnsatisfiableSchema extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnsatisfiableSchema';
  }
}

type Merge = (left: JsonValue, right: JsonValue, keyword: string) => JsonValue;

const larger: Merge = (left, right) => Math.max(Number(left), Number(right));
const smaller: Merge = (left, right) => Math.min(Number(left), Number(right));
const first: Merge = (left) => left;
const union: Merge = (left, right) => [...new Set([...listOf(left), ...listOf(right)])];
const both: Merge = (left, right) => mergeSchemas(left, right);
const same: Merge = (left, right, keyword) => {
  if (JSON.stringify(left) === JSON.stringify(right)) return left;
  throw new UnsatisfiableSchema(`two different "${keyword}" apply to one value, which the simulator cannot combine`);
};
const common: Merge = (left, right, keyword) => {
  const allowed = new Set(listOf(right).map((member) => JSON.stringify(member)));
  const kept = listOf(left).filter((member) => {
    if (allowed.has(JSON.stringify(member))) return true;
    return keyword === 'type' && member === 'integer' && allowed.has('"number"');
  });
  const narrowed = keyword === 'type' && listOf(left).includes('number') && allowed.has('"integer"') ? ['integer'] : [];
  const members = [...new Set([...kept, ...narrowed])];
  if (members.length === 0) throw new UnsatisfiableSchema(`no "${keyword}" satisfies every part of the schema`);
  return members;
};
const bothProperties: Merge = (left, right) => {
  const merged: Record<string, JsonValue> = Object.create(null);
  for (const [name, schema] of [...entriesOf(left), ...entriesOf(right)]) {
    const earlier = merged[name];
    merged[name] = earlier === undefined ? schema : mergeSchemas(earlier, schema);
  }
  return merged;
};

const MERGES: Readonly<Record<string, Merge>> = {
  type: common,
  enum: common,
  required: union,
  allOf: union,
  properties: bothProperties,
  $defs: first,
  definitions: first,
  title: first,
  description: first,
  default: first,
  examples: first,
  $schema: first,
  $id: first,
  $comment: first,
  nullable: first,
  deprecated: first,
  readOnly: first,
  writeOnly: first,
  strict: first,
  discriminator: first,
  items: both,
  additionalProperties: both,
  propertyNames: both,
  minimum: larger,
  exclusiveMinimum: larger,
  minLength: larger,
  minItems: larger,
  minProperties: larger,
  maximum: smaller,
  exclusiveMaximum: smaller,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  uniqueItems: (left, right) => left === true || right === true,
};

/** One schema that demands what both demand; throws UnsatisfiableSchema where that cannot be written as one. */
export function mergeSchemas(left: JsonValue, right: JsonValue): JsonValue {
  if (left === true) return right;
  if (right === true) return left;
  if (left === false || right === false) return false;
  if (!isJsonObject(left) || !isJsonObject(right)) {
    throw new UnsatisfiableSchema('a schema is neither an object nor true or false');
  }
  const merged: Record<string, JsonValue> = Object.create(null);
  for (const [keyword, value] of entriesOf(left)) merged[keyword] = value;
  for (const [keyword, value] of entriesOf(right)) {
    const earlier = merged[keyword];
    merged[keyword] = earlier === undefined ? value : (MERGES[keyword] ?? same)(earlier, value, keyword);
  }
  return merged;
}

/** The entries of an object value whose value is present; none for anything else. */
export function entriesOf(value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
}

/** A list as it is, nothing as an empty list, and any other value as a list of one. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as JsonValue];
}

/** The schema without some of its keywords. */
export function withoutKeywords(schema: JsonObject, ...keywords: readonly string[]): JsonObject {
  const kept: Record<string, JsonValue> = Object.create(null);
  for (const [keyword, value] of entriesOf(schema)) {
    if (!keywords.includes(keyword)) kept[keyword] = value;
  }
  return kept;
}
