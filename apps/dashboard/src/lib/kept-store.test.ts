import { expect, test } from 'vitest';
import { createKeptStore } from './kept-store.ts';

function aStorage(isFull = false): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => {
      if (isFull) throw new Error('full');
      items.set(key, value);
    },
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
    key: () => null,
    length: 0,
  };
}

const options = (storage: Storage) => ({
  storage,
  key: 'chosen',
  first: { name: '', secret: '' },
  keep: ({ name }: { name: string }) => ({ name }),
  revive: (kept: unknown) =>
    typeof (kept as { name?: unknown } | null)?.name === 'string'
      ? { name: (kept as { name: string }).name, secret: '' }
      : undefined,
});

test('a value is there again, without what is not to be kept', () => {
  const storage = aStorage();
  createKeptStore(options(storage)).set({ name: 'ada', secret: 'x' });
  expect(createKeptStore(options(storage)).get()).toEqual({ name: 'ada', secret: '' });
  expect(storage.getItem('chosen')).toBe('{"name":"ada"}');
});

test.each(['', 'no json', 'null', '[]', '{"name":1}'])('%j under its name is passed over', (text) => {
  const storage = aStorage();
  storage.setItem('chosen', text);
  expect(createKeptStore(options(storage)).get()).toEqual({ name: '', secret: '' });
});

test('where the browser keeps nothing more, the page goes on', () => {
  const store = createKeptStore(options(aStorage(true)));
  store.set({ name: 'ada', secret: '' });
  expect(store.get().name).toBe('ada');
});
