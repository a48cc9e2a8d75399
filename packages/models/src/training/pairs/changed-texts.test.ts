import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { CHANGES, changeText } from './changed-texts.ts';

const NAMES = ['Lake Como', 'Marie Curie', 'Osaka'];

test.each([
  ['number', 'The bridge was opened in 1932 and is 1,149 metres long.'],
  ['name', 'In 1932 the premier of Australia opened the bridge.'],
  ['denial', 'The bridge is not the longest of its kind.'],
  ['denial', 'The bridge was opened in March.'],
  ['denial', '这座桥是世界上最长的桥。'],
  ['opposite', 'Traffic increased after the toll was removed.'],
  ['opposite', '这座桥的造价很高。'],
] as const)('a changed %s alters just the marked stretch of %j', (change, text) => {
  for (let seed = 1; seed <= 20; seed++) {
    const changed = changeText(text, change, NAMES, new Random(seed));
    expect(changed).toBeDefined();
    const [start, end] = changed!.spans[0]!;
    expect(changed!.text).not.toBe(text);
    expect(end).toBeGreaterThan(start);
    expect(changed!.text.slice(0, start)).toBe(text.slice(0, start));
    expect(text.endsWith(changed!.text.slice(end))).toBe(true);
  }
});

test('a text that offers no place for a change is left alone', () => {
  for (const change of CHANGES) expect(changeText('well then', change, NAMES, new Random(1))).toBeUndefined();
});
