import { expect, test } from 'vitest';
import { readCsv, writeCsv } from './csv.ts';

test('what is written is read again', () => {
  const rows = [
    ['text', 'label'],
    ['a "quoted" word, and a comma', 'one'],
    ['two\r\nlines', ''],
  ];
  expect(readCsv(writeCsv(rows))).toEqual(rows);
});

test('numbers stay numbers, nothing stays empty, and no cell is a formula', () => {
  expect(writeCsv([[-1.5, null, undefined, true, '=1+1', '@x']])).toBe("-1.5,,,true,'=1+1,'@x\r\n");
});

test('files of other programs are read: line feeds alone, no end of the last line, empty lines', () => {
  expect(readCsv('a,b\n\n1,"2"\n"x ""y""",')).toEqual([
    ['a', 'b'],
    ['1', '2'],
    ['x "y"', ''],
  ]);
});
