import { describe, expect, test } from 'vitest';
import { keyOf, scanJsonObject } from './scan-object.ts';

function scan(text: string, maxDepth = 100) {
  const bytes = Buffer.from(text);
  const map = scanJsonObject(bytes, 0, bytes.length, maxDepth);
  if (typeof map === 'string') return map;
  return map.members.map((member) => [keyOf(bytes, member), text.slice(member.valueStart, member.valueEnd)]);
}

describe('scanJsonObject', () => {
  test('finds each member of the top level with its value as it is written', () => {
    expect(scan(' { "a" : 1.0e2 , "b":[1,{"c":2}], "d": "x,}\\"" }\n')).toEqual([
      ['a', '1.0e2'],
      ['b', '[1,{"c":2}]'],
      ['d', '"x,}\\""'],
    ]);
  });

  test('keeps both occurrences of a key, and reads escapes in keys', () => {
    expect(scan('{"model":1,"mod\\u0065l":2}')).toEqual([
      ['model', '1'],
      ['model', '2'],
    ]);
  });

  test.each([
    ['long strings that end in backslashes', `{"a":"${'x'.repeat(40)}\\\\","b":1}`],
    ['long strings with escaped quotes', `{"a":"${'x'.repeat(40)}\\"y","b":1}`],
    [
      'short strings with an escape at the bound of the fast path',
      `{"a":"${'x'.repeat(23)}\\"${'y'.repeat(9)}","b":1}`,
    ],
  ])('is not misled by %s', (_what, text) => {
    expect(scan(text)).toHaveLength(2);
  });

  test('gives an empty list for an empty object', () => {
    expect(scan('{ }')).toEqual([]);
  });

  test('stops at the limit of nesting without looking further', () => {
    expect(scan(`{"a":${'['.repeat(100_000)}`)).toBe('too_deep');
    expect(scan('{"a":[[1]]}', 3)).toEqual([['a', '[[1]]']]);
    expect(scan('{"a":[[[1]]]}', 3)).toBe('too_deep');
  });

  test.each(['', ' ', '[1]', '"{}"', 'null'])('says that %j is not an object', (text) => {
    expect(scan(text)).toBe('not_an_object');
  });

  test.each(['{', '{"a', '{"a":"\\', '{"a":1', '{"a":[}'])('says that %j is unclosed', (text) => {
    expect(scan(text)).toBe('unclosed');
  });
});
