import { randomUUID } from 'node:crypto';
import { createExchangeId } from '@signalbox/gateway';
import { createPromptMix } from '../prompts/prompt-mix.mjs';
import { createRandomSequence } from '../prompts/random-sequence.mjs';

/** @typedef {import('@signalbox/gateway').DecisionRecord} DecisionRecord */
/** @typedef {import('../engine/load-profile.mjs').Engine} Engine */

const day = 24 * 3_600_000;
const turnsPerSession = 5;

/**
 * As long as a model takes for so many tokens; the router's own stages vary by a factor of ten.
 *
 * @param {ReturnType<typeof createRandomSequence>} random
 * @param {number} tokens
 * @returns {DecisionRecord['times']}
 */
function timesOf(random, tokens) {
  const some = (/** @type {number} */ ms) => (ms * (100 + random.below(900))) / 1_000;
  const stages = {
    queue: null,
    parse: some(0.3),
    identify: some(0.02),
    route: some(1),
    plugins: some(0.05),
    recall: null,
    connect: some(0.1),
    upstream: 200 + tokens * (5 + random.below(20)),
    render: some(0.1),
  };
  const totalMs = Object.values(stages).reduce((/** @type {number} */ sum, ms) => sum + (ms ?? 0), 0);
  return { stages, firstByteMs: some(400), totalMs };
}

/**
 * Makes records as the gateway writes them, over real traces of a config: the same two hundred routings over and over,
 * each time with another id, session, moment and usage. One in fifty was left by its client.
 *
 * @param {Engine} engine
 * @param {(prompt: string) => import('@signalbox/engine').RequestFacts} factsOf
 * @param {number} count Spread over the last 29 days.
 * @returns {Promise<{ next: () => DecisionRecord, decisions: Map<string, number> }>}
 */
export async function createRecordSet(engine, factsOf, count) {
  /** @type {import('@signalbox/engine').RouteResult[]} */
  const routed = [];
  for (const tokens of [30, 500]) {
    for (const prompt of createPromptMix(tokens, { count: 100 })) {
      routed.push(await engine.route(factsOf(prompt), { exhaustive: true }));
    }
  }
  const random = createRandomSequence(7);
  const begin = Date.now() - 29 * day;
  /** @type {Map<string, number>} */
  const decisions = new Map();
  let made = 0;
  let session = '';
  /** @returns {DecisionRecord} */
  const next = () => {
    const result = random.pick(routed);
    if (made % turnsPerSession === 0) session = randomUUID();
    const promptTokens = 20 + random.below(2_000);
    const completionTokens = 10 + random.below(800);
    const wasLeft = random.chance(0.02);
    const id = createExchangeId();
    const actual = (promptTokens + 4 * completionTokens) / 1e6;
    const decision = result.decision ?? '';
    decisions.set(decision, (decisions.get(decision) ?? 0) + 1);
    made++;
    return {
      id,
      requestId: id,
      sessionId: session,
      turn: 1 + (made % turnsPerSession),
      startedAt: begin + (29 * day * made) / count,
      protocol: 'openai-chat',
      operation: 'chat',
      apiKey: null,
      user: null,
      requestedModel: 'MoM',
      decision: result.decision,
      tier: 0,
      priority: 100,
      model: result.model?.model ?? null,
      backend: 'backend-1',
      candidates: result.candidates.map(({ model }) => model),
      reasoning: result.model?.reasoning ?? null,
      effort: result.model?.effort ?? null,
      confidence: result.confidence,
      algorithm: result.trace.selection.algorithm,
      trace: result.trace,
      responsePath: 'upstream',
      isStreaming: true,
      status: 200,
      lifecycle: wasLeft ? 'aborted' : 'completed',
      finishReason: wasLeft ? null : 'stop',
      usage: wasLeft
        ? null
        : {
            promptTokens,
            cachedPromptTokens: Math.floor(promptTokens / 3),
            cacheWriteTokens: 0,
            completionTokens,
            reasoningTokens: 0,
            totalTokens: promptTokens + completionTokens,
          },
      cost: wasLeft
        ? { pricing: 'no_usage' }
        : {
            pricing: 'known',
            currency: 'USD',
            actual,
            dearest: { model: 'dear', cost: actual * 4 },
            default: { model: 'usual', cost: actual / 2 },
          },
      failure: null,
      pluginFailures: [],
      failedTries: [],
      recall: null,
      times: timesOf(random, completionTokens),
      bodies: null,
    };
  };
  return { next, decisions };
}
