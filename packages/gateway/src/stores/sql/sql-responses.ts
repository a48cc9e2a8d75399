import {
  type ChildrenPage,
  DOCUMENT_BYTES,
  type DocumentBody,
  type ResponseBounds,
  type ResponseStatistics,
  type ResponseStore,
  type StoredDocument,
} from '../roles/stored-responses.ts';
import type { SqlDatabase, SqlDialect, SqlRow, SqlStatement, SqlValue } from './sql-database.ts';

/** Bodies are text and not JSON of the database's: they go out as they came in. */
const STEPS: readonly ((dialect: SqlDialect) => string)[] = [
  ({ integer, counted }) => `
    CREATE TABLE response_trees (
      tree TEXT PRIMARY KEY, owner TEXT NOT NULL, touched ${integer} NOT NULL,
      documents ${integer} NOT NULL, bytes ${integer} NOT NULL);
    CREATE INDEX response_trees_by_touched ON response_trees (touched);
    CREATE INDEX response_trees_empty ON response_trees (documents) WHERE documents = 0;
    CREATE TABLE response_documents (
      number ${counted}, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL,
      tree TEXT NOT NULL REFERENCES response_trees (tree) ON DELETE CASCADE,
      parent TEXT, bytes ${integer} NOT NULL, body TEXT NOT NULL);
    CREATE INDEX response_documents_by_tree ON response_documents (tree);
    CREATE INDEX response_documents_by_parent ON response_documents (parent, number)`,
];

const DOCUMENTS_AT_ONCE = 100;
const COLUMNS = 'id, owner, tree, parent, body';
const IS_THERE = 'EXISTS (SELECT 1 FROM response_documents o WHERE o.id = ? AND o.owner = ?)';
const TREE_OF = '(SELECT tree FROM response_documents WHERE id = ? AND owner = ?)';
/** Whoever changes a tree has it to itself till the end of the batch: what later statements look for, they find as it is. */
const HOLD_TREE = `UPDATE response_trees SET touched = touched WHERE tree = ${TREE_OF}`;

/** Answers and conversations in a database's tables, which it makes or brings up to date. It does not close the database. */
export async function openSqlResponses(database: SqlDatabase): Promise<ResponseStore> {
  await database.migrate('responses', STEPS);
  return new SqlResponses(database);
}

