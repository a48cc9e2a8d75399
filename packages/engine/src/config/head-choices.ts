import type { CatalogReader, CatalogRule } from '../adapters/adapter.ts';
import type { CanonicalConfig, Vocabulary } from './canonical-schema.ts';
import { type ConfigPath, type Report, reportUnder, SILENT } from './diagnostic.ts';
import type { HeadChoice } from './router-config.ts';

const CATALOG = ['global', 'model_catalog'] as const;

/** Which models the config chooses: entries under `heads`, then what other layouts say. */
export function headChoicesOf(config: CanonicalConfig, vocabulary: Vocabulary): readonly HeadChoice[] {
  return [...entriesOf(config), ...choicesByForm(config, vocabulary, SILENT)];
}

/** Other layouts' problems, and heads that are chosen twice. */
export function checkHeadChoices(config: CanonicalConfig, vocabulary: Vocabulary, report: Report): void {
  const taken = new Set(entriesOf(config).map(({ head }) => head));
  for (const { head, path } of choicesByForm(config, vocabulary, report)) {
    if (!taken.has(head)) {
      taken.add(head);
      continue;
    }
    report.error(
      'config.head_chosen_twice',
      path,
      `the head "${head}" has a model already`,
      `keep this or ${CATALOG.join('.')}.heads.${head}`,
    );
  }
}

/** What stands at a path below `global.model_catalog`. */
export function partOf(catalog: unknown, path: readonly string[]): object | undefined {
  let value = catalog;
  for (const step of path) value = (value as Record<string, unknown> | undefined)?.[step];
  return value as object | undefined;
}

function entriesOf({ global: { model_catalog: catalog } }: CanonicalConfig): readonly HeadChoice[] {
  const entries = (partOf(catalog, ['heads']) ?? {}) as Readonly<Record<string, { readonly adapter: string }>>;
  return Object.entries(entries).map(([head, { adapter, ...options }]) => ({
    head,
    adapter,
    options,
    path: [...CATALOG, 'heads', head],
  }));
}

function choicesByForm(
  config: CanonicalConfig,
  { adapters, forms }: Vocabulary,
  report: Report,
): readonly HeadChoice[] {
  const reader: CatalogReader = {
    part: (path) => partOf(config.global.model_catalog, path),
    rules: (configKey) => [
      ...rulesIn(config.routing, configKey, ['routing']),
      ...config.recipes.flatMap(({ routing }, index) => rulesIn(routing, configKey, ['recipes', index, 'routing'])),
    ],
  };
  return forms.flatMap((form) =>
    form.read(reader, reportUnder(CATALOG, report), report).map(({ head, adapter, options, path, rulePath }) => ({
      head,
      adapter,
      options: adapters.find(({ type }) => type === adapter)!.schema.parse(options),
      path: rulePath ?? [...CATALOG, ...path],
      isTranslated: true,
    })),
  );
}

function rulesIn(
  { signals }: Pick<CanonicalConfig['routing'], 'signals'>,
  configKey: string,
  path: ConfigPath,
): readonly CatalogRule[] {
  const rules = (signals as Readonly<Record<string, readonly Rule[]>>)[configKey] ?? [];
  return rules.map((fields, index) => ({
    name: fields.name,
    description: fields.description,
    fields,
    path: [...path, 'signals', configKey, index],
  }));
}

interface Rule {
  readonly name: string;
  readonly description?: string | undefined;
}
