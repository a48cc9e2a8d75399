import type { ReplayList, ReplayRecord } from '@signalbox/gateway/contract';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { askJson } from '../../lib/api.ts';
import { writeCsv } from '../../lib/csv.ts';
import { download } from '../../lib/download.ts';
import { formatCount } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/toast.tsx';

const PAGE = 100;
/** More is for `signalbox store export`, which needs no browser to hold it. */
const MOST_RECORDS = 10_000;

const COLUMNS = [
  'id',
  'timestamp',
  'session_id',
  'user',
  'api_key_name',
  'recipe',
  'decision',
  'original_model',
  'selected_model',
  'lifecycle_state',
  'response_path',
  'response_status',
  'duration_ms',
  'prompt_tokens',
  'completion_tokens',
  'reasoning_tokens',
  'total_tokens',
  'currency',
  'actual_cost',
  'default_cost',
  'baseline_cost',
] as const satisfies readonly (keyof ReplayRecord)[];

interface ExportProps {
  readonly filter: Readonly<Record<string, string>>;
  readonly isReady: boolean;
}

/** Saves the records of a filter, the newest first. */
export function Export({ filter, isReady }: ExportProps) {
  const [done, setDone] = useState(0);
  const save = useMutation({
    mutationFn: async (as: 'csv' | 'json') => {
      const records = await readAll(filter, setDone);
      if (as === 'json') download('records.json', JSON.stringify(records, null, 2));
      else download('records.csv', csvOf(records), 'text/csv');
      return records.length;
    },
    onSuccess: (count) =>
      notify(
        count < MOST_RECORDS
          ? `${formatCount(count)} records are saved`
          : `The newest ${formatCount(count)} are saved; signalbox store export takes all`,
      ),
    onError: (cause) => notify(`Nothing was saved: ${cause.message}`, 'bad'),
  });
  return (
    <>
      {(['csv', 'json'] as const).map((as) => (
        <Button
          key={as}
          icon={<Download size={15} aria-hidden />}
          disabled={!isReady || save.isPending}
          isBusy={save.isPending && save.variables === as}
          onClick={() => save.mutate(as)}
        >
          {save.isPending && save.variables === as ? formatCount(done) : as.toUpperCase()}
        </Button>
      ))}
    </>
  );
}

function csvOf(records: readonly ReplayRecord[]): string {
  return writeCsv([COLUMNS, ...records.map((record) => COLUMNS.map((name) => record[name]))]);
}

async function readAll(filter: Readonly<Record<string, string>>, onDone: (count: number) => void) {
  const found: ReplayRecord[] = [];
  while (found.length < MOST_RECORDS) {
    const query = new URLSearchParams({ ...filter, limit: String(PAGE), offset: String(found.length) });
    const page = await askJson<ReplayList>(`/v1/router_replay?${query}`);
    found.push(...page.data);
    onDone(found.length);
    if (!page.has_more) break;
  }
  return found;
}
