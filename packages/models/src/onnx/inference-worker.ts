import { parentPort, workerData } from 'node:worker_threads';
import { type Inference, type InferenceOrder, openInference } from './inference.ts';
import { OnnxError } from './onnx-error.ts';
import type { Item } from './task.ts';

/** A failure as it crosses between threads. */
export interface SentFailure {
  readonly code: string;
  readonly reason: string;
  readonly hint: string;
}

export type ToWorker = { readonly items: readonly Item[] };
export type FromWorker =
  | { readonly opened: Inference['facts'] }
  | { readonly answers: readonly unknown[] }
  | { readonly failure: SentFailure };

const port = parentPort!;

function failureOf(error: unknown): SentFailure {
  if (OnnxError.is(error)) return { code: error.code, reason: error.reason, hint: error.hint };
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'onnx.run_failed', reason, hint: 'check the model with a short text; it may need more memory' };
}

const send = (message: FromWorker) => port.postMessage(message);

try {
  const inference = await openInference(workerData as InferenceOrder);
  port.on('message', ({ items }: ToWorker) => {
    inference.answer(items).then(
      (answers) => send({ answers }),
      (error: unknown) => send({ failure: failureOf(error) }),
    );
  });
  send({ opened: inference.facts });
} catch (error) {
  send({ failure: failureOf(error) });
}
