import type { ReactNode } from 'react';
import styles from './bars.module.css';

export interface Bar {
  readonly name: string;
  /** What stands for the name, where that is more than a text. */
  readonly label?: ReactNode | undefined;
  readonly shown: string;
  readonly value: number;
}

export interface BarsProps {
  readonly bars: readonly Bar[];
  /** The value of a whole bar; the largest where it is left out. */
  readonly whole?: number;
}

/** Values beside each other, each with a bar as long as it is large. */
export function Bars({ bars, whole }: BarsProps) {
  const most = whole ?? (Math.max(...bars.map(({ value }) => value)) || 1);
  return (
    <ul className={styles.bars}>
      {bars.map(({ name, label, shown, value }) => (
        <li key={name}>
          {label ?? <span>{name}</span>}
          <span className={styles.shown}>{shown}</span>
          <span className={styles.bar} aria-hidden>
            <span style={{ width: `${(value / most) * 100}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
