import { z } from 'zod';

/**
 * The schema builder that definitions use. The library behind it is an implementation detail: definitions import `s`
 * and `Schema` from here, so that it can change in one place.
 */
export const s = z;

/** Parses unknown data to `T`; every field carries a description, from which documents and forms are made. */
export type Schema<T> = z.ZodType<T>;

/** JSON Schema (draft 2020-12) of a schema's input. */
export function toJsonSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
}
