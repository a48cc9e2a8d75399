import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { GatewayError } from '../../../errors/gateway-error.ts';
import type { LogFile, LogFileOptions, OpenedFile } from './log-file.ts';
import type { FileMethod, FromThread, Question, SentFailure } from './log-thread.ts';

/** Asks a thread for what its file can do. A thread that ended rejects every question. */
export interface FileThread {
  readonly opened: OpenedFile;
  ask<Method extends FileMethod>(
    method: Method,
    ...values: Parameters<LogFile[Method]>
  ): Promise<ReturnType<LogFile[Method]>>;
  /** Closes the file, after what was asked before. */
  close(): Promise<void>;
}

/** Opens a file in a thread of its own; rejects with a GatewayError that says why it cannot be. */
export async function openFileThread(options: LogFileOptions): Promise<FileThread> {
  const worker = new Worker(threadPath(), { workerData: options });
  const waiting = new Map<number, { resolve(value: never): void; reject(cause: Error): void }>();
  let last = 0;
  let ended: Error | undefined;
  const end = (cause: Error) => {
    ended ??= cause;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  const opened = await new Promise<OpenedFile>((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      if ('opened' in message) return resolve(message.opened);
      if (!('number' in message)) {
        void worker.terminate();
        return reject(errorOf(message.failure));
      }
      const question = waiting.get(message.number);
      waiting.delete(message.number);
      if ('failure' in message) question?.reject(errorOf(message.failure));
      else question?.resolve(message.value as never);
    });
    worker.on('error', (cause) => {
      end(cause as Error);
      reject(cause);
    });
    worker.on('exit', () => {
      end(new GatewayError('gateway.store_closed', 'the store is closed'));
      reject(ended);
    });
  });
  const ask: FileThread['ask'] = (method, ...values) =>
    new Promise((resolve, reject) => {
      if (ended !== undefined) return reject(ended);
      const question: Question = { number: ++last, method, values };
      waiting.set(question.number, { resolve, reject });
      worker.postMessage(question);
    });
  return {
    opened,
    ask,
    async close() {
      if (ended !== undefined) return;
      const gone = new Promise((resolve) => worker.once('exit', resolve));
      await ask('close');
      await gone;
    },
  };
}

function errorOf({ code, message, hint }: SentFailure): GatewayError {
  return new GatewayError(code, message, hint === undefined ? {} : { hint });
}

/** Tests run on the sources, which a thread cannot read: it is the built one there. */
function threadPath(): string {
  const beside = fileURLToPath(new URL('./log-thread.js', import.meta.url));
  return existsSync(beside)
    ? beside
    : fileURLToPath(new URL('../../../../dist/stores/drivers/embedded/log-thread.js', import.meta.url));
}
