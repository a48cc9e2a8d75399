import type { MaybePromise } from './index.ts';

/** Goes on at once where the value is there, later where it is promised; a rejection passes through. */
export function whenReady<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Goes on with all values, in order, at once where none is a promise; a rejection of any passes through. */
export function whenAllReady<T, R>(
  values: readonly MaybePromise<T>[],
  next: (values: readonly T[]) => MaybePromise<R>,
): MaybePromise<R> {
  return values.some((value) => value instanceof Promise)
    ? Promise.all(values).then(next)
    : next(values as readonly T[]);
}
