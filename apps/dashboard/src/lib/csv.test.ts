import { expect, test } from 'vitest';
import { readCsv } from './csv.ts';

test('cells with quotes, commas and line feeds are read', () => {
  expect(readCsv('text,label\r\n"a ""quoted"" word, and a comma",one\r\n"two\r\nlines",\r\n')).toEqual([
    ['text', 'label'],
    ['a "quoted" word, and a comma', 'one'],
    ['two\r\nlines', ''],
  ]);
});

test('files of other programs are read: line feeds alone, no end of the last line, empty lines', () => {
  expect(readCsv('a,b\n\n1,"2"\n"x ""y""",')).toEqual([
    ['a', 'b'],
    ['1', '2'],
    ['x "y"', ''],
  ]);
});
