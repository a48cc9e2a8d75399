import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './table.module.css';

export interface TableProps {
  /** What it lists. */
  readonly label: string;
  readonly head: readonly ReactNode[];
  /** Rows: `<tr>`. */
  readonly children: ReactNode;
  /** Columns (from 0) of figures: their heads stand at the right, as `FigureCell`s do. */
  readonly figures?: readonly number[];
  /** For tables inside of cards, and long ones. */
  readonly isDense?: boolean;
}

/** A table that scrolls sideways where it is too wide. */
export function Table({ label, head, children, figures = [], isDense = false }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={styles.scroll} tabIndex={0} aria-label={label}>
      <table className={classNames(styles.table, isDense && styles.dense)} aria-label={label}>
        <thead>
          <tr>
            {head.map((word, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
              <th key={at} scope="col" className={figures.includes(at) ? styles.figure : undefined}>
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

/** A cell with a figure, which stands at the right. */
export function FigureCell({ className, ...rest }: ComponentProps<'td'>) {
  return <td className={classNames(styles.figure, className)} {...rest} />;
}
