import { type Engine, explainReceipt, suggest, type Trace } from '@signalbox/engine';
import type { ReceiptAnswer } from '../contract/index.ts';
import { failure, type RequestFailure } from '../errors/request-failure.ts';
import type { RouteParameter } from './management-route.ts';

/** Parameters of the routes that render receipts. */
export const receiptParameters: readonly RouteParameter[] = [
  {
    name: 'receipt',
    in: 'query',
    description: 'true: adds the smallest change of signals that would have led elsewhere',
    schema: { type: 'boolean' },
  },
  { name: 'why_not', in: 'query', description: 'a decision: adds the smallest change that would have led there' },
];

/**
 * What `?receipt=true` (any other outcome) or `?why_not=DECISION` asks for: the smallest change of signals that would
 * have led there. Empty when neither is asked.
 */
export function renderReceipt(
  query: URLSearchParams,
  engine: Engine,
  trace: Trace,
): { readonly receipt?: ReceiptAnswer } | RequestFailure {
  const target = query.get('why_not') ?? undefined;
  if (target === undefined && query.get('receipt') !== 'true') return {};
  const names = trace.decisions.map(({ name }) => name);
  if (target !== undefined && !names.includes(target)) {
    return failure('invalid_value', `there is no decision ${JSON.stringify(target)}`, {
      parameter: 'why_not',
      hint: suggest(target, names, 'decision'),
    });
  }
  const receipt = engine.receipt(trace, { target });
  if (receipt !== undefined) return { receipt: { ...receipt, sentence: explainReceipt(receipt) } };
  return failure('config_changed', 'this was routed by another config than the one in force', {
    hint: `its config was ${trace.configHash}`,
  });
}
