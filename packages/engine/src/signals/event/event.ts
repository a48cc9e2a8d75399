import { s } from '../../config/schema.ts';
import { compileKeywordMatcher, foldKeyword } from '../../text/keyword-matcher.ts';
import { defineSignalKind } from '../signal-kind.ts';
import { readsJoined } from '../turn-evidence.ts';

const words = (description: string) => s.array(s.string().min(1)).default([]).describe(description);

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  description: s.string().optional().describe('What it is for.'),
  event_types: words('Kinds of events, e.g. payment_failed; also found with spaces in place of _ and -.'),
  severities: s
    .array(s.enum(['critical', 'high', 'medium', 'low']))
    .default([])
    .describe('Severities, as words of the text.'),
  action_codes: words('Codes, e.g. ERR-1042, letter by letter.'),
  temporal: s.boolean().default(false).describe('Words of urgency: urgent, asap, immediately, deadline, right now, …'),
  reads: readsJoined('current_turn'),
});

export type EventRule = ReturnType<typeof schema.parse>;

/** Words that say that something is due. */
const URGENCY = [
  ...['urgent', 'urgently', 'immediate', 'immediately', 'asap', 'deadline', 'time-sensitive', 'time sensitive', 'now'],
  ...['overdue', 'critical window', '紧急', '立即', '马上', '尽快', '截止'],
];

/** What a rule looks for: any word of a criterion is enough for it. */
function criteriaOf(rule: EventRule): readonly (readonly string[])[] {
  const types = rule.event_types.flatMap((type) => [type, type.replaceAll(/[_-]+/g, ' ')]);
  return [types, rule.severities, rule.action_codes, rule.temporal ? URGENCY : []].filter(({ length }) => length > 0);
}

/** Events and alerts: one of the criteria is enough to match, each further one makes the rule surer. */
export const event = defineSignalKind<EventRule>({
  kind: 'event',
  configKey: 'events',
  summary: 'An event or alert in the text: its type, severity, code or urgency.',
  schema,
  cost: () => 'free',
  traits: { readsHistory: true },
  examples: [
    {
      name: 'payment_incident',
      event_types: ['payment_failed', 'chargeback'],
      severities: ['critical', 'high'],
      action_codes: [],
      temporal: true,
      reads: 'current_turn',
    },
    {
      name: 'known_errors',
      event_types: [],
      severities: [],
      action_codes: ['ERR-1042'],
      temporal: false,
      reads: 'conversation',
    },
  ],
  check(rule, report) {
    if (criteriaOf(rule).length === 0) {
      report.error(
        'event.no_criterion',
        [],
        `rule "${rule.name}": expected at least one of event_types, severities, action_codes and temporal, got none`,
        'say what the event looks like, e.g. severities: [critical]',
      );
    }
    for (const field of ['event_types', 'action_codes'] as const) {
      for (const [index, text] of rule[field].entries()) {
        if (foldKeyword({ text, caseSensitive: false }).trim() !== '') continue;
        report.error(
          'event.empty_word',
          [field, index],
          `rule "${rule.name}": nothing can be found by "${text}"`,
          'write letters or digits',
        );
      }
    }
  },
  compile(rules) {
    const compiled = rules.map((rule) => ({ rule, criteria: criteriaOf(rule).map(unique) }));
    const all = compiled.flatMap(({ criteria }) => criteria.flat());
    const matcher = compileKeywordMatcher(all.map((text) => ({ text, caseSensitive: false })));
    return (_facts, run) => {
      let at = 0;
      return compiled.map(({ rule: { name, reads }, criteria }) => {
        const counts = matcher.count(run.text(reads));
        const found = criteria.flatMap((texts) => {
          const position = texts.findIndex((_text, index) => counts[at + index]! > 0);
          at += texts.length;
          return position === -1 ? [] : [texts[position]!];
        });
        const matched = found.length > 0;
        return {
          name,
          matched,
          confidence: matched ? 0.5 + (0.5 * found.length) / criteria.length : 0,
          value: found.length,
          evidence: matched ? found.join(', ') : undefined,
        };
      });
    };
  },
});

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
