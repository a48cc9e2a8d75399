import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export interface Filters {
  /** Undefined where the address does not say. */
  get(name: string): string | undefined;
  /** An empty value takes it out of the address. */
  set(name: string, value: string): void;
  /** Takes all of them out but those named. */
  clear(...kept: readonly string[]): void;
}

/** What a page shows is said by its address, so that it can be kept and sent. Filters leave no steps to go back by. */
export function useFilters(): Filters {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (name: string, value: string) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          if (value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const clear = (...kept: readonly string[]) =>
    setSearch((before) => new URLSearchParams([...before].filter(([name]) => kept.includes(name))), { replace: true });
  return { get: (name) => search.get(name) ?? undefined, set, clear };
}
