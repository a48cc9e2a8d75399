import { expect, test } from 'vitest';
import { chunkSource } from './chunk-source.ts';

/** Settles what waits for nothing but promises. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

function made(count: number) {
  const seen = { made: 0, isClosed: false };
  async function* chunks() {
    try {
      for (let at = 0; at < count; at++) {
        seen.made++;
        yield Buffer.from(String(at));
      }
    } finally {
      seen.isClosed = true;
    }
  }
  return { seen, chunks };
}

function sinkOf(hasRoom: () => boolean) {
  const got: string[] = [];
  return {
    got,
    sink: {
      write: (chunk: Uint8Array) => {
        got.push(Buffer.from(chunk).toString());
        return hasRoom();
      },
      end: () => void got.push('end'),
      fail: (cause: Error) => void got.push(cause.message),
    },
  };
}

test('sends all chunks, then ends', async () => {
  const { chunks } = made(3);
  const { got, sink } = sinkOf(() => true);
  chunkSource(chunks()).start(sink);
  await settle();
  expect(got).toEqual(['0', '1', '2', 'end']);
});

test('makes nothing while there is no room', async () => {
  const { chunks, seen } = made(3);
  const { got, sink } = sinkOf(() => false);
  const source = chunkSource(chunks());
  source.start(sink);
  await settle();
  expect([got, seen.made]).toEqual([['0'], 1]);
  source.resume();
  await settle();
  expect([got, seen.made]).toEqual([['0', '1'], 2]);
});

test('says nothing more once it is cancelled, and lets go of what makes the chunks', async () => {
  const { chunks, seen } = made(3);
  const { got, sink } = sinkOf(() => false);
  const source = chunkSource(chunks());
  source.start(sink);
  await settle();
  source.cancel();
  source.resume();
  await settle();
  expect(got).toEqual(['0']);
  expect(seen).toEqual({ made: 1, isClosed: true });
});

test('breaks off with what went wrong', async () => {
  // biome-ignore lint/correctness/useYield: it breaks off before
  async function* broken(): AsyncGenerator<Uint8Array> {
    throw new Error('the store is gone');
  }
  const { got, sink } = sinkOf(() => true);
  chunkSource(broken()).start(sink);
  await settle();
  expect(got).toEqual(['the store is gone']);
});
