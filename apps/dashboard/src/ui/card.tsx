import type { ReactNode } from 'react';
import styles from './card.module.css';
import { classNames } from './class-names.ts';

export interface CardProps {
  readonly title?: ReactNode;
  /** Stands at the right of the title. */
  readonly actions?: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  /** Content reaches the edges: tables and graphs. */
  readonly isFlush?: boolean;
}

/** A titled part of a page. */
export function Card({ title, actions, description, children, className, isFlush = false }: CardProps) {
  return (
    <section className={classNames(styles.card, isFlush && styles.flush, className)}>
      {title === undefined ? null : (
        <header className={styles.header}>
          <div>
            <h2>{title}</h2>
            {description === undefined ? null : <p className={styles.description}>{description}</p>}
          </div>
          {actions}
        </header>
      )}
      <div className={styles.body}>{children}</div>
    </section>
  );
}
