import type { ConfigStatusAnswer } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { FileWarning } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { configStatusQuery } from '../lib/queries.ts';
import { queryClient } from '../lib/query-client.ts';
import { classNames } from '../ui/class-names.ts';
import styles from './banner.module.css';

/** Says what is wrong with the config's file while the config before it serves; every page follows the one in force. */
export function ConfigBanner() {
  const { data } = useQuery(configStatusQuery);
  useFollowed(data?.etag);
  return (
    <div role="status" aria-live="polite">
      {data?.rejected == null ? null : <Rejected file={data.file} rejected={data.rejected} />}
    </div>
  );
}

/** Whoever changed the config, this page or its file or another router: what was read of the one before is old. */
function useFollowed(etag: string | undefined): void {
  const known = useRef(etag);
  useEffect(() => {
    if (known.current !== undefined && etag !== undefined && etag !== known.current)
      void queryClient.invalidateQueries({ queryKey: ['config'] });
    known.current = etag ?? known.current;
  }, [etag]);
}

function Rejected({
  file,
  rejected: { diagnostics },
}: {
  readonly file: string;
  readonly rejected: NonNullable<ConfigStatusAnswer['rejected']>;
}) {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const place = first?.line === undefined ? file : `${file}:${first.line}:${first.column}`;
  return (
    <p className={classNames(styles.banner, styles.bad)}>
      <FileWarning size={16} aria-hidden />
      <span>
        <strong>The config’s file cannot be served; the last good config serves on.</strong> <code>{place}</code>{' '}
        {first?.message}
        {first?.hint === undefined ? null : ` (${first.hint})`}
        {errors.length > 1 ? `, and ${errors.length - 1} more` : null}
      </span>
    </p>
  );
}
