import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlDatabase, SqlDialect } from '../stores/sql/sql-database.ts';
import { storableJson } from '../stores/sql/storable-json.ts';

/** Opens the database of a name: twice the same name is twice the same database. */
export type OpenSqlDatabase = (name: string) => Promise<SqlDatabase>;

const notes = [
  ({ counted, integer, bytes, json }: SqlDialect) =>
    `CREATE TABLE notes (number ${counted}, name TEXT NOT NULL UNIQUE, size ${integer}, picture ${bytes}, body ${json});
     CREATE INDEX notes_by_size ON notes (size)`,
];

/** What every database has to do for roles. */
export function describeSqlDatabase(name: string, open: OpenSqlDatabase): void {
  describe(`${name}, as every database`, () => {
    let database: SqlDatabase;
    beforeAll(async () => {
      database = await open('shared');
      await database.migrate('notes', notes);
    });
    afterAll(() => database.close());
    const put = 'INSERT INTO notes (name, size, body) VALUES (?, ?, ?)';

    test('gives values back as they were put', async () => {
      const picture = new Uint8Array([0, 1, 254, 255]);
      const sql =
        'INSERT INTO notes (name, size, picture, body) VALUES (?, ?, ?, ?) RETURNING number, size, picture, body';
      const [row] = await database.run(sql, 'Åse 易', 2 ** 53 - 1, picture, '{"a": "é\\""}');
      expect(row).toMatchObject({ size: 2 ** 53 - 1, picture });
      expect(JSON.parse(row!.body as string)).toEqual({ a: 'é"' });
      expect(row!.number).toBeGreaterThan(0);
      expect(await database.run("SELECT size FROM notes WHERE name = 'nobody'")).toEqual([]);
      expect(await database.run(put, 'empty', null, null)).toEqual([]);
      expect((await database.run("SELECT size, picture FROM notes WHERE name = 'empty'"))[0]).toEqual({
        size: null,
        picture: null,
      });
    });

    test('keeps any text in JSON, but for what no database keeps', async () => {
      const text = 'nul \0, half a pair \ud83d, a whole one 😀, written \\u0000';
      const [row] = await database.run(`${put} RETURNING body`, 'json', 1, storableJson({ text }));
      expect(JSON.parse(row!.body as string)).toEqual({
        text: 'nul \ufffd, half a pair \ufffd, a whole one 😀, written \\u0000',
      });
    });

    test('runs all of a batch or none, and gives the rows of each', async () => {
      const count = "SELECT COUNT(*) AS count FROM notes WHERE name LIKE 'batch-%'";
      const twice = [
        { sql: put, values: ['batch-1', 1, null] },
        { sql: put, values: ['batch-1', 2, null] },
      ];
      await expect(database.batch(twice)).rejects.toMatchObject({
        code: expect.stringMatching(/store_(failed|refused)/),
      });
      expect(await database.batch([{ sql: put, values: ['batch-2', 1, null] }, { sql: count }])).toEqual([
        [],
        [{ count: 1 }],
      ]);
    });

    test('counts on where rows of a name are there already', async () => {
      const sql = `${put} ON CONFLICT (name) DO UPDATE SET size = notes.size + excluded.size RETURNING size`;
      await database.run(sql, 'counter', 2, null);
      expect(await database.run(sql, 'counter', 3, null)).toEqual([{ size: 5 }]);
    });

    test('loses no addition of many at once, from two that have it open', async () => {
      const other = await open('shared');
      await database.run(put, 'race', 0, null);
      const add = (one: SqlDatabase) => one.run("UPDATE notes SET size = size + 1 WHERE name = 'race'");
      await Promise.all(Array.from({ length: 40 }, (_, at) => add(at % 2 === 0 ? database : other)));
      expect(await database.run("SELECT size FROM notes WHERE name = 'race'")).toEqual([{ size: 40 }]);
      await other.close();
    });

    test('takes each step of a migration once, also when two start at the same time', async () => {
      const both = await Promise.all([open('fresh'), open('fresh')]);
      const before = await Promise.all(both.map((each) => each.migrate('notes', notes)));
      expect(before.sort()).toEqual([0, 1]);
      const [first, second] = both;
      await first!.run(put, 'kept', 7, null);
      const more = [...notes, ({ integer }: SqlDialect) => `ALTER TABLE notes ADD COLUMN weight ${integer}`];
      expect(await second!.migrate('notes', more)).toBe(1);
      expect(await second!.migrate('notes', more)).toBe(2);
      expect(await first!.run('SELECT name, size, weight FROM notes')).toEqual([
        { name: 'kept', size: 7, weight: null },
      ]);
      await expect(first!.migrate('notes', notes)).rejects.toMatchObject({ code: 'gateway.store_too_new' });
      for (const each of both) await each.close();
    });

    test('leaves nothing of a migration that fails', async () => {
      const steps = [() => 'CREATE TABLE half (a TEXT)', () => 'CREATE TABLE broken ('];
      await expect(database.migrate('halves', steps)).rejects.toMatchObject({ code: 'gateway.store_failed' });
      await expect(database.run('SELECT * FROM half')).rejects.toThrow();
    });

    test('rejects once it is closed', async () => {
      const other = await open('shared');
      await other.close();
      await expect(other.run('SELECT 1 AS one')).rejects.toMatchObject({ code: 'gateway.store_closed' });
    });
  });
}
