import { type ReactNode, useEffect } from 'react';
import { classNames } from './class-names.ts';
import styles from './page.module.css';

export interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Fills the window instead of scrolling: graphs, editors, chats. */
  readonly isFull?: boolean;
}

/** A page: its title for people and for the tab, and its content. */
export function Page({ title, description, actions, children, isFull = false }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Signalbox`;
  }, [title]);
  return (
    <div className={classNames(styles.page, isFull && styles.full)}>
      <header className={styles.header}>
        <div className={styles.words}>
          <h1>{title}</h1>
          {description === undefined ? null : <p>{description}</p>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.content}>{children}</div>
    </div>
  );
}
