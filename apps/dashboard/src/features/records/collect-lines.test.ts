import { expect, test } from 'vitest';
import { type Collected, collectLines } from './collect-lines.ts';

/** An answer of so many lines, in chunks that end in the middle of them. */
function answerOf(lines: number): Response {
  const text = new TextEncoder().encode('{"id":"0123456789"}\n'.repeat(lines));
  let at = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= text.length) return controller.close();
      controller.enqueue(text.slice(at, at + 65_537));
      at += 65_537;
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/jsonl' } });
}

test('keeps every byte, counts the lines, and tells how far it is', async () => {
  const told: Collected[] = [];
  const { file, lines, bytes } = await collectLines(answerOf(500_000), (collected) => told.push(collected));
  expect({ lines, bytes, size: file.size, type: file.type }).toEqual({
    lines: 500_000,
    bytes: 10_000_000,
    size: 10_000_000,
    type: 'application/jsonl',
  });
  expect(await file.slice(0, 40).text()).toBe('{"id":"0123456789"}\n{"id":"0123456789"}\n');
  expect(told.length).toBeGreaterThan(20);
  expect(told.map((each) => each.lines)).toEqual(told.map((each) => each.lines).toSorted((a, b) => a - b));
});

test('an answer of nothing is an empty file', async () => {
  expect(await collectLines(answerOf(0), () => {})).toMatchObject({ lines: 0, bytes: 0 });
});
