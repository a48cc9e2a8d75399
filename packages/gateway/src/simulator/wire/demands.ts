import type { IncomingHttpHeaders } from 'node:http';
import { textIn } from '../../json/json-record.ts';
import { badRequest } from '../api-error.ts';

/** The ways in which a simulated answer can go wrong when a request asks for it. */
export const FAILURES = ['hang', 'reset', 'cut-stream', 'truncate', 'error-event', 'garbage', 'slow-bytes'] as const;

/** One of the ways, or an HTTP status that stands in place of an answer. */
export type Failure = (typeof FAILURES)[number] | { readonly status: number };

/** How one answer is paced and whether it fails. */
export interface Demands {
  /** Time to the first token, in milliseconds. */
  readonly latencyMs: number;
  /** Tokens per second after the first; 0 stands for as fast as it goes. */
  readonly tokensPerSecond: number;
  /** Length of free text in tokens; undefined leaves it to the model. */
  readonly answerTokens: number | undefined;
  readonly failure: Failure | undefined;
}

/** What holds where a request demands nothing. */
export type DemandDefaults = Omit<Demands, 'failure'>;

/** Reads the `x-sim-*` headers of a request over the defaults; a 400 that lists what is understood for any other value. */
export function readDemands(
  headers: IncomingHttpHeaders,
  defaults: DemandDefaults,
  model: string | undefined,
): Demands {
  const onlyFor = headers['x-sim-failure-model'];
  const isMeant = onlyFor === undefined || onlyFor === model;
  const failure = headers['x-sim-failure'];
  return {
    latencyMs: readAmount(headers, 'x-sim-latency-ms') ?? defaults.latencyMs,
    tokensPerSecond: readAmount(headers, 'x-sim-tokens-per-second') ?? defaults.tokensPerSecond,
    answerTokens: readAmount(headers, 'x-sim-answer-tokens') ?? defaults.answerTokens,
    failure: failure !== undefined && isMeant ? readFailure(textIn(failure)) : undefined,
  };
}

function readAmount(headers: IncomingHttpHeaders, name: string): number | undefined {
  const written = headers[name];
  if (written === undefined) return undefined;
  const amount = Number(written);
  if (written === '' || !Number.isFinite(amount) || amount < 0 || amount > 1_000_000) {
    throw badRequest(`The header ${name} must be a number from 0 to 1000000, got "${textIn(written)}".`, name);
  }
  return amount;
}

function readFailure(written: string): Failure {
  const known = FAILURES.find((failure) => failure === written);
  if (known !== undefined) return known;
  const status = Number(/^status-(\d{3})$/.exec(written)?.[1]);
  if (status >= 400 && status <= 599) return { status };
  throw badRequest(
    `The header x-sim-failure must be status-400 to status-599 or one of ${FAILURES.join(', ')}, got "${written}".`,
    'x-sim-failure',
  );
}
