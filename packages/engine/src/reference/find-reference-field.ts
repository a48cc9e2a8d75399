import type { ConfigPath } from '../config/diagnostic.ts';
import { REFERENCE_FIELDS, type ReferenceField } from './reference-fields.ts';

const FIELDS: ReadonlyMap<string, ReferenceField> = new Map(REFERENCE_FIELDS.map((field) => [field.path, field]));

/** What is known of a key that our schema does not have; undefined for what the reference does not have either. */
export function findReferenceField(path: ConfigPath): ReferenceField | undefined {
  return FIELDS.get(patternOf(path));
}

/** `routing.decisions[].name`; the routing of a recipe is written as the top-level one. */
export function patternOf(path: ConfigPath): string {
  let pattern = '';
  for (const step of path) pattern += typeof step === 'number' ? '[]' : pattern === '' ? step : `.${step}`;
  return pattern.replace(/^recipes\[\]\.routing/, 'routing');
}
