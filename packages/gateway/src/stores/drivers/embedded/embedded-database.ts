import type { SqlDatabase, SqlDialect } from '../../sql/sql-database.ts';
import type { DatabaseFile, DatabaseFileOptions } from './database-file.ts';
import { openObjectThread } from './object-thread.ts';

const SQLITE: SqlDialect = {
  integer: 'INTEGER',
  real: 'REAL',
  bytes: 'BLOB',
  json: 'TEXT',
  counted: 'INTEGER PRIMARY KEY AUTOINCREMENT',
};

/**
 * Opens the tables of roles in one durable file, through a thread, so that no request waits for the disk. Several
 * processes may have the same file open. Rejects with a GatewayError where the file cannot be used.
 */
export async function openEmbeddedDatabase(options: DatabaseFileOptions): Promise<SqlDatabase> {
  const thread = await openObjectThread<DatabaseFile>('database-thread.js', options);
  return {
    dialect: SQLITE,
    run: async (sql, ...values) => (await thread.ask('batch', [{ sql, values }]))[0]!,
    batch: (statements) => thread.ask('batch', statements),
    migrate: (role, steps) =>
      thread.ask(
        'migrate',
        role,
        steps.map((step) => step(SQLITE)),
      ),
    close: () => thread.close(),
  };
}
