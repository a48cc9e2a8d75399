import type { ReplayRecord } from '@signalbox/gateway/contract';
import { useQueries, useQuery } from '@tanstack/react-query';
import { ListFilter, RefreshCw, TableProperties, X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { Link } from 'react-router';
import { costLabel } from '../../lib/cost-words.ts';
import { formatCount, formatDate, formatDuration, formatMoment } from '../../lib/format.ts';
import { aggregateQuery } from '../../lib/queries.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Select, TextInput } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { EmptyState, ErrorLine, ErrorState, LoadingState } from '../../ui/states.tsx';
import { Export } from './export.tsx';
import { PAGE, type RecordFilter, recordPageQuery } from './record-pages.ts';
import styles from './records.module.css';
import { stateOf } from './state-words.ts';
import { useRowWindow } from './use-row-window.ts';

const ROW_HEIGHT = 40;
const FILTERS = [
  'decision',
  'model',
  'lifecycle',
  'response_path',
  'search',
  'session_id',
  'user',
  'api_key',
  'since',
  'until',
  'has_bodies',
] as const;

/** Every request that is kept, newest first. */
export function Component() {
  const { get, set, clear } = useFilters();
  const [isFiltering, setFiltering] = useState(false);
  // Later records would move the rows that are looked at.
  const [now, setNow] = useState(() => Date.now());
  const said = FILTERS.flatMap((name) => (get(name) === undefined ? [] : [[name, get(name)!] as const]));
  const filter = { until: String(now), ...Object.fromEntries(said) };
  const first = useQuery(recordPageQuery(filter, 0));
  const known = useQuery(aggregateQuery({}));
  const untilId = useId();
  const isFiltered = said.length > 0;
  return (
    <Page
      title="Records"
      isFull
      actions={
        <>
          <Button
            icon={<RefreshCw size={15} aria-hidden />}
            onClick={() => {
              set('until', '');
              setNow(Date.now());
            }}
          >
            Newest
          </Button>
          <Export filter={filter} total={first.data?.total} />
        </>
      }
    >
      <div className={styles.filters} data-open={isFiltering}>
        <SearchInput
          label="Search"
          placeholder="Part of a name, or the beginning of an id"
          value={get('search') ?? ''}
          onChange={(text) => set('search', text)}
        />
        <Button
          className={styles.filterToggle}
          icon={<ListFilter size={15} aria-hidden />}
          aria-expanded={isFiltering}
          onClick={() => setFiltering(!isFiltering)}
        >
          Filters
        </Button>
        <Filter
          label="Decision"
          value={get('decision') ?? ''}
          values={known.data?.available_decisions}
          onChange={(value) => set('decision', value)}
        />
        <Filter
          label="Model"
          value={get('model') ?? ''}
          values={known.data?.available_models}
          onChange={(value) => set('model', value)}
        />
        <Filter
          label="State"
          value={get('lifecycle') ?? ''}
          values={Object.keys(known.data?.lifecycle ?? {})}
          onChange={(value) => set('lifecycle', value)}
        />
        <Filter
          label="Answered by"
          value={get('response_path') ?? ''}
          values={Object.keys(known.data?.response_paths ?? {})}
          onChange={(value) => set('response_path', value)}
        />
        <Filter
          label="Bodies kept"
          value={get('has_bodies') ?? ''}
          values={['request', 'response', 'both']}
          onChange={(value) => set('has_bodies', value)}
        />
        <label className={styles.until} htmlFor={untilId}>
          Up to
          <TextInput
            id={untilId}
            type="datetime-local"
            value={localTime(get('until') ?? null)}
            onChange={({ target: { value } }) => set('until', value === '' ? '' : String(new Date(value).getTime()))}
          />
        </label>
        {(['session_id', 'user', 'api_key'] as const).map((name) =>
          get(name) !== undefined ? (
            <Button key={name} icon={<X size={14} aria-hidden />} onClick={() => set(name, '')}>
              {name.replace('_', ' ')}: {get(name)}
            </Button>
          ) : null,
        )}
        {isFiltered ? (
          <Button look="quiet" onClick={() => clear()}>
            All records
          </Button>
        ) : null}
      </div>
      {first.isError ? (
        <ErrorState error={first.error} onRetry={() => void first.refetch()} />
      ) : first.data === undefined ? (
        <LoadingState lines={10} />
      ) : first.data.total === 0 ? (
        <EmptyState
          icon={<TableProperties size={22} aria-hidden />}
          title={isFiltered ? 'No record is like that' : 'No requests yet'}
          action={isFiltered ? undefined : <Link to="/playground">Ask something in the playground</Link>}
        >
          {isFiltered
            ? 'Take a filter away, or search for something else.'
            : 'Each request that the router answers is kept here, with why it went where.'}
        </EmptyState>
      ) : (
        <RecordTable key={JSON.stringify(filter)} filter={filter} total={first.data.total} />
      )}
    </Page>
  );
}

interface FilterProps {
  readonly label: string;
  readonly value: string;
  readonly values: readonly string[] | undefined;
  readonly onChange: (value: string) => void;
}

function Filter({ label, value, values = [], onChange }: FilterProps) {
  return (
    <Select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{label}: any</option>
      {[...new Set([...(value === '' ? [] : [value]), ...values])].map((each) => (
        <option key={each}>{each}</option>
      ))}
    </Select>
  );
}

/** A time as its input takes it: `2026-11-21T09:30`, without a zone. */
function localTime(milliseconds: string | null): string {
  if (milliseconds === null) return '';
  const at = new Date(Number(milliseconds));
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const COLUMNS = ['When', 'Decision', 'Model', 'State', 'Tokens', 'Cost', 'Took'];
/** From here on, figures, which stand at the right. */
const FIRST_FIGURE = 4;

/** Asks only for the pages that are seen, however many records there are. */
function RecordTable({ filter, total }: { readonly filter: RecordFilter; readonly total: number }) {
  const frame = useRef<HTMLDivElement>(null);
  const rows = useRowWindow(frame, total, ROW_HEIGHT);
  const pages: number[] = [];
  for (let page = Math.floor(rows.first / PAGE); page * PAGE < rows.first + rows.count; page++) pages.push(page);
  const loaded = useQueries({
    queries: pages.map((page) => ({ ...recordPageQuery(filter, page), enabled: !rows.isRushing })),
  });
  const failed = loaded.find(({ isError }) => isError);
  const recordAt = (row: number): ReplayRecord | undefined =>
    loaded[Math.floor(row / PAGE) - pages[0]!]?.data?.data[row % PAGE];
  const below = rows.height - rows.top - rows.count * ROW_HEIGHT;
  return (
    <div className={styles.records}>
      <p className={styles.total}>{formatCount(total)} records, the newest first</p>
      {failed === undefined ? null : <ErrorLine error={failed.error} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section ref={frame} className={styles.frame} tabIndex={0} aria-label="Records">
        <table className={styles.table} aria-label="Records" aria-rowcount={total + 1}>
          <thead>
            <tr>
              {COLUMNS.map((name, at) => (
                <th key={name} scope="col" className={at < FIRST_FIGURE ? undefined : styles.figure}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Spacer height={rows.top} />
            {Array.from({ length: Math.max(0, rows.count) }, (_, at) => {
              const row = rows.first + at;
              return <Row key={row} index={row + 2} record={recordAt(row)} />;
            })}
            <Spacer height={below} />
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Stands for the rows that are not seen. */
function Spacer({ height }: { readonly height: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden>
      <td colSpan={COLUMNS.length} style={{ height, padding: 0 }} />
    </tr>
  );
}

function Row({ index, record }: { readonly index: number; readonly record: ReplayRecord | undefined }) {
  if (record === undefined) {
    return (
      <tr aria-rowindex={index}>
        <td colSpan={COLUMNS.length} className={styles.waiting}>
          …
        </td>
      </tr>
    );
  }
  const { total_tokens } = record;
  const { word, tone } = stateOf(record);
  return (
    <tr aria-rowindex={index}>
      <td>
        <Link to={`/records/${encodeURIComponent(record.id)}`} title={formatDate(record.timestamp)}>
          {formatMoment(record.timestamp)}
        </Link>
      </td>
      <td title={record.decision ?? undefined}>{record.decision ?? '–'}</td>
      <td title={record.selected_model ?? undefined}>{record.selected_model ?? '–'}</td>
      <td>
        <Badge tone={tone}>{word}</Badge>
      </td>
      <td className={styles.figure}>{total_tokens === null ? '–' : formatCount(total_tokens)}</td>
      <td className={styles.figure} data-unknown={record.actual_cost === null || undefined}>
        {costLabel(record)}
      </td>
      <td className={styles.figure}>{formatDuration(record.duration_ms)}</td>
    </tr>
  );
}
