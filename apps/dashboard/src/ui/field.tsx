import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

export interface FieldProps {
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly error?: ReactNode;
  readonly isRequired?: boolean;
  /** Gets the id that the label points to, and the ids of help and error. */
  readonly children: (ids: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean | undefined;
  }) => ReactNode;
}

/** A control with its label, help and error. */
export function Field({ label, help, error, isRequired = false, children }: FieldProps) {
  const id = useId();
  const helpId = help === undefined ? undefined : `${id}-help`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const described = [errorId, helpId].filter(Boolean).join(' ') || undefined;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
        {isRequired ? <span className={styles.required}> required</span> : null}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error === undefined ? undefined : true })}
      {error === undefined ? null : (
        <p id={errorId} className={styles.error}>
          {error}
        </p>
      )}
      {help === undefined ? null : (
        <p id={helpId} className={styles.help}>
          {help}
        </p>
      )}
    </div>
  );
}

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input type="text" autoComplete="off" className={classNames(styles.input, className)} {...rest} />;
}

export interface TextAreaProps extends ComponentProps<'textarea'> {
  /** JSON, YAML and the like: letters of one width, no marks of a spelling checker. */
  readonly isCode?: boolean;
}

export function TextArea({ className, isCode = false, ...rest }: TextAreaProps) {
  return (
    <textarea
      className={classNames(styles.input, styles.area, isCode && styles.code, className)}
      {...(isCode ? { spellCheck: false } : {})}
      {...rest}
    />
  );
}

export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <select className={classNames(styles.input, styles.select, className)} {...rest}>
      {children}
    </select>
  );
}

/** A box to tick with its label at the right. */
export function Checkbox({ label, ...rest }: ComponentProps<'input'> & { readonly label: ReactNode }) {
  return (
    <label className={styles.check}>
      <input type="checkbox" {...rest} />
      <span>{label}</span>
    </label>
  );
}
