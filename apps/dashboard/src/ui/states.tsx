import { CircleAlert, Inbox } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../lib/api-error.ts';
import { capital } from '../lib/format.ts';
import { Button } from './button.tsx';
import styles from './states.module.css';

/** Stands where something will be: as many lines as it will about have. */
export function LoadingState({ label = 'Loading', lines = 4 }: { readonly label?: string; readonly lines?: number }) {
  return (
    <div className={styles.loading} role="status">
      <span className="visually-hidden">{label}…</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines that all look alike
        <span key={line} className={styles.line} style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What to do about it. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing is here yet, and how that changes. */
export function EmptyState({ icon = <Inbox size={22} aria-hidden />, title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      <span className={styles.icon}>{icon}</span>
      <h3>{title}</h3>
      <p>{children}</p>
      {action}
    </div>
  );
}

/** What went wrong, and what to do. */
export function ErrorState({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { message, hint } = tellError(error);
  return (
    <div className={styles.state} role="alert">
      <span className={styles.badIcon}>
        <CircleAlert size={22} aria-hidden />
      </span>
      <h3>{message}</h3>
      {hint === undefined ? null : <p>{hint}</p>}
      {onRetry === undefined ? null : (
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** The same in a line, beside what it is about. */
export function ErrorLine({ error }: { readonly error: unknown }) {
  const { message, hint } = tellError(error);
  return (
    <p className={styles.errorLine} role="alert">
      <CircleAlert size={16} aria-hidden />
      <span>
        {message}
        {hint === undefined ? null : <span className={styles.hint}> {hint}</span>}
      </span>
    </p>
  );
}

function tellError(error: unknown): { readonly message: string; readonly hint?: string | undefined } {
  if (error instanceof ApiError) return { message: capital(error.message), hint: error.hint && capital(error.hint) };
  return { message: capital(error instanceof Error ? error.message : String(error)) };
}
