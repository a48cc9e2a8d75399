import type { HeaderList } from '../http/http-message.ts';
import { FAILURE_STATUS, type FailureCode } from './failure-codes.ts';

/** Why a request is not served: a value that travels to the one place where its protocol renders it. */
export interface RequestFailure {
  readonly kind: 'failure';
  readonly code: FailureCode;
  readonly status: number;
  /** What, where, got, expected. */
  readonly message: string;
  /** The next action. */
  readonly hint?: string | undefined;
  /** The request's field at fault, e.g. `messages[2].role`. */
  readonly parameter?: string | undefined;
  /** Added to the answer, e.g. `allow`. */
  readonly headers?: HeaderList | undefined;
}

export interface FailureDetails {
  readonly hint?: string | undefined;
  readonly parameter?: string | undefined;
  readonly headers?: HeaderList | undefined;
  /** In place of the code's own, where a backend's status is passed on. */
  readonly status?: number | undefined;
}

/** Makes a failure; its status is the code's. */
export function failure(code: FailureCode, message: string, details: FailureDetails = {}): RequestFailure {
  return { kind: 'failure', code, message, ...details, status: details.status ?? FAILURE_STATUS[code] };
}

/** Whether a stage failed. */
export function isFailure(value: unknown): value is RequestFailure {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'failure';
}

/** What any caught value says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
