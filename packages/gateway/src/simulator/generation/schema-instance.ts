import { textIn } from '../../json/json-record.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import type { InstanceContext, ValueHints } from './instance-context.ts';
import { UnsupportedPattern } from './pattern-sample.ts';
import type { RandomSequence } from './random-sequence.ts';
import { entriesOf, listOf, mergeSchemas, UnsatisfiableSchema, withoutKeywords } from './schema-merge.ts';
import { numberInstance } from './schema-number.ts';
import { stringInstance } from './schema-string.ts';

export { UnsatisfiableSchema } from './schema-merge.ts';

const MAX_DEPTH = 60;
const MAX_PARTS = 20_000;
const REFUSED = ['not', 'if', 'then', 'else', 'dependentSchemas', '$dynamicRef', '$recursiveRef'];

/**
 * A value that is valid for a JSON schema (drafts 7 to 2020-12: types, enum, const, objects, arrays, bounds, patterns,
 * formats, local $ref, allOf, anyOf; of a oneOf the first possible branch). Throws UnsatisfiableSchema, which says why.
 */
export function schemaInstance(schema: JsonValue, random: RandomSequence, hints?: ValueHints): JsonValue {
  const context: InstanceContext = { random, hints, used: new Set() };
  const openReferences: string[] = [];
  let parts = 0;

  const instance = (part: JsonValue, name: string, depth: number): JsonValue => {
    parts += 1;
    if (depth > MAX_DEPTH || parts > MAX_PARTS) throw new UnsatisfiableSchema('it is too deep or too large');
    if (part === true) return `simulated ${name}`;
    if (part === false) throw new UnsatisfiableSchema(`nothing is allowed at "${name}"`);
    if (!isJsonObject(part)) throw new UnsatisfiableSchema(`the schema of "${name}" is not an object`);
    for (const keyword of REFUSED) {
      if (part[keyword] !== undefined) throw new UnsatisfiableSchema(`"${keyword}" is not simulated`);
    }
    if (part.$ref !== undefined) return referenced(part, name, depth);
    if (part.allOf !== undefined) {
      const whole = listOf(part.allOf).reduce(
        (merged, one) => mergeSchemas(merged, dereference(one)),
        withoutKeywords(part, 'allOf'),
      );
      return instance(whole, name, depth + 1);
    }
    const alternatives = part.anyOf === undefined ? 'oneOf' : 'anyOf';
    if (part[alternatives] !== undefined) return oneOfBranches(part, alternatives, name, depth);
    return plainInstance(part, name, depth);
  };

  const dereference = (part: JsonValue, hops = 0): JsonValue => {
    if (!isJsonObject(part) || part.$ref === undefined) return part;
    if (hops > MAX_DEPTH) throw new UnsatisfiableSchema(`the reference "${textIn(part.$ref)}" leads back to itself`);
    return mergeSchemas(dereference(resolveReference(schema, part.$ref), hops + 1), withoutKeywords(part, '$ref'));
  };

  const referenced = (part: JsonObject, name: string, depth: number): JsonValue => {
    const reference = textIn(part.$ref);
    if (openReferences.filter((open) => open === reference).length >= 2) {
      throw new UnsatisfiableSchema(`"${reference}" contains itself without an end`);
    }
    openReferences.push(reference);
    try {
      return instance(
        mergeSchemas(resolveReference(schema, reference), withoutKeywords(part, '$ref')),
        name,
        depth + 1,
      );
    } finally {
      openReferences.pop();
    }
  };

  const oneOfBranches = (part: JsonObject, keyword: string, name: string, depth: number): JsonValue => {
    const base = withoutKeywords(part, keyword);
    let reason = `"${keyword}" has no branches`;
    for (const branch of listOf(part[keyword])) {
      try {
        return instance(mergeSchemas(base, branch), name, depth + 1);
      } catch (error) {
        if (!(error instanceof UnsatisfiableSchema)) throw error;
        reason = error.message;
      }
    }
    throw new UnsatisfiableSchema(reason);
  };

  const plainInstance = (part: JsonObject, name: string, depth: number): JsonValue => {
    if (part.const !== undefined) return part.const;
    if (part.enum !== undefined) return enumMember(part, context);
    const type = typeOf(part);
    switch (type) {
      case 'null':
        return null;
      case 'boolean':
        return context.random.next() < 0.5;
      case 'integer':
      case 'number':
        return numberInstance(part, type, context);
      case 'string':
        return stringInstance(part, name, context);
      case 'array':
        return arrayInstance(part, name, depth);
      case 'object':
        return objectInstance(part, name, depth);
      default:
        throw new UnsatisfiableSchema(`the type "${textIn(type)}" of "${name}" does not exist`);
    }
  };

  const arrayInstance = (part: JsonObject, name: string, depth: number): JsonValue => {
    const minimum = Number(part.minItems ?? 0);
    const maximum = Number(part.maxItems ?? Number.POSITIVE_INFINITY);
    const prefix = Array.isArray(part.items) ? listOf(part.items) : listOf(part.prefixItems);
    const items = (Array.isArray(part.items) ? part.additionalItems : part.items) ?? true;
    const wanted = Math.min(maximum, Math.max(minimum, prefix.length, items === false ? 0 : 1));
    if (wanted > 10_000 || minimum > maximum) throw new UnsatisfiableSchema(`"${name}" cannot have ${minimum} items`);
    const seen = new Set<string>();
    const values: JsonValue[] = [];
    for (let attempt = 0; values.length < wanted; attempt += 1) {
      const required = values.length < minimum;
      if (attempt > wanted * 40 + 50) {
        if (!required) break;
        throw new UnsatisfiableSchema(`"${name}" needs ${minimum} different items, of which the simulator found fewer`);
      }
      const contained = values.length === prefix.length && part.contains !== undefined ? part.contains : true;
      const itemSchema = mergeSchemas(prefix[values.length] ?? items, contained);
      let value: JsonValue;
      try {
        value = instance(itemSchema, part.uniqueItems === true ? `${name} ${attempt + 1}` : name, depth + 1);
      } catch (error) {
        if (required || !(error instanceof UnsatisfiableSchema)) throw error;
        break;
      }
      const key = JSON.stringify(value);
      if (part.uniqueItems === true && seen.has(key)) continue;
      seen.add(key);
      values.push(value);
    }
    if (part.contains !== undefined && values.length <= prefix.length && Number(part.minContains ?? 1) > 0) {
      throw new UnsatisfiableSchema(`"${name}" has no room for the item that "contains" asks for`);
    }
    if (Number(part.minContains ?? 1) > 1) throw new UnsatisfiableSchema('"minContains" over 1 is not simulated');
    return values;
  };

  const objectInstance = (part: JsonObject, name: string, depth: number): JsonValue => {
    const declared = new Map(entriesOf(part.properties));
    const required = new Set(listOf(part.required).map(String));
    const patterns = entriesOf(part.patternProperties);
    const made: Record<string, JsonValue> = Object.create(null);
    const needsOf = (property: string): string[] =>
      listOf((part.dependentRequired as JsonObject | undefined)?.[property]).map(String);
    const schemaOf = (property: string): JsonValue => {
      const matching = patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(property)).map(([, one]) => one);
      const own = declared.get(property) ?? (matching.length > 0 ? true : (part.additionalProperties ?? true));
      return matching.reduce(mergeSchemas, own);
    };
    const put = (property: string, isRequired: boolean): void => {
      try {
        made[property] = instance(schemaOf(property), property, depth + 1);
      } catch (error) {
        if (isRequired || !(error instanceof UnsatisfiableSchema)) throw error;
      }
    };
    // A set that grows while it is walked: what a required property needs is required too.
    for (const property of required) for (const needed of needsOf(property)) required.add(needed);
    let room = Number(part.maxProperties ?? Number.POSITIVE_INFINITY) - required.size;
    for (const property of declared.keys()) {
      const isRequired = required.has(property);
      if (isRequired) put(property, true);
      else if (room > 0 && needsOf(property).length === 0) {
        put(property, false);
        room -= 1;
      }
    }
    for (const property of required) if (!declared.has(property)) put(property, true);
    const minimum = Number(part.minProperties ?? 0);
    for (let extra = 1; Object.keys(made).length < minimum; extra += 1) {
      if (extra > 1000 || part.additionalProperties === false || part.propertyNames !== undefined) {
        throw new UnsatisfiableSchema(`"${name}" needs ${minimum} properties, of which the simulator can name fewer`);
      }
      put(`${name}_${extra}`, true);
    }
    return made;
  };

  try {
    return instance(schema, 'value', 0);
  } catch (error) {
    if (error instanceof UnsupportedPattern) throw new UnsatisfiableSchema(error.message);
    throw error;
  }
}

