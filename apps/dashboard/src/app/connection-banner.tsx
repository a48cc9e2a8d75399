import { Unplug } from 'lucide-react';
import { connectionStore } from '../lib/connection.ts';
import { useStore } from '../lib/store.ts';
import styles from './connection-banner.module.css';

/** Says so while the router is away; goes by itself when it is back. */
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
    </div>
  );
}
