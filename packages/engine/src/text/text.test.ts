import { expect, test } from 'vitest';
import { foldText } from './fold.ts';
import { createTextView, type MemoKey } from './text-view.ts';
import { countTextUnits } from './word-boundary.ts';

test.each([
  ['  plain   text ', 'plain text'],
  ['“Curly” — ‘quotes’', '"Curly" - \'quotes\''],
  ['ze\u200bro\u00adwidth\ufeff', 'zerowidth'],
  ['ﬁne ½ Ⅳ', 'fine 1⁄2 IV'],
  ['a\u202eb\u2066c', 'abc'],
  ['日本\n語', '日本 語'],
])('%j folds to %j', (raw, expected) => {
  expect(foldText(raw)).toBe(expected);
});

test('a flood of combining marks is cut, so that folding stays linear', () => {
  const folded = foldText(`e${'\u0301'.repeat(200_000)}x`);
  expect(folded.length).toBeLessThan(20);
  expect(folded.endsWith('x')).toBe(true);
});

test('a derived value is computed once per view and key', () => {
  const key: MemoKey<number> = { name: 'length' };
  let computed = 0;
  const view = createTextView('abc');
  const derive = () => {
    computed++;
    return view.raw.length;
  };
  expect(view.memo(key, derive)).toBe(3);
  expect(view.memo(key, derive)).toBe(3);
  expect(computed).toBe(1);
});

test.each([
  ['two words', 2],
  ['你好吗', 3],
  ['fix 这个 bug', 4],
  ['...', 0],
])('%j has %i units', (text, expected) => {
  expect(countTextUnits(text)).toBe(expected);
});
