import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editJsonObject, type JsonEdits, prepareEdits, withEdit } from './edit-object.ts';
import { scanJsonObject } from './scan-object.ts';

function edit(text: string, edits: JsonEdits): string {
  const bytes = Buffer.from(text);
  const map = scanJsonObject(bytes, 0, bytes.length, 1_000);
  if (typeof map === 'string') throw new Error(map);
  return Buffer.from(editJsonObject(bytes, map, prepareEdits(edits))).toString();
}

const NONE: JsonEdits = new Map();

describe('editJsonObject', () => {
  test('replaces a value and leaves every other byte as it came', () => {
    const text = '{ "id": 12345678901234567890,\n "model" : "MoM" , "t":1.50, "x":{"model":"MoM"} }';
    expect(edit(text, withEdit(NONE, ['model'], '"large"'))).toBe(text.replace(': "MoM"', ': "large"'));
  });

  test('adds what is missing at the end', () => {
    expect(edit('{"a":1 }', withEdit(NONE, ['model'], '"m"'))).toBe('{"a":1 ,"model":"m"}');
    expect(edit('{}', withEdit(NONE, ['model'], '"m"'))).toBe('{"model":"m"}');
  });

  test('sets every occurrence of a key that came twice, however it is spelled', () => {
    expect(edit('{"model":"a","mod\\u0065l":"b"}', withEdit(NONE, ['model'], '"m"'))).toBe(
      '{"model":"m","mod\\u0065l":"m"}',
    );
  });

  test('edits inside an object, and makes one in place of what is not an object', () => {
    const edits = withEdit(NONE, ['kwargs', 'thinking'], 'true');
    expect(edit('{"kwargs":{"a":1,"thinking":false}}', edits)).toBe('{"kwargs":{"a":1,"thinking":true}}');
    expect(edit('{"kwargs":{"a":1}}', edits)).toBe('{"kwargs":{"a":1,"thinking":true}}');
    expect(edit('{"kwargs":null}', edits)).toBe('{"kwargs":{"thinking":true}}');
    expect(edit('{"kwargs":null,"kwargs":{}}', edits)).toBe('{"kwargs":{"thinking":true},"kwargs":{"thinking":true}}');
    expect(edit('{}', edits)).toBe('{"kwargs":{"thinking":true}}');
  });

  test('returns the same bytes when there is nothing to change', () => {
    const bytes = Buffer.from('{"a":1}');
    const map = scanJsonObject(bytes, 0, bytes.length, 10);
    expect(editJsonObject(bytes, map as never, prepareEdits(NONE))).toBe(bytes);
  });
});

describe('withEdit', () => {
  test('joins edits under one key and leaves the earlier tree alone', () => {
    const first = withEdit(NONE, ['kwargs', 'a'], '1');
    const second = withEdit(first, ['kwargs', 'b'], '2');
    expect(edit('{}', second)).toBe('{"kwargs":{"a":1,"b":2}}');
    expect(edit('{}', first)).toBe('{"kwargs":{"a":1}}');
  });
});

/** Text of a JSON value with white space, escapes and number formats that JSON.stringify would not write. */
const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('null', 'true', '-0', '1.50', '1e400', '12345678901234567890', '"\\u006d\\\\"', '"}],{"'),
    fc.string().map((text) => JSON.stringify(text)),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[ ${items.join(' ,')}]`),
    objectText(tie('value')),
  ),
})).value;

function objectText(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const key = fc.oneof(
    fc.constantFrom('"model"', '"m\\u006fdel"', '"kwargs"', '"k\\u0077args"', '"thinking"', '"__proto__"'),
    fc.string().map((text) => JSON.stringify(text)),
  );
  const space = fc.constantFrom('', ' ', '\n', '\t\r\n');
  const member = fc.tuple(key, space, space, value, space).map(([k, a, b, v, c]) => `${k}${a}:${b}${v}${c}`);
  return fc.tuple(space, fc.array(member, { maxLength: 6 })).map(([a, members]) => `{${a}${members.join(`,${a}`)}}`);
}

/** What a reader that takes the first occurrence of each key sees. */
function firstWins(text: string): Record<string, unknown> {
  const bytes = Buffer.from(text);
  const map = scanJsonObject(bytes, 0, bytes.length, 1_000);
  if (typeof map === 'string') throw new Error(map);
  const seen = Object.create(null) as Record<string, unknown>;
  for (const { keyStart, keyEnd, valueStart, valueEnd } of map.members) {
    const key = JSON.parse(`"${bytes.toString('utf8', keyStart, keyEnd)}"`) as string;
    if (!(key in seen)) seen[key] = JSON.parse(bytes.toString('utf8', valueStart, valueEnd));
  }
  return seen;
}

test('for any object, readers of the first and of the last occurrence see the edits, and all else is unchanged', () => {
  const edits = withEdit(withEdit(NONE, ['model'], '"large"'), ['kwargs', 'thinking'], 'true');
  fc.assert(
    fc.property(objectText(jsonText), (text) => {
      const edited = edit(text, edits);
      const before = JSON.parse(text) as Record<string, unknown>;
      const after = JSON.parse(edited) as Record<string, unknown>;
      const first = firstWins(edited);
      expect(after.model).toBe('large');
      expect(first.model).toBe('large');
      expect((after.kwargs as Record<string, unknown>).thinking).toBe(true);
      expect((first.kwargs as Record<string, unknown>).thinking).toBe(true);
      for (const key of Object.keys(before)) {
        if (key !== 'model' && key !== 'kwargs') expect(after[key]).toEqual(before[key]);
      }
      expect(edit(edited, edits)).toBe(edited);
    }),
    { numRuns: 500 },
  );
});

test('for any object, keys that are taken out are gone, all else is unchanged, and what is added is there', () => {
  const edits = withEdit(withEdit(withEdit(NONE, ['model'], null), ['a'], null), ['kwargs', 'thinking'], null);
  fc.assert(
    fc.property(objectText(jsonText), fc.boolean(), (text, adds) => {
      const edited = edit(text, adds ? withEdit(edits, ['added'], '1') : edits);
      const before = JSON.parse(text) as Record<string, unknown>;
      const after = JSON.parse(edited) as Record<string, unknown>;
      const first = firstWins(edited);
      for (const key of ['model', 'a']) {
        expect(Object.hasOwn(after, key)).toBe(false);
        expect(key in first).toBe(false);
      }
      if (adds) expect(after.added).toBe(1);
      for (const key of Object.keys(before)) {
        if (!['model', 'a', 'kwargs', 'added'].includes(key)) expect(after[key]).toEqual(before[key]);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['{"a":1,"b":2,"model":3}', '{"b":2}'],
  ['{"a":1, "model":3}', '{}'],
  ['{ "b":2 , "a":1, "model":3 , "c":4}', '{ "b":2 , "c":4}'],
  ['{"c":4,"a":1,"b":2}', '{"c":4,"b":2}'],
])('taking keys out of %s leaves %s', (text, expected) => {
  expect(edit(text, withEdit(withEdit(NONE, ['model'], null), ['a'], null))).toBe(expected);
});
