import { UsageError } from './usage-error.ts';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** The words that `--log-level` takes, for help. */
export const LOG_LEVEL_WORDS = LOG_LEVELS.join(', ');

/** A log level; `warn` when none was given. */
export function logLevelOption(value: string | boolean | undefined): LogLevel {
  const level = value ?? 'warn';
  const known = LOG_LEVELS.find((each) => each === level);
  if (known === undefined) throw new UsageError(`unknown log level "${level}"`, `one of ${LOG_LEVEL_WORDS}`);
  return known;
}

/** A whole number option within bounds, or undefined when it was not given. */
export function numberOption(
  value: string | boolean | undefined,
  flag: string,
  bounds: { readonly min: number; readonly max: number },
): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (
    typeof value === 'string' &&
    value.trim() !== '' &&
    Number.isInteger(number) &&
    number >= bounds.min &&
    number <= bounds.max
  )
    return number;
  throw new UsageError(`${flag} takes a whole number from ${bounds.min} to ${bounds.max}, got "${value}"`);
}

/** A number of days, also part of one, or undefined when it was not given. */
export function daysOption(value: string | boolean | undefined, flag: string): number | undefined {
  if (value === undefined) return undefined;
  const days = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (days >= 0 && days <= 36_500) return days;
  throw new UsageError(`${flag} takes a number of days, got "${value}"`);
}

/** A share above 0 and below 1, or undefined when it was not given. */
export function shareOption(value: string | boolean | undefined, flag: string): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (number > 0 && number < 1) return number;
  throw new UsageError(`${flag} takes a share between 0 and 1, e.g. .95, got "${value}"`);
}

/** A port from the flag, else from the environment, else undefined. 0 picks a free one. */
export function portOption(
  value: string | boolean | undefined,
  flag: string,
  environment: Readonly<Record<string, string | undefined>>,
  variable: string,
): number | undefined {
  const bounds = { min: 0, max: 65_535 };
  const fromEnvironment = environment[variable];
  return (
    numberOption(value, flag, bounds) ??
    numberOption(fromEnvironment === '' ? undefined : fromEnvironment, variable, bounds)
  );
}
