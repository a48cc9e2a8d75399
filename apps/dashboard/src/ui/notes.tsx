import type { ComponentProps } from 'react';
import styles from './notes.module.css';

/** Short lines about what was found, one under the other: `<li>`. */
export function Notes(props: ComponentProps<'ul'>) {
  return <ul className={styles.notes} {...props} />;
}
