import { workerData } from 'node:worker_threads';
import { loadLibsql } from './load-libsql.ts';
import { LogFile, type LogFileOptions } from './log-file.ts';
import { serveObject } from './serve-object.ts';

await serveObject(async () => new LogFile(await loadLibsql(), workerData as LogFileOptions));
