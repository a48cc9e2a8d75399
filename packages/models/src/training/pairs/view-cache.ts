import { createTextView, type TextView } from '@signalbox/engine/ports';

/** Views of the last contexts asked for, so that rows on one context share what is read of it. */
export class ViewCache {
  readonly #views = new Map<string, TextView>();

  of(text: string): TextView {
    const known = this.#views.get(text);
    if (known !== undefined) return known;
    if (this.#views.size >= 256) this.#views.clear();
    const view = createTextView(text);
    this.#views.set(text, view);
    return view;
  }
}
