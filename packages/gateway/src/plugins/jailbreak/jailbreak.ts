import {
  type FindingTrace,
  guardedContents,
  riskyPiecesOf,
  s,
  type TextClassifier,
  type TextView,
} from '@signalbox/engine';
import type { Answer, ExchangeView } from '../../exchange/exchange-view.ts';
import { checkGuardRoute, compileGuardRoute, guardRoute } from '../guard-route.ts';
import { definePluginKind } from '../plugin.ts';

/** The label of the head that stands for no attack; all others are kinds of one. */
const BENIGN = 'benign';

const schema = s
  .strictObject({
    enabled: s.boolean().default(true).describe('Off leaves the plugin out.'),
    action: s
      .enum(['block', 'route', 'annotate'])
      .default('block')
      .describe(
        'block: the message answers, and no model is called; route: to a safer place; annotate: it is only told.',
      ),
    threshold: s.number().gt(0).max(1).default(0.7).describe('Least risk of a text, 0..1.'),
    reads: s
      .enum(['current_turn', 'user_turns', 'conversation'])
      .default('user_turns')
      .describe(
        'current_turn: the last user turn; user_turns: each of them; conversation: system messages and tool results too.',
      ),
    message: s.string().min(1).default('I cannot help with that.').describe('Of block: the whole answer.'),
    ...guardRoute,
  })
  .describe('What happens to attempts to talk a model out of its instructions.');

/** Guards a decision's models against attacks in the request; the riskiest piece of any text it reads counts. */
export const jailbreak = definePluginKind({
  type: 'jailbreak',
  summary: 'Blocks, reroutes or tells of requests that try to talk a model out of its instructions.',
  schema,
  guards: true,
  examples: [
    { enabled: true, action: 'block', threshold: 0.7, reads: 'user_turns', message: 'I cannot help with that.' },
    { enabled: true, action: 'annotate', threshold: 0.9, reads: 'conversation', message: 'I cannot help with that.' },
  ],
  check: (options, surroundings, report) => checkGuardRoute('jailbreak', options, surroundings, report),
  compile(options, { ports }) {
    if (!options.enabled) return {};
    const classifier = ports.classifiers.jailbreak;
    if (classifier === undefined) throw new Error('no model serves the head "jailbreak"');
    if (!classifier.labels.includes(BENIGN)) throw new Error(`the model ${classifier.id} has no label "${BENIGN}"`);
    const answer: Answer = { kind: 'answer', content: options.message, path: 'blocked', headers: [] };
    const route = options.action === 'route' ? compileGuardRoute(options) : undefined;
    return {
      async request(call, exchange) {
        const findings = await attacksIn(exchange, classifier, options);
        if (findings.length === 0) return call;
        exchange.found(findings);
        if (options.action === 'annotate') return call;
        return route ?? answer;
      },
    };
  },
});

async function attacksIn(
  { facts, signal }: ExchangeView,
  classifier: TextClassifier,
  { reads, threshold }: { readonly reads: Parameters<typeof guardedContents>[1]; readonly threshold: number },
): Promise<readonly FindingTrace[]> {
  const found: FindingTrace[] = [];
  for (const { text, place } of guardedContents(facts, reads)) {
    const types = new Map<string, number>();
    for (const piece of riskyPiecesOf(text)) {
      const type = await attackIn(piece, classifier, threshold, signal);
      if (type !== undefined) types.set(type, (types.get(type) ?? 0) + 1);
    }
    for (const [type, count] of types) found.push({ type, place, count });
  }
  return found;
}

/** The likeliest kind of attack, where the risk reaches the threshold. */
async function attackIn(
  text: TextView,
  classifier: TextClassifier,
  threshold: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const probabilities = await classifier.classify(text, { signal });
  let benign = 0;
  let likeliest: { readonly label: string; readonly probability: number } | undefined;
  for (const [index, label] of classifier.labels.entries()) {
    const probability = probabilities[index]!;
    if (label === BENIGN) benign = probability;
    else if (likeliest === undefined || probability > likeliest.probability) likeliest = { label, probability };
  }
  return 1 - benign >= threshold ? likeliest?.label : undefined;
}
