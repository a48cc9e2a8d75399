import { s } from '../../config/schema.ts';
import type { TokenCounter } from '../../ports/index.ts';
import type { TextView } from '../../text/text-view.ts';
import { defineSignalKind } from '../signal-kind.ts';
import { readsJoined } from '../turn-evidence.ts';

const COUNT = /^(\d+(?:\.\d+)?)([km]?)$/i;

/** Tokens of a count such as `999`, `32K` or `1.5M` (K = 1000, M = 1,000,000); undefined when it is none. */
export function parseTokenCount(text: string | number): number | undefined {
  if (typeof text === 'number') return Number.isInteger(text) && text >= 0 ? text : undefined;
  const match = COUNT.exec(text);
  if (match === null) return undefined;
  const factor = { '': 1, k: 1_000, m: 1_000_000 }[match[2]!.toLowerCase()]!;
  return Number(match[1]) * factor;
}

const tokens = (description: string) =>
  s
    .union([s.int().min(0), s.string()])
    .refine((value) => parseTokenCount(value) !== undefined, {
      message: 'expected a number of tokens',
      params: { code: 'context.invalid_count', hint: 'write 999, 32K or 1M' },
    })
    .describe(description);

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  description: s.string().optional().describe('What it is for.'),
  min_tokens: tokens('Least tokens, inclusive; 32K and 1M may be written.').default(0),
  max_tokens: tokens('Most tokens, inclusive; left out, there is no upper bound.').optional(),
  reads: readsJoined('conversation'),
});

export type ContextRule = ReturnType<typeof schema.parse>;

/** Bands of prompt length over the whole conversation. */
export const context = defineSignalKind<ContextRule>({
  kind: 'context',
  configKey: 'context',
  summary: 'How long the conversation is, in tokens.',
  schema,
  cost: () => 'free',
  traits: { readsHistory: true, alwaysCertain: true },
  examples: [
    { name: 'short_context', min_tokens: 0, max_tokens: 999, reads: 'conversation' },
    { name: 'long_context', min_tokens: '8K', max_tokens: '256K', reads: 'conversation' },
  ],
  check(rule, report) {
    const low = parseTokenCount(rule.min_tokens)!;
    const high = rule.max_tokens === undefined ? Number.POSITIVE_INFINITY : parseTokenCount(rule.max_tokens)!;
    if (low > high) {
      report.error(
        'context.empty_band',
        ['max_tokens'],
        `rule "${rule.name}": max_tokens ${rule.max_tokens} is below min_tokens ${rule.min_tokens}`,
        'swap them',
      );
    }
  },
  lint(rule, report) {
    if (rule.max_tokens === undefined || parseTokenCount(rule.max_tokens) !== 0) return;
    report.warning(
      'context.only_empty',
      ['max_tokens'],
      `rule "${rule.name}": with max_tokens 0 it matches nothing but a request without text`,
      'write the bound that is meant, or leave max_tokens out for none',
    );
  },
  reference: {
    rule: (rule) =>
      rule.max_tokens === undefined
        ? ['min_tokens', 'max_tokens'].map((field) => ({
            field,
            value: 0,
            reason: 'no max_tokens is 0 there, and the rule matches nothing but an empty request',
          }))
        : [],
  },
  compile(rules, { ports }) {
    const bands = rules.map((rule) => ({
      name: rule.name,
      reads: rule.reads,
      low: parseTokenCount(rule.min_tokens)!,
      high: rule.max_tokens === undefined ? Number.POSITIVE_INFINITY : parseTokenCount(rule.max_tokens)!,
    }));
    const scopes = [...new Set(bands.map((band) => band.reads))].map((reads) => ({
      reads,
      own: bands.filter((band) => band.reads === reads),
    }));
    return (_facts, run) => {
      const lengths = new Map(
        scopes.map(({ reads, own }) => [reads, measure(run.text(reads), own, ports.tokenCounter)]),
      );
      return bands.map(({ name, reads, low, high }) => {
        const { value, evidence } = lengths.get(reads)!;
        const matched = value >= low && value <= high;
        return { name, matched, confidence: matched ? 1 : 0, value, evidence };
      });
    };
  },
});

interface Band {
  readonly low: number;
  readonly high: number;
}

/** Counting costs more than all the comparisons; it is needed only where a band's edge lies within the cheap bounds. */
function measure(text: TextView, bands: readonly Band[], counter: TokenCounter): { value: number; evidence: string } {
  const bounds = counter.bounds(text);
  const isCertain = bands.every(
    ({ low, high }) => bounds.high < low || bounds.low > high || (bounds.low >= low && bounds.high <= high),
  );
  if (isCertain && bounds.low !== bounds.high) {
    return { value: bounds.low, evidence: `${bounds.low}–${bounds.high} tokens` };
  }
  const count = counter.count(text);
  return { value: count, evidence: `${count} tokens` };
}
