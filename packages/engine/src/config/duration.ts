import { s, textForms } from './schema.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;

/** Milliseconds of a duration such as `250ms`, `30s`, `5m` or `1h`; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  return match === null ? undefined : Number(match[1]) * UNITS[match[2]!]!;
}

const FORM = { expected: 'a duration', hint: 'write a number and a unit: 250ms, 30s, 5m or 1h' };

/** A duration text, kept as text in the data. */
export function durationSchema(description: string) {
  return s
    .string()
    .refine((text) => parseDuration(text) !== undefined, {
      message: `expected ${FORM.expected}`,
      params: { code: 'config.invalid_duration', hint: FORM.hint },
    })
    .describe(description)
    .register(textForms, FORM);
}
