import { suggest } from '@signalbox/engine';
import { failure, type RequestFailure } from '../../errors/request-failure.ts';
import { recordLog } from '../../stores/roles/records.ts';
import type { RouteParameter } from '../management-route.ts';

/** Parameters that single records can be found by, beside those that they are counted by. */
export const NAMES = Object.keys(recordLog.keys);
/** Parameters that records are counted by; an empty value means those without one. */
export const FACETS = Object.keys(recordLog.facets);

/** Why a query cannot be answered: a parameter that means nothing here would be left out in silence. */
export function refuseUnknown(query: URLSearchParams, known: readonly string[]): RequestFailure | undefined {
  for (const name of query.keys()) {
    if (known.includes(name)) continue;
    return failure('invalid_value', `unknown parameter ${JSON.stringify(name)}`, {
      parameter: name,
      hint: suggest(name, known, 'parameter'),
    });
  }
  return undefined;
}

/** Values of those parameters that are there. */
export function valuesOf(query: URLSearchParams, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.flatMap((name) => (query.has(name) ? [[name, query.get(name)!]] : [])));
}

/** The parameters as the description of the API names them. */
export const facetParameters: readonly RouteParameter[] = FACETS.map((name) => ({
  name,
  in: 'query',
  description: `only records of this ${name.replaceAll('_', ' ')}; empty for those without one`,
}));

export const nameParameters: readonly RouteParameter[] = NAMES.map((name) => ({
  name,
  in: 'query',
  description: `only records of this ${name.replaceAll('_', ' ')}`,
}));
