import { workerData } from 'node:worker_threads';
import { DatabaseFile, type DatabaseFileOptions } from './database-file.ts';
import { loadLibsql } from './load-libsql.ts';
import { serveObject } from './serve-object.ts';

await serveObject(async () => new DatabaseFile(await loadLibsql(), workerData as DatabaseFileOptions));
