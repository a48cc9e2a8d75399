import { useQuery } from '@tanstack/react-query';
import { Gauge, KeyRound } from 'lucide-react';
import { Link } from 'react-router';
import { formatAgo, formatCount } from '../../lib/format.ts';
import { sumOf } from '../../lib/prometheus.ts';
import { configQuery, metricsQuery } from '../../lib/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Stack } from '../../ui/stack.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { FigureCell, Table } from '../../ui/table.tsx';
import styles from './operation.module.css';

interface Key {
  readonly name: string;
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly models?: readonly string[];
  readonly endpoints?: readonly string[];
  readonly expires?: string;
}

interface Rule {
  readonly name: string;
  readonly match?: Readonly<Record<string, string>>;
  readonly requests_per_unit?: number;
  readonly tokens_per_unit?: number;
  readonly cost_per_unit?: number;
  readonly unit?: string;
}

interface Services {
  readonly authz?: { readonly keys?: readonly Key[]; readonly jwt?: readonly { readonly issuer: string }[] };
  readonly ratelimit?: { readonly providers?: readonly { readonly rules?: readonly Rule[] }[] };
}

/** Who may call the data plane, and how much; as the config says. */
export function KeysAndLimits() {
  const config = useQuery(configQuery);
  const metrics = useQuery(metricsQuery);
  if (config.isError) return <ErrorState error={config.error} onRetry={() => void config.refetch()} />;
  if (config.data === undefined) return <LoadingState lines={6} />;
  const { services = {} } = (config.data.document.global ?? {}) as { services?: Services };
  const keys = services.authz?.keys ?? [];
  const issuers = services.authz?.jwt ?? [];
  const rules = (services.ratelimit?.providers ?? []).flatMap((provider) => provider.rules ?? []);
  return (
    <Stack>
      <Card
        title="Keys"
        description="Only their hashes are in the config; a key itself is shown once, when it is made."
        isFlush
      >
        {keys.length === 0 ? (
          <EmptyState
            icon={<KeyRound size={22} aria-hidden />}
            title="No keys: everybody who reaches the port may call"
          >
            <code>npx signalbox keys create --name ada-laptop</code> prints a key and the lines for the{' '}
            <Link to="/policy">config</Link>.
          </EmptyState>
        ) : (
          <Table label="Keys" head={['Name', 'User', 'Groups', 'Models', 'Endpoints', 'Expires']}>
            {keys.map((key) => (
              <tr key={key.name}>
                <td>{key.name}</td>
                <td>{key.user ?? '–'}</td>
                <td>{key.groups?.join(', ') ?? '–'}</td>
                <td>{key.models?.join(', ') ?? 'all'}</td>
                <td>{key.endpoints?.join(', ') ?? 'all'}</td>
                <td>
                  <Expiry expires={key.expires} />
                </td>
              </tr>
            ))}
          </Table>
        )}
        {issuers.length === 0 ? null : (
          <p className={styles.under}>Signed tokens are taken from {issuers.map(({ issuer }) => issuer).join(', ')}.</p>
        )}
      </Card>
      <Card title="Limits and budgets" description="Windows of the clock, in UTC." isFlush>
        {rules.length === 0 ? (
          <EmptyState icon={<Gauge size={22} aria-hidden />} title="Nothing is limited">
            Requests, tokens and money can be limited by key, user, group and model:{' '}
            <code>global.services.ratelimit</code> in the <Link to="/policy">config</Link>.
          </EmptyState>
        ) : (
          <Table label="Limits" head={['Rule', 'Counts together', 'Room', 'Turned away']} figures={[3]}>
            {rules.map((rule) => (
              <tr key={rule.name}>
                <td>{rule.name}</td>
                <td>{matchOf(rule)}</td>
                <td>{roomOf(rule)}</td>
                <FigureCell>
                  {formatCount(sumOf(metrics.data ?? [], 'signalbox_rate_limited_total', { rule: rule.name }) ?? 0)}
                </FigureCell>
              </tr>
            ))}
          </Table>
        )}
      </Card>
    </Stack>
  );
}

function Expiry({ expires }: { readonly expires: string | undefined }) {
  if (expires === undefined) return 'never';
  const isOver = new Date(expires).getTime() <= Date.now();
  return isOver ? <Badge tone="bad">expired {formatAgo(expires)}</Badge> : `${expires} (${formatAgo(expires)})`;
}

function matchOf({ match = {} }: Rule): string {
  const parts = Object.entries(match).map(([what, name]) => (name === '*' ? `each ${what}` : `${what} ${name}`));
  return parts.length === 0 ? 'all requests' : parts.join(', ');
}

function roomOf({ requests_per_unit, tokens_per_unit, cost_per_unit, unit = 'minute' }: Rule): string {
  const parts = [
    requests_per_unit === undefined ? undefined : `${formatCount(requests_per_unit)} requests`,
    tokens_per_unit === undefined ? undefined : `${formatCount(tokens_per_unit)} tokens`,
    cost_per_unit === undefined ? undefined : `${cost_per_unit} in money`,
  ];
  return `${parts.filter(Boolean).join(', ')} a ${unit}`;
}
