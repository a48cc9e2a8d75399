import { createTextView, suggest, type TextView } from '@signalbox/engine';
import type { HeadAnswer, HeadAnswers } from '../../contract/index.ts';
import { failure, isFailure, messageOf } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';
import type { ClassifyPorts } from './classifications.ts';
import { readClassifyBody } from './read-text.ts';

/** Most texts in one request. */
const MOST_TEXTS = 1_000;
const EXAMPLE = { texts: ['Solve 2x + 5 = 15'], heads: ['domain'] };

type Ask = (text: TextView, signal: AbortSignal) => Promise<HeadAnswer>;

/** Asks any of the models that serve heads here; one that fails says so and holds up no other. */
export const classifyByHeads: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/classify/heads',
  access: 'read',
  summary:
    'What each head says of {"texts": ["…"]}: probabilities of its labels, or spans; "heads" names some of them.',
  body: { examples: { 'application/json': EXAMPLE } },
  async handle({ http }, { ports, clock }) {
    const body = readClassifyBody(http.body);
    if (isFailure(body)) return body;
    const { texts, heads } = body;
    if (!isTexts(texts) || texts.length === 0 || texts.length > MOST_TEXTS) {
      return failure('invalid_value', `texts is not a list of 1 to ${MOST_TEXTS} texts`, {
        parameter: 'texts',
        hint: `send ${JSON.stringify(EXAMPLE)}`,
      });
    }
    const asks = asksOf(ports, () => clock.now());
    const wanted = heads ?? [...asks.keys()];
    if (!isTexts(wanted)) return failure('invalid_type', 'heads is not a list of names', { parameter: 'heads' });
    const unknown = wanted.find((head) => !asks.has(head));
    if (unknown !== undefined) {
      return failure('invalid_value', `no model serves the head ${JSON.stringify(unknown)} here`, {
        parameter: 'heads',
        hint: suggest(unknown, [...asks.keys()], 'head'),
      });
    }
    const { signal } = http.cancellation;
    const results: Record<string, HeadAnswer>[] = [];
    for (const text of texts) {
      if (signal.aborted) break;
      const view = createTextView(text);
      const answers: Record<string, HeadAnswer> = {};
      for (const head of wanted) answers[head] = await asks.get(head)!(view, signal);
      results.push(answers);
    }
    return jsonResponse(200, { results } satisfies HeadAnswers);
  },
};

function asksOf({ classifiers, taggers }: ClassifyPorts, now: () => number): ReadonlyMap<string, Ask> {
  const asks = new Map<string, Ask>();
  for (const [head, model] of Object.entries(classifiers)) {
    if (model === undefined) continue;
    asks.set(
      head,
      timed(now, model.id, async (text, signal) => {
        const shares = await model.classify(text, { signal });
        return { probabilities: Object.fromEntries(model.labels.map((label, at) => [label, shares[at]!])) };
      }),
    );
  }
  for (const [head, model] of Object.entries(taggers)) {
    if (model === undefined) continue;
    asks.set(
      head,
      timed(now, model.id, async (text, signal) => {
        const spans = await model.tag(text, { signal });
        return { spans: spans.map(({ label, start, end, confidence }) => ({ label, start, end, confidence })) };
      }),
    );
  }
  return asks;
}

type Said = { readonly probabilities: Record<string, number> } | { readonly spans: Span[] };
type Span = { label: string; start: number; end: number; confidence: number };

function timed(now: () => number, model: string, ask: (text: TextView, signal: AbortSignal) => Promise<Said>): Ask {
  return async (text, signal) => {
    const started = now();
    try {
      const said = await ask(text, signal);
      return { model, milliseconds: now() - started, ...said };
    } catch (cause) {
      return { error: messageOf(cause) };
    }
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
