import type { LogAnswer, LogEntry } from '@signalbox/gateway/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { askJson } from '../../lib/api.ts';
import { download } from '../../lib/download.ts';
import { formatDate } from '../../lib/format.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Select } from '../../ui/field.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { Stack } from '../../ui/stack.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import styles from './operation.module.css';

const FOLLOW_MS = 2_000;
const MOST_SHOWN = 2_000;
const TONES: Readonly<Record<LogEntry['level'], Tone>> = { debug: 'neutral', info: 'info', warn: 'warn', error: 'bad' };

/** The latest lines of the log; what comes is added while it is followed. */
export function Logs() {
  const filters = useFilters();
  const [isFollowed, setFollowed] = useState(true);
  const level = filters.get('level') ?? '';
  const words = filters.get('search') ?? '';
  const log = useInfiniteQuery({
    queryKey: ['logs', level, words],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ after: String(pageParam), limit: String(MOST_SHOWN) });
      if (level !== '') query.set('level', level);
      if (words !== '') query.set('search', words);
      return askJson<LogAnswer>(`/api/v1/logs?${query}`, { signal });
    },
    getNextPageParam: ({ last }) => last,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { fetchNextPage, isFetching, isError } = log;
  useEffect(() => {
    if (!isFollowed || isFetching) return;
    const timer = setTimeout(() => void fetchNextPage(), isError ? 2 * FOLLOW_MS : FOLLOW_MS);
    return () => clearTimeout(timer);
  }, [isFollowed, isFetching, isError, fetchNextPage]);
  const entries = (log.data?.pages ?? []).flatMap((page) => page.entries).slice(-MOST_SHOWN);
  return (
    <Stack>
      <div className={styles.filters}>
        <SearchInput
          label="Search the log"
          placeholder="Part of a message or of a field"
          value={words}
          onChange={(text) => filters.set('search', text)}
        />
        <Select aria-label="Level" value={level} onChange={(event) => filters.set('level', event.target.value)}>
          <option value="">Every level</option>
          <option value="warn">Warnings and errors</option>
          <option value="error">Errors</option>
        </Select>
        <Checkbox label="Follow" checked={isFollowed} onChange={(event) => setFollowed(event.target.checked)} />
        <Button
          icon={<Download size={15} aria-hidden />}
          disabled={entries.length === 0}
          onClick={() => download('signalbox-log.json', JSON.stringify(entries, null, 2))}
        >
          JSON
        </Button>
      </div>
      {log.data === undefined ? (
        isError ? (
          <ErrorState error={log.error} onRetry={() => void log.refetch()} />
        ) : (
          <LoadingState lines={8} />
        )
      ) : entries.length === 0 ? (
        <EmptyState
          title={level === '' && words === '' ? 'Nothing was logged yet' : 'No line is like that'}
          action={
            level === '' && words === '' ? undefined : (
              <Button size="small" onClick={() => filters.clear('view')}>
                Every line
              </Button>
            )
          }
        >
          A calm log is a good sign: requests are in the records. Warnings, failures of backends, and changes of the
          config stand here; credentials are cut out.
        </EmptyState>
      ) : (
        <Lines entries={entries} isFollowed={isFollowed} />
      )}
    </Stack>
  );
}

function Lines({ entries, isFollowed }: { readonly entries: readonly LogEntry[]; readonly isFollowed: boolean }) {
  const frame = useRef<HTMLElement>(null);
  const newest = entries.at(-1)?.number;
  // biome-ignore lint/correctness/useExhaustiveDependencies: moves whenever another line is the newest
  useEffect(() => {
    if (isFollowed && frame.current !== null) frame.current.scrollTop = frame.current.scrollHeight;
  }, [newest, isFollowed]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section ref={frame} className={styles.lines} tabIndex={0} aria-label="Log">
      <ol>
        {entries.map(({ number, at, level, message, fields }) => (
          <li key={number}>
            <time dateTime={new Date(at).toISOString()}>{formatDate(at)}</time>
            <Badge tone={TONES[level]}>{level}</Badge>
            <span>{message}</span>
            {Object.keys(fields).length === 0 ? null : <code>{wordsOf(fields)}</code>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function wordsOf(fields: LogEntry['fields']): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('  ');
}
