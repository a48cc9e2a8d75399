import { expect, test, vi } from 'vitest';
import { type QueueOptions, WriteQueue } from './write-queue.ts';

interface Item {
  readonly id: string;
  readonly value: number;
}

/** A queue to a disk that the test breaks and mends. */
function aQueue(more: Partial<QueueOptions<Item>> = {}) {
  const disk = { isBroken: false, batches: [] as (readonly Item[])[] };
  const told: string[] = [];
  const queue = new WriteQueue<Item>({
    async write(batch) {
      if (disk.isBroken) throw new Error('no space left');
      disk.batches.push(batch);
    },
    maxWaiting: 4,
    batchItems: 3,
    delayMs: 60_000,
    retryMs: 1,
    onTrouble: (cause) => told.push((cause as Error).message),
    onRecovery: () => told.push('again'),
    ...more,
  });
  const put = (id: string, value = 0) => queue.put(id, { id, value });
  return { queue, disk, told, put };
}

const written = (batches: readonly (readonly Item[])[]) => batches.flat().map(({ id, value }) => `${id}${value}`);

test('writes in batches, in order, the last of an id only', async () => {
  const { queue, disk, put } = aQueue();
  for (const id of ['a', 'b']) put(id);
  put('a', 1);
  expect(queue.get('a')).toMatchObject({ value: 1 });
  expect(disk.batches).toEqual([]);
  put('c');
  put('d');
  await queue.flush();
  expect(written(disk.batches)).toEqual(['a1', 'b0', 'c0', 'd0']);
  expect(disk.batches.map(({ length }) => length)).toEqual([3, 1]);
  expect(queue.get('a')).toBeUndefined();
});

test('who waits for one item does not wait for those that come after it without end', async () => {
  let more = 0;
  const { queue, put } = aQueue({
    maxWaiting: 1_000,
    async write() {
      put(`more${more++}`);
    },
  });
  put('a');
  await queue.written('a');
  expect(queue.get('a')).toBeUndefined();
  expect(more).toBeLessThan(3);
});

test('keeps no more waiting than it may, and counts what it cannot take', async () => {
  const { queue, disk, put, told } = aQueue({ retryMs: 60_000 });
  disk.isBroken = true;
  for (const id of 'abcdefg') {
    put(id);
    await queue.flush();
  }
  expect(queue.lost).toBe(3);
  put('a', 9);
  expect(queue.lost).toBe(3);
  expect(told).toEqual(['no space left']);
  disk.isBroken = false;
  await queue.flush();
  expect(written(disk.batches)).toEqual(['a9', 'b0', 'c0', 'd0']);
  expect(told).toEqual(['no space left', 'again']);
});

test('tries again by itself', async () => {
  const { queue, disk, put, told } = aQueue();
  disk.isBroken = true;
  put('a');
  await queue.flush();
  disk.isBroken = false;
  await vi.waitFor(() => expect(told).toEqual(['no space left', 'again']));
  expect(written(disk.batches)).toEqual(['a0']);
});

test('writes what it has when it closes, and counts what it could not', async () => {
  const good = aQueue();
  good.put('a');
  await good.queue.close();
  expect(written(good.disk.batches)).toEqual(['a0']);
  const bad = aQueue();
  bad.disk.isBroken = true;
  for (const id of 'ab') bad.put(id);
  await bad.queue.close();
  expect(bad.queue.lost).toBe(2);
});

test('of a batch that is refused only the items that are the reason are lost', async () => {
  const written: string[] = [];
  const told: unknown[] = [];
  const queue = new WriteQueue<Item>({
    async write(batch) {
      const bad = batch.find(({ value }) => value < 0);
      if (bad !== undefined) throw new RangeError(bad.id);
      written.push(...batch.map(({ id }) => id));
    },
    isRefusal: (cause) => cause instanceof RangeError,
    onRefusal: (cause) => told.push((cause as Error).message),
    maxWaiting: 9,
    batchItems: 3,
    delayMs: 60_000,
    retryMs: 60_000,
    onTrouble: () => {},
    onRecovery: () => {},
  });
  for (const [at, id] of ['a', 'bad', 'c', 'd'].entries()) queue.put(id, { id, value: id === 'bad' ? -1 : at });
  await queue.flush();
  expect(written).toEqual(['a', 'c', 'd']);
  expect(told).toEqual(['bad']);
  expect(queue.lost).toBe(1);
});
