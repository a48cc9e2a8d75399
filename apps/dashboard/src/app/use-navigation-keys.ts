import { useEffect } from 'react';
import { NAVIGATION, SET_UP } from './navigation.ts';

const PATIENCE_MS = 1_200;
const DESTINATIONS = new Map(
  [...NAVIGATION.flatMap(({ destinations }) => destinations), SET_UP].map(({ key, path }) => [key, path]),
);

/** `g` and then the letter of a page opens it, wherever no text is being typed. */
export function useNavigationKeys(navigate: (path: string) => void): void {
  useEffect(() => {
    let pressedAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const path = performance.now() - pressedAt < PATIENCE_MS ? DESTINATIONS.get(event.key) : undefined;
      pressedAt = event.key === 'g' ? performance.now() : Number.NEGATIVE_INFINITY;
      if (path === undefined) return;
      event.preventDefault();
      navigate(path);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [navigate]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}
