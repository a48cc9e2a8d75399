import { describe, expect, test } from 'vitest';
import { createResponseReader } from './response-reader.mjs';

/** Reads the text in pieces of `size` bytes and tells what came out. */
function readInPieces(text: string, size: number) {
  const seen: unknown[] = [];
  const reader = createResponseReader({
    onFirstByte: () => seen.push('first byte'),
    onEnd: (status: number, tail: string) => seen.push([status, tail]),
    onProblem: (problem: string) => seen.push(problem),
  });
  const bytes = Buffer.from(text);
  // One buffer for all reads, as the socket reuses its own.
  const window = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    const length = bytes.copy(window, 0, at, Math.min(at + size, bytes.length));
    reader.read(window.subarray(0, length));
  }
  return { seen, isInside: reader.isInside };
}

const withLength = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"ok":true}';
const chunked =
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\nE;x=y\r\ndata: [DONE]\n\n\r\n0\r\n\r\n';

describe.each([1, 2, 3, 7, 64, 4096])('in pieces of %d bytes', (size) => {
  test('reads an answer with a length', () => {
    expect(readInPieces(withLength, size)).toEqual({ seen: ['first byte', [200, '{"ok":true}']], isInside: false });
  });

  test('reads a chunked stream to its end mark', () => {
    const { seen, isInside } = readInPieces(chunked, size);
    expect(seen).toHaveLength(2);
    expect(seen[1]).toEqual([200, 'data: 1\n\ndata: [DONE]\n\n']);
    expect(isInside).toBe(false);
  });

  test('reads one answer after another, also one without a body', () => {
    const empty = 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n';
    const { seen } = readInPieces(withLength + empty + chunked + withLength, size);
    expect(seen.filter((each) => each !== 'first byte').map((each) => (each as unknown[])[0])).toEqual([
      200, 503, 200, 200,
    ]);
  });

  test('reads trailers after the last chunk', () => {
    const trailed = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nx-a: 1\r\n\r\n';
    expect(readInPieces(trailed, size).seen).toEqual(['first byte', [200, 'hi']]);
  });

  test('does not take half an answer for a whole one', () => {
    const { seen, isInside } = readInPieces(chunked.slice(0, -2), size);
    expect(seen).toEqual(['first byte']);
    expect(isInside).toBe(true);
  });
});

test.each([
  ['what is not HTTP', 'SSH-2.0-server ready\r\n\r\n', /expected an HTTP/],
  ['an answer without a length', 'HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nabc', /neither content-length/],
  ['a chunk without a size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n', /expected a chunk size/],
])('reports %s', (_, text, problem) => {
  expect(String(readInPieces(text, 4096).seen.at(-1))).toMatch(problem);
});
