import { suggest } from '@signalbox/engine';
import { failure, isFailure, type RequestFailure } from '../../errors/request-failure.ts';
import type { LogFilter } from '../../stores/log-driver.ts';
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

/** Parameters that bound the time of records. */
export const TIMES = ['since', 'until'] as const;

/** The times that are there, in milliseconds since 1970. */
export function timesOf(
  query: URLSearchParams,
): { readonly since?: number | undefined; readonly until?: number | undefined } | RequestFailure {
  const since = timeOf(query, 'since');
  const until = timeOf(query, 'until');
  if (isFailure(since)) return since;
  if (isFailure(until)) return until;
  return { since, until };
}

function timeOf(query: URLSearchParams, name: (typeof TIMES)[number]): number | undefined | RequestFailure {
  const text = query.get(name);
  if (text === null) return undefined;
  const time = /^\d{1,15}$/.test(text) ? Number(text) : ISO.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  return failure('invalid_value', `${name}: expected a time, got ${JSON.stringify(text)}`, {
    parameter: name,
    hint: 'write 2026-01-31, 2026-01-31T12:00:00Z or milliseconds since 1970',
  });
}

/** A date, or a date and time with its zone: without one it would be the server's. */
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

export const timeParameters: readonly RouteParameter[] = [
  { name: 'since', in: 'query', description: 'only records from this time on: ISO 8601, or milliseconds since 1970' },
  { name: 'until', in: 'query', description: 'only records before this time' },
];

const searchParameter: RouteParameter = {
  name: 'search',
  in: 'query',
  description: 'the beginning of an id, else part of a name',
};

/** Parameters that choose which records are listed. */
export const LISTED_BY = [...FACETS, ...NAMES, ...TIMES, 'search'];
export const filterParameters: readonly RouteParameter[] = [
  ...facetParameters,
  ...nameParameters,
  ...timeParameters,
  searchParameter,
];

/** Which records a query means. */
export function filterOf(query: URLSearchParams): LogFilter | RequestFailure {
  const times = timesOf(query);
  if (isFailure(times)) return times;
  return {
    ...times,
    facets: valuesOf(query, FACETS),
    keys: valuesOf(query, NAMES),
    search: query.get('search') ?? undefined,
  };
}