class SqlResponses implements ResponseStore {
  readonly #database: SqlDatabase;
  readonly #integer: string;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#integer = database.dialect.integer;
  }

  async keep(documents: readonly StoredDocument[], onto: string | null, timeMs: number): Promise<boolean> {
    const owner = documents[0]?.owner ?? '';
    const there = onto === null ? undefined : [onto, owner];
    const rows = await this.#database.batch([
      ...(there === undefined ? [] : [{ sql: HOLD_TREE, values: there }]),
      ...documents.flatMap((document) => this.#adding(document, there, timeMs)),
      ...(there === undefined ? [] : [{ sql: `SELECT 1 AS one WHERE ${IS_THERE}`, values: there }]),
    ]);
    return there === undefined || rows.at(-1)!.length > 0;
  }

  async get(id: string, owner: string): Promise<StoredDocument | undefined> {
    const sql = `SELECT ${COLUMNS} FROM response_documents WHERE id = ? AND owner = ?`;
    const [row] = await this.#database.run(sql, id, owner);
    return row === undefined ? undefined : documentOf(row);
  }

  async chain(id: string, owner: string): Promise<readonly StoredDocument[]> {
    const columns = COLUMNS.split(', ').map((column) => `d.${column}`);
    const rows = await this.#database.run(
      `WITH RECURSIVE chain (${COLUMNS}, depth) AS (
         SELECT ${COLUMNS}, 0 FROM response_documents WHERE id = ? AND owner = ?
         UNION ALL
         SELECT ${columns.join(', ')}, c.depth + 1 FROM chain c JOIN response_documents d ON d.id = c.parent WHERE d.owner = ?)
       SELECT ${COLUMNS} FROM chain ORDER BY depth DESC`,
      ...[id, owner, owner],
    );
    return rows.map(documentOf);
  }

  async children(parent: string, owner: string, page: ChildrenPage): Promise<readonly StoredDocument[]> {
    const isForward = page.order === 'asc';
    const after =
      page.after === undefined
        ? { sql: '', values: [] }
        : {
            sql: `AND number ${isForward ? '>' : '<'} (SELECT number FROM response_documents WHERE id = ? AND parent = ?)`,
            values: [page.after, parent],
          };
    const rows = await this.#database.run(
      `SELECT ${COLUMNS} FROM response_documents WHERE parent = ? AND owner = ? ${after.sql}
       ORDER BY number ${isForward ? 'ASC' : 'DESC'} LIMIT ?`,
      ...[parent, owner, ...after.values, page.limit],
    );
    return rows.map(documentOf);
  }

  async replace(id: string, owner: string, body: DocumentBody, timeMs: number): Promise<boolean> {
    const json = JSON.stringify(body);
    const bytes = bytesOf(json);
    const [, , replaced] = await this.#database.batch([
      { sql: HOLD_TREE, values: [id, owner] },
      {
        sql: `UPDATE response_trees SET touched = ?, bytes = bytes + ? - (
                SELECT d.bytes FROM response_documents d WHERE d.id = ? AND d.owner = ?) WHERE tree = ${TREE_OF}`,
        values: [timeMs, bytes, id, owner, id, owner],
      },
      {
        sql: 'UPDATE response_documents SET body = ?, bytes = ? WHERE id = ? AND owner = ? RETURNING id',
        values: [json, bytes, id, owner],
      },
    ]);
    return replaced!.length > 0;
  }

  async remove(id: string, owner: string): Promise<boolean> {
    const [, , removed] = await this.#database.batch([
      { sql: HOLD_TREE, values: [id, owner] },
      {
        sql: `UPDATE response_trees SET documents = documents - 1, bytes = bytes - (
                SELECT d.bytes FROM response_documents d WHERE d.id = ? AND d.owner = ?) WHERE tree = ${TREE_OF}`,
        values: [id, owner, id, owner],
      },
      { sql: 'DELETE FROM response_documents WHERE id = ? AND owner = ? RETURNING id', values: [id, owner] },
      { sql: 'DELETE FROM response_trees WHERE documents = 0' },
    ]);
    return removed!.length > 0;
  }

  async removeTree(tree: string, owner: string): Promise<boolean> {
    const sql = `DELETE FROM response_trees WHERE tree = ? AND owner = ? AND ${IS_THERE} RETURNING tree`;
    return (await this.#database.run(sql, tree, owner, tree, owner)).length > 0;
  }

  async prune({ maxDocuments, maxBytes, maxAgeMs }: ResponseBounds, nowMs: number): Promise<number> {
    const newestFirst = 'OVER (ORDER BY touched DESC, tree)';
    const dropped = await this.#database.batch([
      { sql: 'DELETE FROM response_trees WHERE touched < ? RETURNING documents', values: [nowMs - maxAgeMs] },
      {
        sql: `DELETE FROM response_trees WHERE tree IN (
                SELECT tree FROM (
                  SELECT tree, ROW_NUMBER() ${newestFirst} AS place, SUM(documents) ${newestFirst} AS many,
                    SUM(bytes) ${newestFirst} AS size FROM response_trees) ranked
                WHERE place > 1 AND (many > ? OR size > ?)) RETURNING documents`,
        values: [maxDocuments, maxBytes],
      },
    ]);
    return dropped.flat().reduce((sum, { documents }) => sum + (documents as number), 0);
  }

  async statistics(): Promise<ResponseStatistics> {
    const sum = (column: string) => `CAST(COALESCE(SUM(${column}), 0) AS ${this.#integer}) AS ${column}`;
    const [row] = await this.#database.run(
      `SELECT COUNT(*) AS trees, ${sum('documents')}, ${sum('bytes')} FROM response_trees`,
    );
    const { trees, documents, bytes } = row as Readonly<Record<'trees' | 'documents' | 'bytes', number>>;
    return { trees, documents, bytes };
  }

  async *all(): ReturnType<ResponseStore['all']> {
    let last = 0;
    while (true) {
      const rows = await this.#database.run(
        `SELECT d.number, d.id, d.owner, d.tree, d.parent, d.body, t.touched FROM response_documents d
         JOIN response_trees t ON t.tree = d.tree WHERE d.number > ? ORDER BY d.number LIMIT ?`,
        ...[last, DOCUMENTS_AT_ONCE],
      );
      if (rows.length === 0) return;
      for (const row of rows) yield { document: documentOf(row), touchedMs: row.touched as number };
      last = rows.at(-1)!.number as number;
    }
  }

  /** Whoever opened the database closes it: other roles may have their tables there. */
  async close(): Promise<void> {}

  /** Adds one document, and counts it, where its id is not taken and what it is put onto is there. */
  #adding(
    { id, owner, tree, parent, body }: StoredDocument,
    there: readonly string[] | undefined,
    timeMs: number,
  ): readonly SqlStatement[] {
    const json = JSON.stringify(body);
    const bytes = bytesOf(json);
    const number = `CAST(? AS ${this.#integer})`;
    const where = there === undefined ? '1 = 1' : IS_THERE;
    const given: readonly SqlValue[] = there ?? [];
    return [
      {
        sql: `INSERT INTO response_trees (tree, owner, touched, documents, bytes)
                SELECT ?, ?, ${number}, 0, 0 WHERE ${where} ON CONFLICT (tree) DO NOTHING`,
        values: [tree, owner, timeMs, ...given],
      },
      {
        sql: `UPDATE response_trees SET touched = ?, documents = documents + 1, bytes = bytes + ?
                WHERE tree = ? AND ${where} AND NOT EXISTS (SELECT 1 FROM response_documents d WHERE d.id = ?)`,
        values: [timeMs, bytes, tree, ...given, id],
      },
      {
        sql: `INSERT INTO response_documents (id, owner, tree, parent, bytes, body)
                SELECT ?, ?, ?, ?, ${number}, ? WHERE ${where} ON CONFLICT (id) DO NOTHING`,
        values: [id, owner, tree, parent, bytes, json, ...given],
      },
    ];
  }
}

function documentOf({ id, owner, tree, parent, body }: SqlRow): StoredDocument {
  return {
    id: id as string,
    owner: owner as string,
    tree: tree as string,
    parent: parent as string | null,
    body: JSON.parse(body as string) as DocumentBody,
  };
}

function bytesOf(json: string): number {
  return Buffer.byteLength(json) + DOCUMENT_BYTES;
}
