import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** What is known of one thing, name by name. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

export interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
  /** Takes the room of a sentence. */
  readonly isWide?: boolean;
}

export function Fact({ name, children, isWide = false }: FactProps) {
  return (
    <div data-wide={isWide || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
