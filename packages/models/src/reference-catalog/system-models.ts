import { type CatalogForm, type CatalogReader, type FormChoice, type Report, s } from '@signalbox/engine/adapters';
import { noEffect, noEqual } from './no-equal.ts';

/** A part of the reference that a classifier of ours stands for. */
interface Module {
  readonly path: readonly string[];
  /** Its entry under `system`, unless `model_ref` names another. */
  readonly system: string;
  readonly head: string;
  /** Key of `signals` whose rules ask it. */
  readonly rules?: string;
}

const MODULES: readonly Module[] = [
  { path: ['modules', 'prompt_guard'], system: 'prompt_guard', head: 'jailbreak', rules: 'jailbreak' },
  { path: ['modules', 'classifier', 'domain'], system: 'domain_classifier', head: 'domain', rules: 'domains' },
  { path: ['modules', 'classifier', 'pii'], system: 'pii_classifier', head: 'pii', rules: 'pii' },
  {
    path: ['modules', 'hallucination_mitigation', 'fact_check'],
    system: 'fact_check_classifier',
    head: 'fact_check',
    rules: 'fact_check',
  },
  {
    path: ['modules', 'feedback_detector'],
    system: 'feedback_detector',
    head: 'user_feedback',
    rules: 'user_feedbacks',
  },
  {
    path: ['modules', 'hallucination_mitigation', 'explainer'],
    system: 'hallucination_explainer',
    head: 'entailment',
  },
];
const DETECTOR = 'hallucination_detector';
const SYSTEM_NAMES = [...MODULES.map(({ system }) => system), DETECTOR];

const folder = s.string().min(1).optional();
const system = s.strictObject(
  Object.fromEntries(
    SYSTEM_NAMES.map((name) => [name, folder.describe('Folder of the model, relative to the config.')]),
  ),
);

/** Options of every module. */
const common = {
  enabled: s.boolean().optional().describe('A signal runs where a rule names it; false is refused beside such rules.'),
  model_ref: s.string().min(1).optional().describe('The entry under system that answers.'),
  use_cpu: s.boolean().optional().describe('Models from folders run on the CPU.'),
  use_modernbert: s.boolean().optional().describe('Understood: the folder says what the model is.'),
  use_mmbert_32k: s.boolean().optional().describe('Understood: the folder says what the model is.'),
};
const mapping = s.string().min(1).optional().describe('Understood: labels are read from the model’s folder.');

/** Options of single modules, by their entry under `system`. */
const OWN: Readonly<Record<string, Readonly<Record<string, ReturnType<typeof s.unknown>>>>> = {
  prompt_guard: {
    jailbreak_mapping_path: mapping as never,
    positive_labels: s.array(s.string()).min(1).optional().describe('The model’s labels that are a risk.') as never,
    on_error: s.enum(['allow', 'block']).optional().describe('Understood and refused: on_unknown says it.') as never,
  },
  domain_classifier: {
    category_mapping_path: mapping as never,
    fallback_category: s.string().optional().describe('Understood and refused: a default decision says it.') as never,
  },
  pii_classifier: { pii_mapping_path: mapping as never },
  hallucination_explainer: { threshold: s.number().min(0).max(1).optional().describe('Understood.') as never },
};

interface ModuleOptions {
  readonly enabled?: boolean;
  readonly model_ref?: string;
  readonly use_cpu?: boolean;
  readonly positive_labels?: readonly string[];
  readonly on_error?: string;
  readonly fallback_category?: string;
  readonly threshold?: number;
}

/** `system`, and the modules that refer to it: models from local folders. */
export const systemModels: CatalogForm = {
  parts: [
    { path: ['system'], schema: system },
    ...MODULES.map((module) => ({
      path: module.path,
      schema: s.strictObject({ ...common, ...OWN[module.system] }),
    })),
  ],
  read(catalog, report) {
    const folders = (catalog.part(['system']) ?? {}) as Readonly<Record<string, string | undefined>>;
    if (folders[DETECTOR] !== undefined) {
      noEffect(report, ['system', DETECTOR], 'no model of one’s own can look for unsupported claims yet');
    }
    return MODULES.flatMap((module) => readModule(module, folders, catalog, report));
  },
};

function readModule(
  { path, system: ownName, head, rules: configKey }: Module,
  folders: Readonly<Record<string, string | undefined>>,
  { part, rules }: CatalogReader,
  report: Report,
): readonly FormChoice[] {
  const options = (part(path) ?? {}) as ModuleOptions;
  if (options.enabled === false && configKey !== undefined && rules(configKey).length > 0) {
    noEqual(
      report,
      [...path, 'enabled'],
      `rules under signals.${configKey} would be asked all the same`,
      'take those rules out, or enabled',
    );
  }
  if (configKey === undefined && options.threshold !== undefined) {
    noEffect(report, [...path, 'threshold'], 'whoever asks it weighs all three probabilities');
  }
  const name = options.model_ref ?? ownName;
  const model = folders[name];
  if (!SYSTEM_NAMES.includes(name)) {
    report.error(
      'config.unknown_value',
      [...path, 'model_ref'],
      `expected an entry of system, got "${name}"`,
      `known: ${SYSTEM_NAMES.join(', ')}`,
    );
  } else if (model === undefined && options.model_ref !== undefined) {
    const reason = `nothing is fetched, and system.${name} names no folder; the embedded model answers`;
    report.warning('config.no_effect', [...path, 'model_ref'], reason, `set system.${name}, or take model_ref out`);
  }
  checkRest(path, options, model, report);
  if (model === undefined) return [];
  const labels = options.positive_labels ?? [];
  const label_map = Object.fromEntries(labels.map((label) => [label, 'jailbreak']));
  return [
    {
      head,
      adapter: 'onnx',
      options: { path: model, ...(labels.length === 0 ? {} : { label_map }) },
      path: options.model_ref === undefined ? ['system', name] : [...path, 'model_ref'],
    },
  ];
}

function checkRest(path: readonly string[], options: ModuleOptions, model: string | undefined, report: Report): void {
  if (options.use_cpu === false) noEffect(report, [...path, 'use_cpu'], 'models from folders run on the CPU');
  for (const key of Object.keys(options)) {
    if (key.endsWith('_mapping_path')) noEffect(report, [...path, key], 'labels are read from the model’s folder');
    if (/^use_mo|^use_mm/.test(key)) noEffect(report, [...path, key], 'the folder says what the model is');
  }
  if (options.positive_labels?.some((label) => label !== 'jailbreak') && model === undefined) {
    noEqual(
      report,
      [...path, 'positive_labels'],
      'the embedded model answers, whose labels are benign and jailbreak',
      'set system.prompt_guard to the folder of your model, or take positive_labels out',
    );
  }
  if (options.on_error !== undefined) {
    noEqual(
      report,
      [...path, 'on_error'],
      'what a model that cannot answer leads to is said by each decision',
      `take it out, and set on_unknown: ${options.on_error === 'block' ? 'match' : 'no_match'} on the decisions that ask`,
    );
  }
  if (options.fallback_category !== undefined) {
    noEqual(
      report,
      [...path, 'fallback_category'],
      'a turn of no clear subject matches no domain rule',
      'take it out, and add a decision without that condition below the others',
    );
  }
}
