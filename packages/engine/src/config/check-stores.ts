import type { CanonicalConfig } from './canonical-schema.ts';
import type { Report } from './diagnostic.ts';

/** Where things are kept: what the schema cannot say. */
export function checkStores({ global: { stores, services } }: CanonicalConfig, report: Report): void {
  const { postgres } = stores;
  if (postgres !== undefined && !/^postgres(?:ql)?:\/\/[^/]/.test(postgres.url)) {
    report.error(
      'config.invalid_address',
      ['global', 'stores', 'postgres', 'url'],
      'expected a postgres:// or postgresql:// address',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a config refers to the environment.
      'e.g. postgres://signalbox@127.0.0.1:5432/signalbox, or ${DATABASE_URL}',
    );
  }
  for (const role of ['router_replay', 'response_api', 'config_versions'] as const) {
    if (services[role].store_backend !== 'postgres' || postgres !== undefined) continue;
    report.error(
      'config.no_store',
      ['global', 'services', role, 'store_backend'],
      'it is to be kept in PostgreSQL, and none is named',
      'add its address as global.stores.postgres.url',
    );
  }
}
