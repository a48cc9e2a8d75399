import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { GatewayError } from '../../../errors/gateway-error.ts';
import type { FromThread, MethodOf, Question, SentFailure } from './serve-object.ts';

/** Room for a batch and what becomes of it; the usual size would be memory that nobody needs. */
const YOUNG_MB = 8;

/** Asks a thread for what its object can do. A thread that ended rejects every question. */
export interface ObjectThread<Served extends { readonly opened: unknown }> {
  readonly opened: Served['opened'];
  ask<Method extends MethodOf<Served>>(
    method: Method,
    ...values: Served[Method] extends (...values: infer Values) => unknown ? Values : never
  ): Promise<Served[Method] extends (...values: never[]) => infer Value ? Value : never>;
  /** A method of the object, as it is asked for. */
  asking<Method extends MethodOf<Served>>(
    method: Method,
  ): (
    ...values: Served[Method] extends (...values: infer Values) => unknown ? Values : never
  ) => Promise<Served[Method] extends (...values: never[]) => infer Value ? Value : never>;
  /** Closes the object, after what was asked before. */
  close(): Promise<void>;
}

/** Opens an object in a thread of its own, by the script beside this one; rejects with a GatewayError that says why it cannot be. */
export async function openObjectThread<Served extends { readonly opened: unknown }>(
  script: string,
  options: unknown,
): Promise<ObjectThread<Served>> {
  const worker = new Worker(pathOf(script), {
    workerData: options,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const waiting = new Map<number, { resolve(value: never): void; reject(cause: Error): void }>();
  let last = 0;
  let ended: Error | undefined;
  const end = (cause: Error) => {
    ended ??= cause;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  const opened = await new Promise<Served['opened']>((resolve, reject) => {
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
  const ask = (method: string, values: readonly unknown[]) =>
    new Promise<never>((resolve, reject) => {
      if (ended !== undefined) return reject(ended);
      const question: Question = { number: ++last, method, values };
      waiting.set(question.number, { resolve, reject });
      worker.postMessage(question);
    });
  return {
    opened,
    ask: (method, ...values) => ask(method as string, values),
    asking:
      (method) =>
      (...values) =>
        ask(method as string, values),
    async close() {
      if (ended !== undefined) return;
      const gone = new Promise((resolve) => worker.once('exit', resolve));
      await ask('close', []);
      await gone;
    },
  };
}

function errorOf({ code, message, hint }: SentFailure): GatewayError {
  return new GatewayError(code, message, hint === undefined ? {} : { hint });
}

/** Tests run on the sources, which a thread cannot read: it is the built one there. */
function pathOf(script: string): string {
  const beside = fileURLToPath(new URL(`./${script}`, import.meta.url));
  return existsSync(beside)
    ? beside
    : fileURLToPath(new URL(`../../../../dist/stores/drivers/embedded/${script}`, import.meta.url));
}
