import { outputOf, type RawCondition } from './condition-schema.ts';
import type { ConfigPath, Report } from './diagnostic.ts';
import { suggest } from './nearest.ts';
import type { OutputsByKind } from './translate-projections.ts';

/** Checks a rule tree's shape and names. `owner` begins the messages: `decision "x"`. */
export function checkCondition(
  condition: RawCondition,
  path: ConfigPath,
  owner: string,
  outputs: OutputsByKind,
  report: Report,
): void {
  if ('operator' in condition) {
    const count = condition.conditions.length;
    if (condition.operator === 'NOT' && count !== 1) {
      report.error(
        'config.not_takes_one',
        path,
        `${owner}: NOT takes exactly one condition, got ${count}`,
        'put several into one AND or OR below the NOT',
      );
    }
    if (condition.operator === 'OR' && count === 0) {
      report.error(
        'config.empty_or',
        path,
        `${owner}: OR without conditions never matches`,
        'add a condition, or use AND with none to match always',
      );
    }
    for (const [index, part] of condition.conditions.entries()) {
      checkCondition(part, [...path, 'conditions', index], owner, outputs, report);
    }
    return;
  }
  const type = condition.type.toLowerCase();
  const known = outputs.get(type);
  if (known === undefined) {
    report.error(
      'config.unknown_signal_kind',
      [...path, 'type'],
      `${owner}: unknown signal kind "${condition.type}"`,
      suggest(type, [...outputs.keys()], 'kind'),
    );
    return;
  }
  const output = outputOf(condition);
  if (!known.includes(output)) {
    const hasName = known.some((each) => each.startsWith(`${condition.name}:`));
    report.error(
      'config.unknown_signal',
      [...path, hasName && condition.label !== undefined ? 'label' : 'name'],
      `${owner}: unknown signal "${type}:${output}"`,
      suggest(output, known, `${type} rule`),
    );
  }
  if (type === 'projection' && condition.predicate !== undefined) {
    report.error(
      'config.predicate_on_band',
      [...path, 'predicate'],
      `${owner}: a band has no bounds of its own`,
      'set the bounds in the mapping that gives the band',
    );
  }
}
