import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './table.module.css';

export interface TableProps {
  /** What it lists. */
  readonly label: string;
  readonly head: readonly ReactNode[];
  /** Rows: `<tr>`. */
  readonly children: ReactNode;
  /** Columns (from 0) of figures, which stand at the right. */
  readonly figures?: readonly number[];
  readonly className?: string | undefined;
}

/** A table that scrolls sideways where it is too wide. */
export function Table({ label, head, children, figures = [], className }: TableProps) {
  const aligned = figures.map((column) => styles[`figure${column}`]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={classNames(styles.scroll, className)} tabIndex={0} aria-label={label}>
      <table className={classNames(styles.table, ...aligned)} aria-label={label}>
        <thead>
          <tr>
            {head.map((word, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
              <th key={at} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
