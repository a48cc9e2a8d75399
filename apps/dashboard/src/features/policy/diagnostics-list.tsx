import type { Diagnostic } from '@signalbox/engine';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import styles from './policy.module.css';

export interface DiagnosticsListProps {
  readonly diagnostics: readonly Diagnostic[];
  readonly isChecking: boolean;
  readonly onPick: (diagnostic: Diagnostic) => void;
}

/** What is wrong with a draft, worst first; each leads to its place. */
export function DiagnosticsList({ diagnostics, isChecking, onPick }: DiagnosticsListProps) {
  if (diagnostics.length === 0) {
    return (
      <p className={styles.clean} role="status">
        <CircleCheck size={16} aria-hidden /> {isChecking ? 'Checking …' : 'Nothing is wrong with it.'}
      </p>
    );
  }
  const sorted = diagnostics.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  return (
    <ul className={styles.diagnostics} aria-label="Problems">
      {sorted.map((each) => (
        <li key={`${each.code}:${each.line}:${each.column}:${each.message}`}>
          <button type="button" onClick={() => onPick(each)} data-severity={each.severity}>
            {each.severity === 'error' ? (
              <CircleAlert size={16} aria-label="error" />
            ) : (
              <TriangleAlert size={16} aria-label="warning" />
            )}
            <span>
              {each.line === undefined ? null : (
                <code>
                  {each.line}:{each.column}{' '}
                </code>
              )}
              {each.message}
              {each.hint === undefined ? null : <span className={styles.help}> {each.hint}</span>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
