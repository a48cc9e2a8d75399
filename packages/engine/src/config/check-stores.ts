import type { CanonicalConfig } from './canonical-schema.ts';
import type { Report } from './diagnostic.ts';

/** Servers that roles may name, what their addresses look like, and one as an example. */
const SERVERS = {
  postgres: {
    title: 'PostgreSQL',
    address: /^postgres(?:ql)?:\/\/[^/]/,
    expected: 'expected a postgres:// or postgresql:// address',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a config refers to the environment.
    example: 'e.g. postgres://signalbox@127.0.0.1:5432/signalbox, or ${DATABASE_URL}',
  },
  redis: {
    title: 'Redis',
    address: /^rediss?:\/\/[^/]/,
    expected: 'expected a redis:// or rediss:// address',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a config refers to the environment.
    example: 'e.g. redis://127.0.0.1:6379, or ${REDIS_URL}',
  },
} as const;

const ROLES = ['router_replay', 'response_api', 'config_versions', 'response_cache', 'sessions'] as const;

/** Where things are kept: what the schema cannot say. */
export function checkStores({ global: { stores, services } }: CanonicalConfig, report: Report): void {
  for (const [name, { title, address, expected, example }] of Object.entries(SERVERS)) {
    const url = stores[name as keyof typeof SERVERS]?.url;
    if (url !== undefined && !address.test(url)) {
      report.error('config.invalid_address', ['global', 'stores', name, 'url'], expected, example);
    }
    for (const role of ROLES) {
      if (services[role].store_backend !== name || url !== undefined) continue;
      report.error(
        'config.no_store',
        ['global', 'services', role, 'store_backend'],
        `it is to be kept in ${title}, and none is named`,
        `add its address as global.stores.${name}.url`,
      );
    }
  }
}
