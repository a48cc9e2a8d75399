/**
 * What an adapter is written with: a definition of how a model of the operator's answers for a head.
 *
 * @module
 */

export type { Report } from '../config/diagnostic.ts';
export { durationSchema, parseDuration } from '../config/duration.ts';
export type { Environment } from '../config/environment.ts';
export { type Schema, s } from '../config/schema.ts';
export * from './adapter.ts';
export { ruleHead } from './rule-head.ts';
