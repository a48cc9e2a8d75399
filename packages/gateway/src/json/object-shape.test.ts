import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { objectOf, shapeOf, valuesOf } from './object-shape.ts';

const json = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })) as fc.Arbitrary<Record<string, unknown>>;

describe('an object’s shape and values', () => {
  test('make the same object again, whatever JSON it is', () => {
    fc.assert(
      fc.property(json, (object) => {
        const shape = shapeOf(object);
        expect(objectOf(valuesOf(object, shape)!, JSON.parse(JSON.stringify(shape)))).toEqual({ ...object });
      }),
    );
  });

  test('are keys, nested ones beside theirs, and plain values', () => {
    const object = { a: 1, b: { c: [{ x: 1 }], d: null }, e: undefined, f: {} };
    expect(shapeOf(object)).toEqual(['a', ['b', ['c', 'd']], ['f', []]]);
    expect(valuesOf(object, shapeOf(object))).toEqual([1, [{ x: 1 }], null]);
  });

  test('one key may be left out of account', () => {
    const object = { a: 1, b: { c: 2 }, trace: { c: 3 } };
    expect(valuesOf(object, shapeOf({ a: 1, b: { c: 2 } }), 'trace')).toEqual([1, 2]);
    expect(valuesOf(object, shapeOf({ a: 1, b: { c: 2 } }), 'a')).toBeUndefined();
  });

  test.each([
    [{ a: 1 }],
    [{ a: 1, b: { c: 2 }, d: 3 }],
    [{ b: { c: 2 }, a: 1 }],
    [{ a: 1, b: null }],
    [{ a: { c: 1 }, b: { c: 2 } }],
    [{ a: 1, b: { x: 2 } }],
    [{ a: 1, b: [2] }],
  ])('another object has no values of it: %j', (object) => {
    expect(valuesOf(object, shapeOf({ a: 1, b: { c: 2 } }))).toBeUndefined();
  });
});
