import { Trash2 } from 'lucide-react';
import { formatAgo, formatDate, formatShare } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { FigureCell, Table } from '../../ui/table.tsx';
import { forgetRuns, type RememberedRun } from './run-history.ts';

/** Runs of before, each beside the one before it of the same suite. */
export function History({ runs }: { readonly runs: readonly RememberedRun[] }) {
  return (
    <Card
      title="Runs of before"
      description="Kept in this browser."
      actions={
        <Button size="small" look="quiet" icon={<Trash2 size={14} aria-hidden />} onClick={forgetRuns}>
          Forget them
        </Button>
      }
      isFlush
    >
      <Table
        label="Runs"
        head={['When', 'Suite', 'Passed', 'Since the run before', 'Flips', 'Config']}
        figures={[2, 4]}
      >
        {runs.map((run, at) => {
          const before = runs.slice(at + 1).find(({ suite }) => suite === run.suite);
          return (
            <tr key={run.at}>
              <td>
                <time dateTime={new Date(run.at).toISOString()} title={formatDate(run.at)}>
                  {formatAgo(run.at)}
                </time>
              </td>
              <td>{run.suite}</td>
              <FigureCell>
                {run.total - run.failed.length} of {run.total}
              </FigureCell>
              <td>
                <Change run={run} before={before} />
              </td>
              <FigureCell>
                {run.changed === undefined ? '–' : formatShare(run.changed.flipped / Math.max(1, run.changed.versions))}
              </FigureCell>
              <td>
                <code>{run.etag.replaceAll('"', '').slice(0, 8)}</code>
              </td>
            </tr>
          );
        })}
      </Table>
    </Card>
  );
}

function Change({ run, before }: { readonly run: RememberedRun; readonly before: RememberedRun | undefined }) {
  if (before === undefined) return <>the first</>;
  const worse = run.failed.filter((id) => !before.failed.includes(id));
  const better = before.failed.filter((id) => !run.failed.includes(id));
  if (worse.length + better.length === 0) return <>the same</>;
  return (
    <>
      {better.length === 0 ? null : (
        <Badge tone="good" title={better.join(', ')}>
          {better.length} mended
        </Badge>
      )}{' '}
      {worse.length === 0 ? null : (
        <Badge tone="bad" title={worse.join(', ')}>
          {worse.length} broken
        </Badge>
      )}
    </>
  );
}
