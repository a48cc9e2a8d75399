import { CircleAlert, CircleCheck } from 'lucide-react';
import { createStore, useStore } from '../lib/store.ts';
import styles from './toast.module.css';

interface Notice {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

const SHOWN_MS = 6_000;
const notices = createStore<readonly Notice[]>([]);
let next = 0;

/** Tells something in passing, what was done or not; it must not be needed later. */
export function notify(text: string, tone: Notice['tone'] = 'good'): void {
  const notice = { id: next++, tone, text };
  notices.set([...notices.get(), notice]);
  setTimeout(() => notices.set(notices.get().filter((each) => each !== notice)), SHOWN_MS);
}

/** Where notices appear; a screen reader speaks them. */
export function Toasts() {
  const shown = useStore(notices);
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {shown.map(({ id, tone, text }) => (
        <p key={id} className={styles.toast} data-tone={tone}>
          {tone === 'good' ? <CircleCheck size={17} aria-hidden /> : <CircleAlert size={17} aria-hidden />}
          {text}
        </p>
      ))}
    </div>
  );
}
