import { z } from 'zod';

// A config is read once: writing and compiling a function for each of its objects takes longer than that one reading.
z.config({ jitless: true });

/**
 * The schema builder that definitions use. The library behind it is an implementation detail: definitions import `s`
 * and `Schema` from here, so that it can change in one place.
 */
export const s = z;

/** Parses unknown data to `T`; every field carries a description, from which documents and forms are made. */
export type Schema<T> = z.ZodType<T>;

/** What a text has to be, and how to write one: for texts that a value of another type is easily taken for. */
export const textForms = z.registry<{ readonly expected: string; readonly hint: string }>();

/** JSON Schema (draft 2020-12) of a schema's input. */
export function toJsonSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
}

/** A schema from JSON Schema: what a router elsewhere says of its definitions. Checks that are code are not in it. */
export function fromJsonSchema(schema: Readonly<Record<string, unknown>>): Schema<unknown> {
  return z.fromJSONSchema(schema);
}
