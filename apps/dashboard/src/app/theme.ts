import { createStore } from '../lib/store.ts';

/** What the person chose; `system` follows the machine. */
export type Theme = 'system' | 'light' | 'dark';

const KEPT = 'signalbox.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

export const themeStore = createStore<Theme>(read());

function read(): Theme {
  const kept = localStorage.getItem(KEPT);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** The theme that is to be seen. */
export function shownTheme(theme: Theme = themeStore.get()): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return dark.matches ? 'dark' : 'light';
}

/** Puts the theme on the page, now and whenever the choice or the machine's changes. */
export function applyTheme(): void {
  const apply = () => {
    document.documentElement.dataset.theme = shownTheme();
  };
  apply();
  dark.addEventListener('change', apply);
  themeStore.subscribe(() => {
    localStorage.setItem(KEPT, themeStore.get());
    apply();
  });
}
