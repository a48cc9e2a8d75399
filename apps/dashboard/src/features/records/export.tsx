import type { ReplayRecord } from '@signalbox/gateway/contract';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useRef, useState } from 'react';
import { writeCsv } from '../../lib/csv.ts';
import { download } from '../../lib/download.ts';
import { formatCount } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/toast.tsx';
import { eachPage, type RecordFilter } from './record-pages.ts';
import styles from './records.module.css';

const COLUMNS = [
  'id',
  'timestamp',
  'session_id',
  'turn_index',
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

type Format = 'csv' | 'json';

/** How records become a file: its type, what comes first, between records, and last. */
const FORMATS = {
  csv: { type: 'text/csv', head: writeCsv([COLUMNS]), between: '', foot: '' },
  json: { type: 'application/json', head: '[\n', between: ',\n', foot: '\n]\n' },
} as const;

interface ExportProps {
  readonly filter: RecordFilter;
  /** Undefined until it is known. */
  readonly total: number | undefined;
}

/** Saves all records of a filter, the newest first. */
export function Export({ filter, total = 0 }: ExportProps) {
  const [done, setDone] = useState(0);
  const controller = useRef<AbortController>(undefined);
  const save = useMutation({
    mutationFn: async (format: Format) => {
      setDone(0);
      controller.current = new AbortController();
      const { file, count } = await writeFile(format, filter, controller.current.signal, setDone);
      download(`records.${format}`, file, FORMATS[format].type);
      return count;
    },
    onSuccess: (count) => notify(`${formatCount(count)} records are saved`),
    onError: (cause) =>
      notify(
        controller.current?.signal.aborted ? 'Cancelled: nothing was saved' : `Nothing was saved: ${cause.message}`,
        'bad',
      ),
  });
  if (save.isPending) {
    return (
      <span className={styles.export}>
        <span role="status">
          {formatCount(done)} of {formatCount(total)}
        </span>
        <progress max={total} value={done} aria-label="Records read" />
        <Button onClick={() => controller.current?.abort()}>Cancel</Button>
      </span>
    );
  }
  return (
    <>
      {(['csv', 'json'] as const).map((format) => (
        <Button
          key={format}
          icon={<Download size={15} aria-hidden />}
          disabled={total === 0}
          onClick={() => save.mutate(format)}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </>
  );
}

/** A file in pieces, which browsers keep on disk where they are many. */
async function writeFile(
  format: Format,
  filter: RecordFilter,
  signal: AbortSignal,
  onDone: (count: number) => void,
): Promise<{ readonly file: Blob; readonly count: number }> {
  const { head, between, foot } = FORMATS[format];
  const pieces: Blob[] = [new Blob([head])];
  let count = 0;
  for await (const { data } of eachPage(filter, signal)) {
    const rows = data.map((record) => (format === 'csv' ? csvRow(record) : JSON.stringify(record)));
    if (rows.length > 0) pieces.push(new Blob([count === 0 ? '' : between, rows.join(between)]));
    count += rows.length;
    onDone(count);
  }
  pieces.push(new Blob([foot]));
  return { file: new Blob(pieces), count };
}

function csvRow(record: ReplayRecord): string {
  return writeCsv([COLUMNS.map((name) => record[name])]);
}
