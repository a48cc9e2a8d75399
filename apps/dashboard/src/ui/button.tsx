import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { useWriteRefusal } from '../lib/write-access.ts';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { WHY_REFUSED } from './write-refusal.tsx';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` for the one thing that a page is for; `quiet` for what stands beside text. */
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'small' | 'medium';
  readonly icon?: ReactNode;
  readonly isBusy?: boolean;
  /** It changes something or spends something: who only looks sees it switched off, with the reason. */
  readonly isWrite?: boolean;
  /** Why it is switched off, where that is not to be seen beside it. */
  readonly refusal?: string | undefined;
}

export function Button({ isWrite = false, ...rest }: ButtonProps) {
  return isWrite ? <WriteButton {...rest} /> : <PlainButton {...rest} />;
}

function WriteButton({ refusal, ...rest }: Omit<ButtonProps, 'isWrite'>) {
  const notAllowed = useWriteRefusal();
  const described = notAllowed === undefined ? {} : { 'aria-describedby': WHY_REFUSED };
  return <PlainButton {...rest} {...described} refusal={notAllowed ?? refusal} />;
}

function PlainButton({
  look = 'plain',
  size = 'medium',
  icon,
  isBusy = false,
  refusal,
  children,
  className,
  disabled,
  ...rest
}: Omit<ButtonProps, 'isWrite'>) {
  // Not the attribute `disabled`: what has a reason must be reached by keys, so that the reason can be read.
  const refused =
    refusal === undefined
      ? undefined
      : { 'aria-disabled': true, title: refusal, onClick: (event: MouseEvent) => event.preventDefault() };
  return (
    <button
      type="button"
      className={classNames(
        styles.button,
        styles[look],
        styles[size],
        children === undefined && styles.square,
        className,
      )}
      disabled={refused === undefined && (disabled === true || isBusy)}
      aria-busy={isBusy || undefined}
      {...rest}
      {...refused}
    >
      {isBusy ? <LoaderCircle className={styles.spinner} size={16} aria-hidden /> : icon}
      {children}
    </button>
  );
}
