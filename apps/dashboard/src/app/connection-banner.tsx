import { Hourglass, Unplug } from 'lucide-react';
import { connectionStore } from '../lib/connection.ts';
import { useStore } from '../lib/store.ts';
import styles from './banner.module.css';

/** Says so while the router is away or slow; goes by itself. */
export function ConnectionBanner() {
  const connection = useStore(connectionStore);
  return (
    <div role="status" aria-live="polite">
      {connection === 'lost' ? (
        <p className={styles.banner}>
          <Unplug size={16} aria-hidden />
          <span>
            <strong>The router does not answer.</strong> What you see may be old. It is asked again until it is back.
          </span>
        </p>
      ) : null}
      {connection === 'slow' ? (
        <p className={styles.banner}>
          <Hourglass size={16} aria-hidden />
          <span>
            <strong>The router takes long to answer.</strong> What is missing here appears as soon as it comes.
          </span>
        </p>
      ) : null}
    </div>
  );
}
