import { Search } from 'lucide-react';
import { classNames } from './class-names.ts';
import { TextInput } from './field.tsx';
import styles from './search-input.module.css';

export interface SearchInputProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly className?: string | undefined;
}

/** Where what is looked for is written. */
export function SearchInput({ label, placeholder, value, onChange, className }: SearchInputProps) {
  return (
    <div className={classNames(styles.search, className)}>
      <Search size={15} aria-hidden />
      <TextInput
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
