import { compilePredicate, predicateSchema } from '../../config/predicate.ts';
import { s } from '../../config/schema.ts';
import type { Message, RequestFacts } from '../../request/facts.ts';
import { defineSignalKind } from '../signal-kind.ts';

const ROLES = ['user', 'assistant', 'system', 'developer', 'tool', 'non_user', ''] as const;

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  description: s.string().optional().describe('What it is for.'),
  feature: s
    .strictObject({
      type: s.enum(['count', 'exists']).describe('count: how many; exists: 1 if there is any, else 0.'),
      source: s
        .strictObject({
          type: s
            .enum([
              'message',
              'tool_definition',
              'assistant_tool_call',
              'assistant_tool_cycle',
              'active_tool_loop',
              'image_content',
            ])
            .describe(
              'message: messages; tool_definition: tools on offer; assistant_tool_call: calls made; assistant_tool_cycle: assistant messages whose calls were answered; active_tool_loop: 1 while the model is at work with tools; image_content: images.',
            ),
          role: s
            .enum(ROLES)
            .default('')
            .describe('Of message and image_content: whose messages; non_user: all but the user’s; empty: everyone’s.'),
        })
        .describe('What is counted.'),
    })
    .describe('What is measured.'),
  predicate: predicateSchema.optional().describe('Bounds on the measure; left out: above 0.'),
});

export type ConversationRule = ReturnType<typeof schema.parse>;
type Source = ConversationRule['feature']['source'];
type Role = Source['role'];
type Measure = (facts: RequestFacts) => number;

/** The shape of the conversation: how many messages, tools, calls and images, and whether tools are being used. */
export const conversation = defineSignalKind<ConversationRule>({
  kind: 'conversation',
  configKey: 'conversation',
  summary: 'The shape of the conversation: messages by role, tools, tool loops, images.',
  schema,
  cost: () => 'free',
  traits: { readsHistory: true, alwaysCertain: true },
  examples: [
    {
      name: 'long_dialogue',
      feature: { type: 'count', source: { type: 'message', role: 'user' } },
      predicate: { gte: 5 },
    },
    { name: 'agent_at_work', feature: { type: 'exists', source: { type: 'active_tool_loop', role: '' } } },
    { name: 'has_image', feature: { type: 'exists', source: { type: 'image_content', role: '' } } },
  ],
  check(rule, report) {
    const { type, role } = rule.feature.source;
    if (role === '' || type === 'message' || type === 'image_content') return;
    report.error(
      'conversation.role_unused',
      ['feature', 'source', 'role'],
      `rule "${rule.name}": ${type} has no role to choose by`,
      'take role out; it goes with message and image_content',
    );
  },
  lint(rule, report) {
    const {
      gt = -1,
      gte = 0,
      lt = Number.POSITIVE_INFINITY,
      lte = Number.POSITIVE_INFINITY,
    } = rule.predicate ?? { gt: 0 };
    if (gt >= 0 || gte > 0 || lt !== Number.POSITIVE_INFINITY || lte !== Number.POSITIVE_INFINITY) return;
    report.warning(
      'conversation.always',
      ['predicate'],
      `rule "${rule.name}" matches every request: no count is below its bounds`,
      'write the bound that is meant, e.g. predicate: { gte: 1 }',
    );
  },
  reference: {
    rule: ({ predicate, feature }) =>
      predicate === undefined && (feature as { readonly type?: unknown } | null)?.type === 'count'
        ? [{ field: 'predicate', value: { gte: 0 }, reason: 'a count without a predicate always matches there' }]
        : [],
  },
  compile(rules) {
    const compiled = rules.map((rule) => ({
      name: rule.name,
      measure: compileMeasure(rule.feature),
      holds: compilePredicate(rule.predicate ?? { gt: 0 }),
    }));
    return (facts) =>
      compiled.map(({ name, measure, holds }) => {
        const value = measure(facts);
        const matched = holds(value);
        return { name, matched, confidence: matched ? 1 : 0, value };
      });
  },
});

function compileMeasure({ type, source }: ConversationRule['feature']): Measure {
  const count = compileCount(source);
  return type === 'count' ? count : (facts) => (count(facts) > 0 ? 1 : 0);
}

function compileCount({ type, role }: Source): Measure {
  switch (type) {
    case 'message':
      return ({ messages }) => {
        const count = sum(messages, (message) => (hasRole(message, role) ? 1 : 0));
        // Clients repeat the developer's message at will; it says no more twice.
        return role === 'developer' ? Math.min(1, count) : count;
      };
    case 'image_content':
      return ({ messages }) => sum(messages, (message) => (hasRole(message, role) ? message.images.length : 0));
    case 'tool_definition':
      return ({ tools }) => tools.length;
    case 'assistant_tool_call':
      return ({ messages }) => sum(messages, callsOf);
    case 'assistant_tool_cycle':
      return ({ messages }) =>
        sum(messages, (message, index) => (callsOf(message) > 0 && messages[index + 1]?.role === 'tool' ? 1 : 0));
    case 'active_tool_loop':
      return (facts) => (isToolLoopActive(facts) ? 1 : 0);
  }
}

/** A result is to be read, the user spoke right after one, or a call is still without its result. */
function isToolLoopActive({ messages }: RequestFacts): boolean {
  const last = messages.at(-1);
  if (last?.role === 'tool') return true;
  if (last?.role === 'user' && messages.at(-2)?.role === 'tool') return true;
  return sum(messages, callsOf) > sum(messages, (message) => (message.role === 'tool' ? 1 : 0));
}

function callsOf(message: Message): number {
  return message.role === 'assistant' ? message.toolCalls.length : 0;
}

function hasRole(message: Message, role: Role): boolean {
  return role === '' || (role === 'non_user' ? message.role !== 'user' : message.role === role);
}

function sum(messages: readonly Message[], count: (message: Message, index: number) => number): number {
  let total = 0;
  for (let index = 0; index < messages.length; index++) total += count(messages[index]!, index);
  return total;
}
