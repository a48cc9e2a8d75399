import type { ComponentProps, ReactNode } from 'react';
import styles from './badge.module.css';
import { classNames } from './class-names.ts';

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad' | 'info' | 'violet';

export interface BadgeProps extends ComponentProps<'span'> {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
}

/** A word or two about the thing beside it. */
export function Badge({ tone = 'neutral', icon, children, className, ...rest }: BadgeProps) {
  return (
    <span className={classNames(styles.badge, styles[tone], className)} {...rest}>
      {icon}
      {children}
    </span>
  );
}