function resolveReference(root: JsonValue, reference: JsonValue): JsonValue {
  if (typeof reference !== 'string' || !(reference === '#' || reference.startsWith('#/'))) {
    throw new UnsatisfiableSchema(`the reference "${textIn(reference)}" is not one into the schema itself ("#/…")`);
  }
  let target: JsonValue | undefined = root;
  for (const step of reference.split('/').slice(1)) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(target)) target = target[Number(key)];
    else target = isJsonObject(target) && Object.hasOwn(target, key) ? target[key] : undefined;
    if (target === undefined) throw new UnsatisfiableSchema(`the reference "${reference}" leads nowhere`);
  }
  return target;
}

function enumMember(part: JsonObject, context: InstanceContext): JsonValue {
  const types = listOf(part.type);
  const members = listOf(part.enum).filter(
    (member) => types.length === 0 || types.some((type) => isOfType(member, type)),
  );
  if (members.length === 0) throw new UnsatisfiableSchema('an "enum" has no member of its type');
  const text = context.hints?.text.toLowerCase() ?? '';
  const asked = members.find((member) => text !== '' && member !== '' && text.includes(textIn(member).toLowerCase()));
  return asked ?? context.random.pick(members);
}

function isOfType(value: JsonValue, type: JsonValue): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isJsonObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function typeOf(part: JsonObject): JsonValue {
  const types = listOf(part.type);
  if (types.length > 0) return types.find((type) => type !== 'null') ?? 'null';
  const has = (...keywords: readonly string[]): boolean => keywords.some((keyword) => part[keyword] !== undefined);
  if (has('properties', 'required', 'additionalProperties', 'minProperties', 'patternProperties')) return 'object';
  if (has('items', 'prefixItems', 'minItems', 'contains')) return 'array';
  if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return 'number';
  return 'string';
}
