import { isRecord, type JsonRecord } from './json-record.ts';

/** Keys of an object in their order, those of an object within it beside its key. Lists are values. JSON. */
export type ObjectShape = readonly (string | readonly [key: string, within: ObjectShape])[];

/** The shape of an object; properties that are undefined do not count, as in JSON. */
export function shapeOf(object: JsonRecord): ObjectShape {
  return Object.entries(object)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => (isRecord(value) ? [key, shapeOf(value)] : key));
}

/**
 * The values of an object of this shape, in order, those of objects within it in their place; undefined for another
 * shape. One key of the object may be left out of account, which is cheaper than a copy without it.
 */
export function valuesOf(object: JsonRecord, shape: ObjectShape, except?: string): unknown[] | undefined {
  const values: unknown[] = [];
  return addValues(values, object, shape, except) ? values : undefined;
}

function addValues(values: unknown[], object: JsonRecord, shape: ObjectShape, except?: string): boolean {
  let at = 0;
  for (const key in object) {
    const value = object[key];
    if (value === undefined || key === except) continue;
    const expected = shape[at++];
    if (typeof expected === 'string') {
      if (key !== expected || isRecord(value)) return false;
      values.push(value);
    } else if (expected === undefined || key !== expected[0] || !isRecord(value)) return false;
    else if (!addValues(values, value, expected[1])) return false;
  }
  return at === shape.length;
}

/** The object of a shape with these values. */
export function objectOf(values: readonly unknown[], shape: ObjectShape): JsonRecord {
  let at = 0;
  const build = (keys: ObjectShape): JsonRecord =>
    Object.fromEntries(keys.map((key) => (typeof key === 'string' ? [key, values[at++]] : [key[0], build(key[1])])));
  return build(shape);
}
