import type { OutcomeAnswer } from '../../contract/index.ts';
import { failure, isFailure, type RequestFailure } from '../../errors/request-failure.ts';
import { headerOf, jsonResponse } from '../../http/http-message.ts';
import type { JsonRecord } from '../../json/json-record.ts';
import { type RequestOutcome, TARGETS, VERDICTS } from '../../stores/roles/outcomes.ts';
import type { ManagementRoute } from '../management-route.ts';
import { readJsonBody } from '../read-json-body.ts';

const EXAMPLE = 'send {"replay_id": "…", "verdict": "good_fit"}, with the id from the header x-vsr-replay-id';
const IDEMPOTENCY_HEADER = 'idempotency-key';
const GOOD_ID = /^[\x21-\x7e]{1,128}$/;
const LONGEST_REASON = 2_000;
const FIELDS = ['replay_id', 'target', 'verdict', 'score', 'reason', 'id'];

/** Keeps what somebody says of a request; said twice under one key, it is kept once. */
export const addOutcome: ManagementRoute = {
  method: 'POST',
  path: '/v1/router/outcomes',
  access: 'write',
  summary:
    'Says how an answer turned out, to a record; a repeated Idempotency-Key (or id) is kept once. Answered once it is written.',
  parameters: [
    {
      name: IDEMPOTENCY_HEADER,
      in: 'header',
      description: 'names the outcome, so that asking again is safe; default the id in the body, else a new one',
    },
  ],
  body: {
    examples: {
      'application/json': { replay_id: 'the id', verdict: 'good_fit', score: 0.9, reason: 'solved it' },
    },
  },
  async handle({ http }, { records, outcomes, clock, createId }) {
    const body = readJsonBody(http.body, EXAMPLE);
    if (isFailure(body)) return body;
    const said = readOutcome(body);
    if (isFailure(said)) return said;
    const id = headerOf(http.headers, IDEMPOTENCY_HEADER) ?? body.id ?? createId();
    if (typeof id !== 'string' || !GOOD_ID.test(id)) {
      return wrong('id', 'expected 1 to 128 printable characters without spaces, in Idempotency-Key or id', id);
    }
    const known = await outcomes.get(id);
    if (known !== undefined) return answerKnown(known, said);
    const record = await records.get(said.replayId);
    if (record === undefined) {
      return failure('not_found', `no record ${JSON.stringify(said.replayId)}`, {
        parameter: 'replay_id',
        hint: 'ids come from the x-vsr-replay-id header; old records are let go',
      });
    }
    const { decision, model, trace } = record;
    const outcome = { id, ...said, at: Math.round(clock.time()), recipe: trace?.recipe ?? null, decision, model };
    await outcomes.keep(outcome);
    return jsonResponse(201, renderOutcome(outcome));
  },
};

/** An outcome in the API's words. */
export function renderOutcome(outcome: RequestOutcome): OutcomeAnswer {
  return {
    id: outcome.id,
    replay_id: outcome.replayId,
    timestamp: new Date(outcome.at).toISOString(),
    target: outcome.target,
    verdict: outcome.verdict,
    score: outcome.score,
    reason: outcome.reason,
  };
}

type Said = Pick<RequestOutcome, 'replayId' | 'target' | 'verdict' | 'score' | 'reason'>;

function answerKnown(known: RequestOutcome, said: Said) {
  const isSame = (Object.keys(said) as (keyof Said)[]).every((name) => known[name] === said[name]);
  return isSame
    ? jsonResponse(200, renderOutcome(known))
    : failure('outcome_differs', `the outcome ${JSON.stringify(known.id)} is kept already, and says something else`, {
        hint: 'send another Idempotency-Key for another outcome',
      });
}

function readOutcome(body: JsonRecord): Said | RequestFailure {
  const { replay_id: replayId, target = 'answer', verdict, score = null, reason = null } = body;
  const unknown = Object.keys(body).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) return wrong(unknown, `expected one of ${FIELDS.join(', ')}`, unknown);
  if (typeof replayId !== 'string' || replayId === '')
    return wrong('replay_id', 'expected the id of a record', replayId);
  if (!isOneOf(TARGETS, target)) return wrong('target', `expected one of ${TARGETS.join(', ')}`, target);
  if (!isOneOf(VERDICTS, verdict)) return wrong('verdict', `expected one of ${VERDICTS.join(', ')}`, verdict);
  if (score !== null && !(typeof score === 'number' && score >= 0 && score <= 1)) {
    return wrong('score', 'expected a number from 0 to 1', score);
  }
  if (reason !== null && !(typeof reason === 'string' && reason.length <= LONGEST_REASON)) {
    return wrong('reason', `expected a text of up to ${LONGEST_REASON} characters`, reason);
  }
  return { replayId, target, verdict, score, reason };
}

function isOneOf<Word extends string>(words: readonly Word[], value: unknown): value is Word {
  return words.includes(value as Word);
}

function wrong(parameter: string, expected: string, got: unknown): RequestFailure {
  const shown = got === undefined ? 'nothing' : JSON.stringify(got).slice(0, 100);
  return failure(
    got === undefined ? 'missing_required_parameter' : 'invalid_value',
    `${parameter}: ${expected}, got ${shown}`,
    {
      parameter,
      hint: EXAMPLE,
    },
  );
}
