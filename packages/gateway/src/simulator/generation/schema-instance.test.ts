import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../json.ts';
import { createRandomSequence } from './random-sequence.ts';
import { schemaInstance, UnsatisfiableSchema } from './schema-instance.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat('date-time', (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text)));
ajv.addFormat('date', (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)));
ajv.addFormat('email', /^[^@\s]+@[^@\s]+\.[a-z]+$/);
ajv.addFormat('uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
ajv.addFormat('uri', (text) => URL.canParse(text));
ajv.addFormat('ipv4', /^(\d{1,3}\.){3}\d{1,3}$/);

function expectValid(schema: JsonValue): void {
  const validate = ajv.compile(schema as object);
  for (let seed = 0; seed < 10; seed += 1) {
    const value = JSON.parse(JSON.stringify(schemaInstance(schema, createRandomSequence(seed)))) as unknown;
    expect(validate(value), `${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`).toBe(true);
  }
}

const SCHEMAS: Readonly<Record<string, JsonValue>> = {
  'an object with nested objects and lists': {
    type: 'object',
    properties: {
      name: { type: 'string' },
      date: { type: 'string', format: 'date' },
      participants: { type: 'array', items: { type: 'string' }, minItems: 3 },
      place: { type: 'object', properties: { lat: { type: 'number', minimum: -90, maximum: 90 } }, required: ['lat'] },
    },
    required: ['name', 'date', 'participants', 'place'],
    additionalProperties: false,
  },
  'enum and const': {
    type: 'object',
    properties: { a: { enum: [1, 'two', null] }, b: { const: { x: [1] } } },
    required: ['a', 'b'],
  },
  formats: {
    type: 'object',
    required: ['a', 'b', 'c', 'd', 'e'],
    properties: {
      a: { type: 'string', format: 'date-time' },
      b: { type: 'string', format: 'email' },
      c: { type: 'string', format: 'uuid' },
      d: { type: 'string', format: 'uri' },
      e: { type: 'string', format: 'ipv4' },
    },
  },
  'patterns with lengths': {
    type: 'array',
    prefixItems: [
      { type: 'string', pattern: '^[a-z]+$', minLength: 12, maxLength: 14 },
      { type: 'string', pattern: '^\\d*$', maxLength: 1 },
    ],
    minItems: 2,
  },
  'string lengths': {
    type: 'array',
    prefixItems: [
      { type: 'string', minLength: 300 },
      { type: 'string', maxLength: 3 },
    ],
    minItems: 2,
  },
  'numeric bounds': {
    type: 'object',
    required: ['a', 'b', 'c', 'd', 'e', 'f'],
    properties: {
      a: { type: 'integer', minimum: 18, maximum: 18 },
      b: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.001 },
      c: { type: 'integer', exclusiveMinimum: 5, multipleOf: 7 },
      d: { type: 'number', maximum: -1e9 },
      e: { type: 'number', multipleOf: 0.01, minimum: 0, maximum: 1 },
      f: { type: 'integer', minimum: 0.5, maximum: 1.5 },
    },
  },
  '$ref and $defs': {
    $defs: {
      step: {
        type: 'object',
        properties: { text: { type: 'string' } },
        required: ['text'],
        additionalProperties: false,
      },
    },
    type: 'object',
    properties: { steps: { type: 'array', items: { $ref: '#/$defs/step' }, minItems: 2 } },
    required: ['steps'],
  },
  'recursion through an optional property, a list and anyOf': {
    $defs: {
      node: {
        type: 'object',
        properties: {
          value: { type: 'integer' },
          next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
          children: { type: 'array', items: { $ref: '#/$defs/node' } },
          parent: { $ref: '#/$defs/node' },
        },
        required: ['value', 'next', 'children'],
        additionalProperties: false,
      },
    },
    $ref: '#/$defs/node',
  },
  'anyOf and oneOf with properties beside them': {
    type: 'object',
    properties: { kind: { type: 'string' } },
    required: ['kind'],
    oneOf: [
      { properties: { kind: { const: 'circle' }, radius: { type: 'number' } }, required: ['radius'] },
      { properties: { kind: { const: 'square' }, side: { type: 'number' } }, required: ['side'] },
    ],
  },
  'allOf with references': {
    $defs: { a: { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] } },
    allOf: [
      { $ref: '#/$defs/a' },
      { properties: { x: { type: 'integer', minimum: 3 }, y: { type: 'boolean' } }, required: ['y'] },
    ],
  },
  'unique items of few choices': {
    type: 'array',
    items: { enum: ['a', 'b', 'c', 'd', 'e'] },
    uniqueItems: true,
    minItems: 5,
  },
  'unique strings': { type: 'array', items: { type: 'string' }, uniqueItems: true, minItems: 4 },
  contains: { type: 'array', items: { type: 'integer' }, contains: { minimum: 100 }, maxItems: 4 },
  'numbers of properties': { type: 'object', minProperties: 3, additionalProperties: { type: 'integer' } },
  'at most one property': { type: 'object', properties: { a: {}, b: {}, c: {} }, required: ['c'], maxProperties: 1 },
  'pattern properties': {
    type: 'object',
    properties: { x_count: true, y: true },
    required: ['x_count', 'x_other', 'y'],
    patternProperties: { '^x_': { type: 'integer' } },
    additionalProperties: false,
  },
  dependentRequired: {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'string' } },
    required: ['a'],
    dependentRequired: { a: ['b', 'c'] },
  },
  'a list of types': { type: ['null', 'integer'], minimum: 4 },
  'no schema at all': {},
  'a tuple without more items': {
    type: 'array',
    prefixItems: [{ type: 'boolean' }, { type: 'null' }],
    items: false,
    minItems: 2,
  },
  'a property named __proto__': {
    type: 'object',
    properties: { ['__proto__']: { type: 'integer' } },
    required: ['__proto__'],
  },
};

