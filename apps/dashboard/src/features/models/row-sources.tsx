import type { DetailedReplayRecord, ReplayList } from '@signalbox/gateway/contract';
import { useMutation } from '@tanstack/react-query';
import { FlaskConical, TableProperties, Upload } from 'lucide-react';
import { engine } from '../../engine/engine-client.ts';
import { askJson } from '../../lib/api.ts';
import { formatCount } from '../../lib/format.ts';
import { configQuery, probesQuery } from '../../lib/queries.ts';
import { queryClient } from '../../lib/query-client.ts';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { ErrorLine } from '../../ui/states.tsx';
import { rowOfRecord, rowsOfProbes } from './labelled-rows.ts';
import type { LabelledRow } from './measure.ts';
import styles from './models.module.css';

/** The newest records whose text was kept; each is asked for by itself. */
const MOST_RECORDS = 100;
const AT_ONCE = 5;

/** Rows for a head, and where there are none, why. */
interface Found {
  readonly rows: readonly LabelledRow[];
  readonly nothing: string;
}

interface RowSourcesProps {
  readonly head: string;
  /** What the head tells apart. */
  readonly labels: readonly string[];
  /** Gets rows as JSON lines, or the text of a file. */
  readonly onRows: (content: string) => void;
}

/** Labelled rows from a file, and from what is there: probes beside the config, and records that were judged. */
export function RowSources({ head, labels, onRows }: RowSourcesProps) {
  const find = useMutation({
    mutationFn: (source: (head: string, labels: readonly string[]) => Promise<Found>) => source(head, labels),
    onSuccess: ({ rows }) => {
      if (rows.length > 0) onRows(rows.map((row) => JSON.stringify(row)).join('\n'));
    },
  });
  return (
    <div className={styles.sources}>
      <FileButton
        size="small"
        icon={<Upload size={14} aria-hidden />}
        accept=".jsonl,.json,.csv,.txt"
        fileLabel="File of labelled texts"
        onFiles={([file]) => void file!.text().then(onRows)}
      >
        From a file
      </FileButton>
      <Button
        size="small"
        icon={<FlaskConical size={14} aria-hidden />}
        isBusy={find.isPending && find.variables === fromProbes}
        onClick={() => find.mutate(fromProbes)}
      >
        From the probes
      </Button>
      <Button
        size="small"
        icon={<TableProperties size={14} aria-hidden />}
        isBusy={find.isPending && find.variables === fromRecords}
        onClick={() => find.mutate(fromRecords)}
      >
        From judged records
      </Button>
      {find.isError ? <ErrorLine error={find.error} /> : null}
      {find.data?.rows.length === 0 ? <p role="status">{find.data.nothing}</p> : null}
    </div>
  );
}

async function fromProbes(head: string, labels: readonly string[]): Promise<Found> {
  const [{ suites }, config, calls] = await Promise.all([
    queryClient.ensureQueryData(probesQuery),
    queryClient.ensureQueryData(configQuery),
    engine(),
  ]);
  if (suites.length === 0) return { rows: [], nothing: 'There are no probes beside the config.' };
  const probes = (await Promise.all(suites.map(({ text }) => calls.assertedProbes(text)))).flat();
  return {
    rows: rowsOfProbes(probes, config, head, labels),
    nothing: `None of the ${formatCount(probes.length)} probes says what ${head} must read: they name no such signal, and their decisions can be had without one.`,
  };
}

async function fromRecords(head: string, labels: readonly string[]): Promise<Found> {
  const ids = (
    await Promise.all(
      ['request', 'both'].map((kept) =>
        askJson<ReplayList>(`/v1/router_replay?has_bodies=${kept}&limit=${MOST_RECORDS}`),
      ),
    )
  )
    .flatMap(({ data }) => data)
    .toSorted((a, b) => b.timestamp.localeCompare(a.timestamp))
    .slice(0, MOST_RECORDS)
    .map(({ id }) => id);
  if (ids.length === 0) {
    return {
      rows: [],
      nothing: 'No record has its text: the service router_replay keeps it with capture_request_body.',
    };
  }
  const rows: LabelledRow[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const records = await Promise.all(
      ids
        .slice(at, at + AT_ONCE)
        .map((id) => askJson<DetailedReplayRecord>(`/v1/router_replay/${encodeURIComponent(id)}`)),
    );
    rows.push(...records.flatMap((record) => rowOfRecord(record, head, labels) ?? []));
  }
  return {
    rows,
    nothing: `Of the newest ${formatCount(ids.length)} records with their text, none was judged good or wrong after ${head} led to its decision.`,
  };
}
