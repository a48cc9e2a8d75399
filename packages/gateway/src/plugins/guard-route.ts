import { type PluginSurroundings, type Report, s, suggest } from '@signalbox/engine';
import type { Reroute } from '../exchange/exchange-view.ts';

/** Where a guard sends what it does not let pass, as its configuration says it. */
export const guardRoute = {
  decision: s
    .string()
    .min(1)
    .optional()
    .describe('Of route: the decision of the same recipe that takes over, with its preferred model and its plugins.'),
  safety_tier: s
    .int()
    .min(1)
    .optional()
    .describe(
      'Of route: least safety_tier of the model that answers instead: a candidate of the decision, else any model.',
    ),
};

interface GuardOptions {
  readonly action: string;
  readonly decision?: string | undefined;
  readonly safety_tier?: number | undefined;
}

/** Reports a route that leads nowhere, and a place without a route. */
export function checkGuardRoute(
  guard: string,
  { action, decision, safety_tier: tier }: GuardOptions,
  { decision: own, decisions, safetyTiers }: PluginSurroundings,
  report: Report,
): void {
  const given = [decision === undefined ? [] : 'decision', tier === undefined ? [] : 'safety_tier'].flat();
  if (action !== 'route') {
    if (given.length === 0) return;
    const message = `decision "${own}": action ${action} does not read ${given.join(' and ')}`;
    report.error(`${guard}.unused_route`, [given[0]!], message, 'set action: route, or take it out');
    return;
  }
  if (given.length !== 1) {
    const message = `decision "${own}": action route needs a decision or a safety_tier, got ${given.length === 0 ? 'none' : 'both'}`;
    report.error(`${guard}.route`, given.length === 0 ? ['action'] : ['safety_tier'], message, 'set one of the two');
  } else if (decision === own) {
    const message = `decision "${own}" would send requests to itself`;
    report.error(`${guard}.route_to_itself`, ['decision'], message, 'name another decision');
  } else if (decision !== undefined && !decisions.includes(decision)) {
    const message = `decision "${own}": unknown decision "${decision}"`;
    report.error('config.unknown_decision', ['decision'], message, suggest(decision, decisions, 'decision'));
  } else if (tier !== undefined && !safetyTiers.some((each) => each >= tier)) {
    const message = `decision "${own}": no model has a safety_tier of at least ${tier}`;
    report.error(
      `${guard}.no_safe_model`,
      ['safety_tier'],
      message,
      'set safety_tier in a model card, or ask for less',
    );
  }
}

/** Where a checked configuration with action route sends requests. */
export function compileGuardRoute({ decision, safety_tier: tier }: GuardOptions): Reroute {
  return { kind: 'reroute', to: decision === undefined ? { safetyTier: tier! } : { decision } };
}
