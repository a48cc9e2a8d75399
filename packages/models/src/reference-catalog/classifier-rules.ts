import { type CatalogForm, type CatalogRule, type FormChoice, type Report, ruleHead } from '@signalbox/engine/adapters';
import { type External, judgeOptions } from './external-models.ts';
import { noEffect } from './no-equal.ts';

const RULES = 'classifiers';

/** The fields of a classifier rule that say which model is its own. */
interface OwnModel {
  readonly type?: string;
  readonly model_path?: string;
  readonly model?: string;
  readonly labels?: readonly string[];
  readonly instructions?: string;
  readonly use_cpu?: boolean;
}

/** Models that rules of classifiers have for themselves: folders, and entries of `external`. */
export const classifierRules: CatalogForm = {
  parts: [],
  read(catalog, _report, whole) {
    const externals = (catalog.part(['external']) ?? []) as readonly External[];
    const chosen = new Map<string, string>();
    return catalog.rules(RULES).flatMap((rule) => {
      const choice = modelOf(rule, externals, whole);
      if (choice === undefined) return [];
      const text = JSON.stringify([choice.adapter, choice.options]);
      const before = chosen.get(choice.head);
      chosen.set(choice.head, before ?? text);
      if (before === undefined) return [choice];
      if (before !== text) {
        const message = `another recipe has a rule "${rule.name}" with another model`;
        whole.error('config.model_of_rule', rule.path, message, 'rename one of the rules');
      }
      return [];
    });
  },
};

function modelOf(rule: CatalogRule, externals: readonly External[], report: Report): FormChoice | undefined {
  const { type, model_path: folder, model, labels = [], instructions, use_cpu: isCpu } = rule.fields as OwnModel;
  const place = { head: ruleHead(rule.name), path: [], rulePath: rule.path };
  if (type === 'local' && folder !== undefined) {
    if (isCpu === false) noEffect(report, [...rule.path, 'use_cpu'], 'models from folders run on the CPU');
    return { ...place, adapter: 'onnx', options: { path: folder } };
  }
  if (type !== 'llm' || model === undefined) return undefined;
  const entry = externals.find(({ name }) => name === model);
  if (entry === undefined) {
    const known = externals.flatMap(({ name }) => name ?? []).join(', ') || 'none';
    report.error(
      'config.unknown_external',
      [...rule.path, 'model'],
      `rule "${rule.name}": there is no external model "${model}"`,
      `name an entry of global.model_catalog.external; known: ${known}`,
    );
    return undefined;
  }
  const own = {
    labels: Object.fromEntries(labels.map((label) => [label, label])),
    ...(instructions === undefined ? {} : { instructions }),
  };
  return { ...place, adapter: 'llm_judge', options: { ...judgeOptions(entry), ...own } };
}
