import type { LoadTestPlan } from '../../contract/index.ts';
import { failure, type RequestFailure } from '../../errors/request-failure.ts';
import type { JsonRecord } from '../../json/json-record.ts';

/** Bounds of a load test: enough to see how a server bends, too little to break one. */
export const MOST_REQUESTS = 500;
export const MOST_AT_ONCE = 64;
export const MOST_PER_SECOND = 100;
export const MOST_SECONDS = 60;
const MOST_TOKENS = 4_096;
const MOST_PROMPT_CHARACTERS = 100_000;
const SHAPES = ['constant', 'burst', 'ramp'] as const;

/** A plan with nothing left out. */
export interface ReadPlan extends Required<Omit<LoadTestPlan, 'per_second'>> {
  /** When each request is to start, in milliseconds since the beginning; in order. */
  readonly startsMs: readonly number[];
}

/** What a body asks for, within the bounds. */
export function readPlan(body: JsonRecord): ReadPlan | RequestFailure {
  const { model, prompt = 'Write one sentence about the sea.', shape } = body;
  if (typeof model !== 'string' || model === '') return bad('model', 'the name of a model', model);
  if (typeof prompt !== 'string' || prompt.length > MOST_PROMPT_CHARACTERS) {
    return bad('prompt', `a text of at most ${MOST_PROMPT_CHARACTERS} characters`, typeof prompt);
  }
  if (shape !== 'constant' && shape !== 'burst' && shape !== 'ramp') return bad('shape', SHAPES.join(', '), shape);
  const figures = {
    requests: body.requests,
    at_once: body.at_once ?? MOST_AT_ONCE,
    max_tokens: body.max_tokens ?? 64,
    per_second: body.per_second ?? 10,
  };
  const most = {
    requests: MOST_REQUESTS,
    at_once: MOST_AT_ONCE,
    max_tokens: MOST_TOKENS,
    per_second: MOST_PER_SECOND,
  };
  for (const name of ['requests', 'at_once', 'max_tokens', 'per_second'] as const) {
    const value = figures[name];
    if (!isWhole(value, most[name])) return bad(name, `a whole number from 1 to ${most[name]}`, value);
  }
  const { requests, per_second, ...rest } = figures as Record<keyof typeof figures, number>;
  const startsMs = startsOf(shape, requests, per_second);
  if (startsMs.at(-1)! > MOST_SECONDS * 1e3) {
    return failure('invalid_value', `the last request would start after ${Math.round(startsMs.at(-1)! / 1e3)} s`, {
      parameter: 'requests',
      hint: `ask for fewer, or more a second: a test takes ${MOST_SECONDS} s at most`,
    });
  }
  return { model, prompt, shape, requests, at_once: rest.at_once, max_tokens: rest.max_tokens, startsMs };
}

/** When each of the requests starts, in milliseconds. */
function startsOf(shape: LoadTestPlan['shape'], requests: number, perSecond: number): readonly number[] {
  return Array.from({ length: requests }, (_, at) => {
    if (shape === 'burst') return 0;
    if (shape === 'constant') return (at / perSecond) * 1e3;
    // The rate grows evenly up to the one that was asked for, so the number that came grows with the square of time.
    return Math.sqrt(at / requests) * ((2 * requests) / perSecond) * 1e3;
  });
}

function isWhole(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}

function bad(parameter: string, expected: string, got: unknown): RequestFailure {
  return failure('invalid_value', `${parameter}: expected ${expected}, got ${JSON.stringify(got) ?? 'nothing'}`, {
    parameter,
  });
}
