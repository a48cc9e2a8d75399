import { describe, expect, test } from 'vitest';
import { dataOfEvents, endOfLastEvent } from './event-boundary.ts';

describe('endOfLastEvent', () => {
  test.each([
    ['data: a\n\n', 9],
    ['data: a\n\ndata: b', 9],
    ['data: a\r\n\r\ndata', 11],
    ['data: a\r\rdata', 9],
    ['data: a\n\r\ndata', 10],
    ['data: a\n', 0],
    ['data: a\r\n', 0],
    ['', 0],
    ['\n\n', 2],
  ])('%j ends its last whole event at %i', (text, end) => {
    expect(endOfLastEvent(Buffer.from(text))).toBe(end);
  });
});

describe('dataOfEvents', () => {
  test('gives the data of each event, lines joined, comments and other fields left out', () => {
    expect(dataOfEvents(': ping\n\nevent: x\ndata: {"a":\ndata:1}\n\nid: 3\n\ndata: [DONE]\n\n')).toEqual([
      '{"a":\n1}',
      '[DONE]',
    ]);
  });

  test('reads all three line ends', () => {
    expect(dataOfEvents('data: a\r\n\r\ndata: b\r\rdata: c\n\n')).toEqual(['a', 'b', 'c']);
  });
});
