import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useRef, useState } from 'react';
import { ask } from '../../lib/api.ts';
import { download } from '../../lib/download.ts';
import { formatBytes, formatCount } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/toast.tsx';
import { type Collected, collectLines } from './collect-lines.ts';
import type { RecordFilter } from './record-pages.ts';
import styles from './records.module.css';

type Format = 'csv' | 'jsonl';

/** How formats are called on their buttons, and how many lines of a file are no record. */
const FORMATS: Readonly<Record<Format, { readonly label: string; readonly headLines: number }>> = {
  csv: { label: 'CSV', headLines: 1 },
  jsonl: { label: 'JSON', headLines: 0 },
};
const NOTHING: Collected = { lines: 0, bytes: 0 };

interface ExportProps {
  readonly filter: RecordFilter;
  /** Undefined until it is known. */
  readonly total: number | undefined;
}

/** Saves all records of a filter, the newest first. */
export function Export({ filter, total = 0 }: ExportProps) {
  const [done, setDone] = useState(NOTHING);
  const controller = useRef<AbortController>(undefined);
  const save = useMutation({
    mutationFn: async (format: Format) => {
      setDone(NOTHING);
      controller.current = new AbortController();
      const { signal } = controller.current;
      const query = new URLSearchParams({ ...filter, format });
      const answer = await ask(`/v1/router_replay/export?${query}`, { headers: { accept: '*/*' }, signal });
      const { file, lines } = await collectLines(answer, setDone);
      download(`records.${format}`, file);
      return lines - FORMATS[format].headLines;
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
          {formatCount(Math.min(done.lines, total))} of {formatCount(total)}, {formatBytes(done.bytes)}
        </span>
        <progress max={Math.max(1, total)} value={done.lines} aria-label="Records read" />
        <Button onClick={() => controller.current?.abort()}>Cancel</Button>
      </span>
    );
  }
  return (Object.keys(FORMATS) as Format[]).map((format) => (
    <Button
      key={format}
      icon={<Download size={15} aria-hidden />}
      disabled={total === 0}
      onClick={() => save.mutate(format)}
    >
      {FORMATS[format].label}
    </Button>
  ));
}
