import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { parseConfigText } from './document.ts';
import { readPlainYaml } from './plain-yaml.ts';

const asWritten = (text: string) => text;

const SAMPLE = `# A config.
version: v0.3
listeners:
  - name: main # the first
    address: 127.0.0.1
    port: 8899
    timeout: 300s
    share: -0.25
  -
    name: "second \\u00e9 \\n"
rules:
- { name: a/b, tags: [one, 'it''s', 2, [x, y]], on: true, note: "a: b # c" }
- - nested
  - list: 1
    more: null
empty:
"quoted key": 'text'
last one: 首先, 然后 it's 10% -- "so" a:b #x
`;

/** What the full parser makes of a text; undefined where it has anything to say. */
function fullyParsed(text: string): { data: unknown } | undefined {
  const document = parseDocument(text, { merge: true, uniqueKeys: true, prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0 || document.warnings.length > 0) return undefined;
  return { data: document.contents === null ? undefined : document.toJS() };
}

test('a sample of what is plain is read as the full parser reads it', () => {
  const read = readPlainYaml(SAMPLE, asWritten);
  expect(read).toBeDefined();
  expect(read).toEqual(fullyParsed(SAMPLE));
});

test.each(['balance', 'mom'])('the recipe %s is written plainly, and read as the full parser reads it', (name) => {
  const text = readFileSync(join(import.meta.dirname, `../../../../recipes/${name}/config.yaml`), 'utf8');
  const read = readPlainYaml(text, asWritten);
  expect(read).toBeDefined();
  expect(read).toEqual(fullyParsed(text));
});

describe('what is not plain is left to the full parser', () => {
  test.each([
    ['an anchor', 'a: &x 1\nb: *x'],
    ['a merge', '<<: { a: 1 }'],
    ['a tag', 'a: !!str 1'],
    ['a literal block', 'a: |\n  text'],
    ['a scalar over two lines', 'a: one\n  two'],
    ['a quoted scalar over two lines', 'a: "one\n  two"'],
    ['an inline list over two lines', 'a: [1,\n  2]'],
    ['a duplicate key', 'a: 1\na: 2'],
    ['a tab', 'a:\t1'],
    ['several documents', 'a: 1\n---\nb: 2'],
    ['wrong indentation', 'a:\n    b: 1\n  c: 2'],
    ['a colon in a plain scalar', 'a: b: c'],
    ['an unclosed bracket', 'a: [1, 2'],
    ['a pair in a list', 'a: [b: c]'],
    ['a hexadecimal number', 'a: 0x10'],
    ['a number with an exponent', 'a: 1e3'],
    ['a number with leading zeros', 'a: 007'],
    ['a key that is no text', 'null: 1'],
    ['the key of all prototypes', '__proto__: { a: 1 }'],
    ['an escape of YAML’s own', 'a: "\\x41"'],
    ['carriage returns', 'a: 1\r\nb: 2'],
    ['nothing', '# only a comment\n'],
    ['a scalar alone', 'text'],
    ['lists in lists without end', `a: ${'['.repeat(5000)}`],
  ])('%s', (_what, text) => {
    expect(readPlainYaml(text, asWritten)).toBeUndefined();
  });
});

/** Bits that texts go wrong by. */
const BITS = [
  ...['', ' ', '  ', '\n', '\n  ', '\n- ', '- ', ': ', ':', ',', ', ', '[', ']', '{', '}', '"', "'", '\\', '#', ' #'],
  ...[
    'a',
    'b: 1',
    '0',
    '-1',
    '.5',
    '1e3',
    'true',
    'No',
    '~',
    'null',
    '&x',
    '*x',
    '!',
    '|',
    '>',
    '%',
    '@',
    '?',
    '? ',
    '\x24{A}',
  ],
  ...['---', '\t', '\r\n', '\ufeff', '好', '<<: ', '=', '`'],
];

test('whatever is read is what the full parser reads, without a word about it', () => {
  const place = fc.nat(SAMPLE.length);
  const change = fc.tuple(place, fc.nat(4), fc.constantFrom(...BITS));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      let text = SAMPLE;
      for (const [at, length, bit] of changes) text = text.slice(0, at) + bit + text.slice(at + length);
      const read = readPlainYaml(text, asWritten);
      if (read !== undefined) expect(read).toEqual(fullyParsed(text));
    }),
    { numRuns: 3000 },
  );
});

test('a small text of any such bits too', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...BITS), { maxLength: 14 }), (bits) => {
      const text = bits.join('');
      const read = readPlainYaml(text, asWritten);
      if (read !== undefined) expect(read).toEqual(fullyParsed(text));
    }),
    { numRuns: 5000 },
  );
});

test('places are those of the full parser, and variables are replaced alike', () => {
  const text = 'a:\n  - b: \x24{NUMBER}\n    "c": "\x24{NUMBER}"\n';
  const options = { environment: { NUMBER: '3' }, missingEnvironment: 'error' } as const;
  const plain = parseConfigText(text, options);
  const full = parseConfigText(`${text}# \t`, options);
  expect(readPlainYaml(`${text}# \t`, asWritten)).toBeUndefined();
  expect(plain.data).toEqual({ a: [{ b: 3, c: '3' }] });
  expect(plain.data).toEqual(full.data);
  expect(plain.written).toEqual(full.written);
  expect(plain.locate(['a', 0, 'c'])).toEqual({ line: 3, column: 10 });
  expect(plain.locate(['a', 0, 'c'], 'key')).toEqual(full.locate(['a', 0, 'c'], 'key'));
});
