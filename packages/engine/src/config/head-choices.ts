import type { CanonicalConfig, Vocabulary } from './canonical-schema.ts';
import { type Report, reportUnder } from './diagnostic.ts';
import type { HeadChoice } from './router-config.ts';

const CATALOG = ['global', 'model_catalog'] as const;
const SILENT: Report = { error() {}, warning() {} };

/** Which models the config chooses: entries under `heads`, then what adapters read in layouts of their own. */
export function headChoicesOf(config: CanonicalConfig, vocabulary: Vocabulary): readonly HeadChoice[] {
  return [...entriesOf(config), ...choicesByForm(config, vocabulary, SILENT)];
}

/** Layouts that are not complete, and heads that are chosen twice. */
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

function choicesByForm(config: CanonicalConfig, { adapters }: Vocabulary, report: Report): readonly HeadChoice[] {
  const catalog = config.global.model_catalog;
  return adapters.flatMap(({ type, schema, form }) => {
    if (form === undefined) return [];
    const parts = form.parts.map(({ path }) => partOf(catalog, path));
    const options = form.read(parts, reportUnder(CATALOG, report));
    if (options === undefined) return [];
    return [
      { head: form.head, adapter: type, options: schema.parse(options), path: [...CATALOG, ...form.parts[0]!.path] },
    ];
  });
}
