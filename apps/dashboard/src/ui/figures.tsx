import type { ReactNode } from 'react';
import styles from './figures.module.css';

export interface FigureProps {
  readonly name: string;
  /** The figure, short. */
  readonly children: ReactNode;
  /** What has to be known of it. */
  readonly note?: ReactNode;
}

/** A few figures beside each other. */
export function Figures({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>;
}

export function Figure({ name, note, children }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{children}</strong>
        {note === undefined ? null : <span>{note}</span>}
      </dd>
    </div>
  );
}
