import { UsageError } from './usage-error.ts';

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