describe('schemaInstance', () => {
  test.each(Object.keys(SCHEMAS))('gives valid instances for %s', (name) => expectValid(SCHEMAS[name]!));

  test('gives valid instances for random schemas', () => {
    const { schema } = fc.letrec<{ schema: JsonValue; leaf: JsonValue }>((tie) => ({
      leaf: fc.oneof(
        fc.constantFrom<JsonValue>({ type: 'boolean' }, { type: 'null' }, {}, { type: 'string', format: 'date' }),
        fc
          .tuple(fc.integer({ min: -50, max: 50 }), fc.nat(20))
          .map(([minimum, span]) => ({ type: 'integer', minimum, maximum: minimum + span })),
        fc
          .tuple(fc.nat(10), fc.nat(10))
          .map(([minLength, span]) => ({ type: 'string', minLength, maxLength: minLength + span })),
        fc
          .uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { minLength: 1 })
          .map((members) => ({ enum: members })),
      ),
      schema: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        tie('leaf'),
        fc.tuple(tie('schema'), fc.nat(3)).map(([items, minItems]) => ({ type: 'array', items, minItems })),
        fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
        fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), tie('schema'), { maxKeys: 4 }).map((properties) => ({
          type: 'object',
          properties,
          required: Object.keys(properties).filter((_, index) => index % 2 === 0),
          additionalProperties: false,
        })),
      ),
    }));
    fc.assert(fc.property(schema, expectValid), { numRuns: 150 });
  });

  test('takes values of the hints where the schema admits them, each text once', () => {
    const hints = { text: 'weather in Oslo or Rome, 3 days, celsius', strings: ['Oslo', 'Rome'], numbers: [3] };
    const schema = {
      type: 'object',
      properties: {
        city: { type: 'string' },
        other: { type: 'string' },
        days: { type: 'integer', maximum: 7 },
        unit: { enum: ['fahrenheit', 'celsius'] },
      },
    };
    const made = schemaInstance(schema, createRandomSequence(1), hints);
    expect(JSON.parse(JSON.stringify(made))).toEqual({ city: 'Oslo', other: 'Rome', days: 3, unit: 'celsius' });
  });

  test.each<[string, JsonValue]>([
    ['"not" is not simulated', { not: { type: 'string' } }],
    ['contains itself without an end', { $ref: '#', type: 'object' }],
    ['contains itself without an end', { type: 'object', properties: { a: { $ref: '#' } }, required: ['a'] }],
    ['leads nowhere', { $ref: '#/$defs/missing' }],
    ['not one into the schema itself', { $ref: 'https://example.com/schema' }],
    ['no integer lies within', { type: 'integer', minimum: 1.2, maximum: 1.8 }],
    ['uses "(?=a"', { type: 'string', pattern: '(?=a)' }],
    ['does not exist', { type: 'text' }],
    ['nothing is allowed', { type: 'object', properties: { a: false }, required: ['a'] }],
    ['found fewer', { type: 'array', items: { type: 'boolean' }, uniqueItems: true, minItems: 3 }],
    ['no "type" satisfies', { allOf: [{ type: 'string' }, { type: 'integer' }] }],
  ])('says "%s" for a schema that it cannot satisfy', (message, schema) => {
    expect(() => schemaInstance(schema, createRandomSequence(1))).toThrow(UnsatisfiableSchema);
    expect(() => schemaInstance(schema, createRandomSequence(1))).toThrow(message);
  });

  test('refuses a schema of a hundred thousand levels in place of exhausting the stack', () => {
    let schema: JsonValue = { type: 'string' };
    for (let level = 0; level < 100_000; level += 1) schema = { type: 'array', items: schema, minItems: 1 };
    expect(() => schemaInstance(schema, createRandomSequence(1))).toThrow('too deep');
  });
});
