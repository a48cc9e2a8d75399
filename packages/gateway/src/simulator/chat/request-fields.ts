import { badRequest } from '../api-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';

/** The bounds of a numeric field, both ends included. */
export interface NumberBounds {
  readonly minimum: number;
  readonly maximum?: number;
  readonly isInteger?: boolean;
}

/** A number field, or undefined when absent or null; a 400 when it is another type or out of bounds. */
export function readNumber(body: JsonObject, field: string, bounds: NumberBounds): number | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  const { minimum, maximum = Number.POSITIVE_INFINITY, isInteger = false } = bounds;
  if (typeof value !== 'number' || value < minimum || value > maximum || (isInteger && !Number.isInteger(value))) {
    const range = maximum === Number.POSITIVE_INFINITY ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
    const expected = `${isInteger ? 'a whole number' : 'a number'} ${range}`;
    throw badRequest(`\`${field}\` must be ${expected}, got ${shown(value)}.`, field);
  }
  return value;
}

/** A true-or-false field, `absent` when it is missing or null; a 400 when it is another type. */
export function readBoolean(body: JsonObject, field: string, absent: boolean): boolean {
  const value = body[field];
  if (value === undefined || value === null) return absent;
  if (typeof value !== 'boolean') throw badRequest(`\`${field}\` must be true or false, got ${shown(value)}.`, field);
  return value;
}

/** A text field, or undefined when absent or null; a 400 when it is another type. */
export function readText(body: JsonObject, field: string): string | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badRequest(`\`${field}\` must be a string, got ${shown(value)}.`, field);
  return value;
}

/** An object field, or undefined when absent or null; a 400 when it is another type. */
export function readObject(body: JsonObject, field: string): JsonObject | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (!isJsonObject(value)) throw badRequest(`\`${field}\` must be an object, got ${shown(value)}.`, field);
  return value;
}

/** A field that is one text or a list of texts, as a list; empty when absent or null; a 400 otherwise. */
export function readTexts(body: JsonObject, field: string): readonly string[] {
  const value = body[field];
  if (value === undefined || value === null) return [];
  const texts = Array.isArray(value) ? (value as readonly JsonValue[]) : [value as JsonValue];
  for (const text of texts) {
    if (typeof text !== 'string') {
      throw badRequest(`\`${field}\` must be a string or a list of strings, got ${shown(text)}.`, field);
    }
  }
  return texts as readonly string[];
}

/** A value as an error message shows it: JSON of at most about 60 characters. */
export function shown(value: JsonValue | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
