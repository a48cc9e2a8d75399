import type { ConfigVersionAnswer } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { Link } from 'react-router';
import { formatAgo, formatDate } from '../../lib/format.ts';
import { versionsQuery } from '../../lib/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';

const REASONS: Readonly<Record<ConfigVersionAnswer['reason'], string>> = {
  start: 'the router started',
  file: 'its file was changed',
  api: 'through this port',
  rollback: 'rolled back',
};

/** Every config that came into force: when, by whom and how. */
export function Changes() {
  const versions = useQuery(versionsQuery);
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  if (versions.data === undefined) return <LoadingState lines={6} />;
  const { versions: list, in_force } = versions.data;
  if (list.length === 0) {
    return (
      <EmptyState icon={<History size={22} aria-hidden />} title="No changes yet">
        Each config that is put in force is listed here. <Link to="/policy">Change it on the policy page</Link>.
      </EmptyState>
    );
  }
  return (
    <Card
      title="Changes of the config"
      description="The author is the name of the token, which says that somebody may, not who it is; the note is what they said."
      actions={<Link to="/policy?view=versions">Compare and roll back</Link>}
      isFlush
    >
      <Table label="Changes" head={['When', 'Author', 'Note', 'How', 'Version']}>
        {list.map(({ id, at, author, note, reason, etag }, place) => (
          <tr key={id}>
            <td>
              <time dateTime={new Date(at).toISOString()} title={formatDate(at)}>
                {formatAgo(at)}
              </time>
            </td>
            <td>{author}</td>
            <td>{note ?? '–'}</td>
            <td>{REASONS[reason]}</td>
            <td>
              <code>{id}</code> {place === 0 && etag === in_force ? <Badge tone="accent">in force</Badge> : null}
            </td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}
