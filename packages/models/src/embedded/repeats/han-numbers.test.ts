import { expect, test } from 'vitest';
import { hanNumbers } from './han-numbers.ts';

test.each([
  ['十分钟', ['10']],
  ['二十五岁', ['25']],
  ['三百二十元', ['320']],
  ['两万五千人', ['25000']],
  ['一九八四年', ['1984']],
  ['一百个', ['100']],
  ['二〇二四年', ['2024']],
  ['三千零七', ['3007']],
])('reads %s', (text, numbers) => {
  expect(hanNumbers(text)).toEqual(numbers);
});

test.each(['写一首诗', '十分好看', '第一次', '万一下雨', '星期三', '没有数字'])('counts nothing in %s', (text) => {
  expect(hanNumbers(text)).toEqual([]);
});
