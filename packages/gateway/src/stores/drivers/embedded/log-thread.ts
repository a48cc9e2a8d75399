import { parentPort, workerData } from 'node:worker_threads';
import { GatewayError } from '../../../errors/gateway-error.ts';
import { messageOf } from '../../../errors/request-failure.ts';
import { loadLibsql } from './load-libsql.ts';
import { LogFile, type LogFileOptions } from './log-file.ts';

/** What the thread is asked: a method of the file, with its arguments. */
export interface Question {
  readonly number: number;
  readonly method: FileMethod;
  readonly values: readonly unknown[];
}

/** Methods that can be asked for: all that waits for the disk. */
export type FileMethod = {
  [Name in keyof LogFile]: LogFile[Name] extends (...values: never[]) => unknown ? Name : never;
}[keyof LogFile];

export interface SentFailure {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
}

export type FromThread =
  | { readonly opened: LogFile['opened'] }
  | { readonly failure: SentFailure }
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly failure: SentFailure };

const port = parentPort!;
const send = (message: FromThread) => port.postMessage(message);

function sent(cause: unknown): SentFailure {
  const own = cause instanceof GatewayError ? cause : undefined;
  return { code: own?.code ?? 'gateway.store_failed', message: messageOf(cause), hint: own?.hint };
}

try {
  const file = new LogFile(await loadLibsql(), workerData as LogFileOptions);
  port.on('message', ({ number, method, values }: Question) => {
    try {
      // The question's types are checked where it is asked.
      const value = (file[method] as (...given: readonly unknown[]) => unknown).apply(file, values as unknown[]);
      send({ number, value });
    } catch (cause) {
      send({ number, failure: sent(cause) });
    }
    if (method === 'close') port.close();
  });
  send({ opened: file.opened });
} catch (cause) {
  send({ failure: sent(cause) });
}
