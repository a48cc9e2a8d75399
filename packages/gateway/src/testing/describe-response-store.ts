import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type {
  ItemBody,
  ResponseBody,
  ResponseBounds,
  ResponseStore,
  StoredDocument,
} from '../stores/roles/stored-responses.ts';

/** An answer of Ada's that follows another one. */
export function anAnswer(
  id: string,
  overrides: Partial<StoredDocument<ResponseBody>> = {},
): StoredDocument<ResponseBody> {
  const body: ResponseBody = {
    kind: 'response',
    input: [],
    answer: { id, text: 'é 易 \ud83d\ude00' },
    model: 'large',
    conversation: null,
  };
  return { id, owner: 'ada', tree: id, parent: null, body, ...overrides };
}

function anItem(id: string, conversation: string): StoredDocument<ItemBody> {
  return {
    id,
    owner: 'ada',
    tree: conversation,
    parent: conversation,
    body: { kind: 'item', item: { id }, model: null },
  };
}

const WIDE: ResponseBounds = { maxDocuments: 1_000, maxBytes: 10_000_000, maxAgeMs: 1_000 };

/** What every driver of stored responses has to do; `open` gives a fresh, empty one. */
export function describeResponseStore(name: string, open: () => Promise<ResponseStore>): void {
  describe(`${name}, as every store of responses`, () => {
    const opened: ResponseStore[] = [];
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
    });
    async function aStore(...documents: readonly StoredDocument[]): Promise<ResponseStore> {
      const store = await open();
      opened.push(store);
      for (const document of documents) await store.keep([document], null, 1_000);
      return store;
    }
    const idsOf = (documents: readonly StoredDocument[]) => documents.map(({ id }) => id);

    test('gives a document back as it was kept, to its owner alone', async () => {
      const body: ResponseBody = {
        kind: 'response',
        input: [{ a: 1 }],
        answer: { b: [null, 0.1, 'nul \0'] },
        model: '',
        conversation: 'conv_1',
      };
      const document = anAnswer('a', { body });
      const store = await aStore(document);
      expect(await store.get('a', 'ada')).toEqual(document);
      expect(await store.get('a', 'bo')).toBeUndefined();
      expect(await store.get('a', '')).toBeUndefined();
      expect(await store.get('b', 'ada')).toBeUndefined();
    });

    test('tells a chain from its beginning, each branch for itself', async () => {
      const store = await aStore(
        anAnswer('a'),
        anAnswer('b', { tree: 'a', parent: 'a' }),
        anAnswer('c', { tree: 'a', parent: 'b' }),
        anAnswer('other', { tree: 'a', parent: 'a' }),
      );
      expect(idsOf(await store.chain('c', 'ada'))).toEqual(['a', 'b', 'c']);
      expect(idsOf(await store.chain('other', 'ada'))).toEqual(['a', 'other']);
      expect(await store.chain('c', 'bo')).toEqual([]);
      expect(await store.chain('none', 'ada')).toEqual([]);
    });

    test('shows a gap in a chain, after which nothing older is told', async () => {
      const store = await aStore(
        anAnswer('a'),
        anAnswer('b', { tree: 'a', parent: 'a' }),
        anAnswer('c', { tree: 'a', parent: 'b' }),
      );
      expect(await store.remove('b', 'ada')).toBe(true);
      expect(await store.chain('c', 'ada')).toMatchObject([{ id: 'c', parent: 'b' }]);
    });

    test('keeps all or nothing, and nothing onto what is gone or another owner’s', async () => {
      const store = await aStore(anAnswer('a'));
      const both = [anAnswer('b', { tree: 'a', parent: 'a' }), anItem('i', 'a')];
      expect(await store.keep(both, 'gone', 1_000)).toBe(false);
      expect(await store.keep([anAnswer('b', { owner: 'bo', tree: 'a', parent: 'a' })], 'a', 1_000)).toBe(false);
      expect(await store.get('b', 'ada')).toBeUndefined();
      expect(await store.get('i', 'ada')).toBeUndefined();
      expect(await store.keep(both, 'a', 1_000)).toBe(true);
      expect(idsOf(await store.children('a', 'ada', { order: 'asc', limit: 10 }))).toEqual(['b', 'i']);
    });

    test('keeps an id once, as it was first', async () => {
      const store = await aStore(anAnswer('a'));
      const again = anAnswer('a', { owner: 'bo' });
      expect(await store.keep([again, anAnswer('b', { owner: 'bo' })], null, 1_000)).toBe(true);
      expect(await store.get('a', 'ada')).toEqual(anAnswer('a'));
      expect(await store.get('a', 'bo')).toBeUndefined();
      expect(await store.get('b', 'bo')).toBeDefined();
      expect(await store.statistics()).toMatchObject({ documents: 2, trees: 2 });
    });

    test('pages through what lies in a document, both ways', async () => {
      const store = await aStore(anAnswer('conv'));
      await store.keep(
        [...'abcde'].map((id) => anItem(id, 'conv')),
        'conv',
        1_000,
      );
      const page = async (more: object) =>
        idsOf(await store.children('conv', 'ada', { order: 'asc', limit: 2, ...more })).join('');
      expect(await page({})).toBe('ab');
      expect(await page({ after: 'b' })).toBe('cd');
      expect(await page({ after: 'e' })).toBe('');
      expect(await page({ order: 'desc' })).toBe('ed');
      expect(await page({ order: 'desc', after: 'c' })).toBe('ba');
      expect(await page({ after: 'gone' })).toBe('');
      expect(await store.children('conv', 'bo', { order: 'asc', limit: 2 })).toEqual([]);
    });

    test('replaces a body, of its owner’s alone', async () => {
      const store = await aStore(anAnswer('a'));
      const body: ResponseBody = {
        kind: 'response',
        input: [],
        answer: { changed: true },
        model: 'small',
        conversation: null,
      };
      expect(await store.replace('a', 'bo', body, 1_000)).toBe(false);
      expect(await store.replace('none', 'ada', body, 1_000)).toBe(false);
      expect(await store.replace('a', 'ada', body, 1_000)).toBe(true);
      expect((await store.get('a', 'ada'))?.body).toEqual(body);
    });

    test('deletes for good: one document, or a tree', async () => {
      const store = await aStore(anAnswer('a'), anAnswer('conv'));
      await store.keep([anItem('i', 'conv'), anItem('j', 'conv')], 'conv', 1_000);
      expect(await store.remove('a', 'bo')).toBe(false);
      expect(await store.remove('a', 'ada')).toBe(true);
      expect(await store.remove('a', 'ada')).toBe(false);
      expect(await store.get('a', 'ada')).toBeUndefined();
      expect(await store.removeTree('conv', 'bo')).toBe(false);
      expect(await store.removeTree('conv', 'ada')).toBe(true);
      expect(await store.removeTree('conv', 'ada')).toBe(false);
      expect(await store.get('i', 'ada')).toBeUndefined();
      expect(await store.keep([anItem('late', 'conv')], 'conv', 1_000)).toBe(false);
      expect(await store.statistics()).toEqual({ documents: 0, trees: 0, bytes: 0 });
    });

    test('lets go of trees to which nothing was added for long', async () => {
      const store = await aStore();
      await store.keep([anAnswer('old')], null, 1_000);
      await store.keep([anAnswer('kept')], null, 1_000);
      await store.keep([anAnswer('reply', { tree: 'kept', parent: 'kept' })], 'kept', 1_900);
      expect(await store.prune(WIDE, 2_000)).toBe(0);
      expect(await store.prune(WIDE, 2_500)).toBe(1);
      expect(await store.get('old', 'ada')).toBeUndefined();
      expect(idsOf(await store.chain('reply', 'ada'))).toEqual(['kept', 'reply']);
      expect(await store.prune(WIDE, 3_000)).toBe(2);
    });

    test('lets the trees go first to which nothing was added for longest, beyond a number and a size', async () => {
      const store = await aStore();
      for (const [at, id] of [...'abcd'].entries()) await store.keep([anAnswer(id)], null, 1_000 + at);
      await store.keep([anAnswer('reply', { tree: 'a', parent: 'a' })], 'a', 1_010);
      expect(await store.prune({ ...WIDE, maxDocuments: 3 }, 1_500)).toBe(2);
      expect(await store.get('b', 'ada')).toBeUndefined();
      expect(await store.get('c', 'ada')).toBeUndefined();
      expect(await store.get('d', 'ada')).toBeDefined();
      const { bytes } = await store.statistics();
      expect(await store.prune({ ...WIDE, maxBytes: bytes - 1 }, 1_500)).toBe(1);
      expect(idsOf(await store.chain('reply', 'ada'))).toEqual(['a', 'reply']);
      expect(await store.prune({ ...WIDE, maxBytes: 1 }, 1_500)).toBe(0);
    });

    test('counts what it has', async () => {
      const change = fc.record({
        what: fc.constantFrom('keep', 'reply', 'remove', 'removeTree', 'replace'),
        id: fc.constantFrom(...'abcdef'),
        onto: fc.constantFrom(...'abcdef'),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { maxLength: 25 }), async (changes) => {
          const store = await open();
          const model = new Map<string, StoredDocument>();
          for (const { what, id, onto } of changes) {
            const parent = model.get(onto);
            if (what === 'keep' || what === 'reply') {
              const document =
                what === 'keep' ? anAnswer(id) : anAnswer(id, { tree: parent?.tree ?? onto, parent: onto });
              const isKept = what === 'keep' || parent !== undefined;
              expect(await store.keep([document], what === 'keep' ? null : onto, 1_000)).toBe(isKept);
              if (isKept && !model.has(id)) model.set(id, document);
            } else if (what === 'remove') {
              expect(await store.remove(id, 'ada')).toBe(model.delete(id));
            } else if (what === 'removeTree') {
              expect(await store.removeTree(id, 'ada')).toBe(model.has(id));
              if (!model.has(id)) continue;
              for (const each of [...model.values()]) if (each.tree === id) model.delete(each.id);
            } else {
              expect(await store.replace(id, 'ada', anAnswer(id).body, 1_000)).toBe(model.has(id));
            }
          }
          const { documents, bytes } = await store.statistics();
          expect(documents).toBe(model.size);
          expect(bytes > 0).toBe(model.size > 0);
          for (const id of 'abcdef') expect(await store.get(id, 'ada')).toEqual(model.get(id));
          await store.close();
        }),
        { numRuns: 20 },
      );
    });
  });
}
