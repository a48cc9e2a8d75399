/** Anything that looks like a placeholder of ours. */
const PLACEHOLDER = /\[[A-Z][A-Z_]*_\d+\]/g;

/** How a value is written where it is put back. */
export type Quote = (value: string) => string;

/** As it is. */
export const plainly: Quote = (value) => value;
/** Inside a string of JSON. */
export const insideJson: Quote = (value) => JSON.stringify(value).slice(1, -1);

/**
 * Names for values: `[EMAIL_ADDRESS_1]`, counted by type in the order of first sight. The same conversation gives the
 * same names at every turn, since its beginning stays the same.
 */
export class Placeholders {
  readonly #nameOf = new Map<string, string>();
  readonly #valueOf = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  /** Texts of the conversation that look like names already. */
  readonly #taken: ReadonlySet<string>;

  constructor(texts: readonly string[]) {
    this.#taken = new Set(texts.flatMap((text) => text.match(PLACEHOLDER) ?? []));
  }

  get isEmpty(): boolean {
    return this.#valueOf.size === 0;
  }

  /** The value's name; a new value gets the next one of its type. */
  name(type: string, value: string): string {
    const key = `${type} ${value}`;
    const known = this.#nameOf.get(key);
    if (known !== undefined) return known;
    const word =
      type
        .toUpperCase()
        .replace(/[^A-Z]+/g, '_')
        .replace(/^_+|_+$/g, '') || 'DATA';
    let name: string;
    do {
      const count = (this.#counts.get(word) ?? 0) + 1;
      this.#counts.set(word, count);
      name = `[${word}_${count}]`;
    } while (this.#taken.has(name));
    this.#nameOf.set(key, name);
    this.#valueOf.set(name, value);
    return name;
  }

  /** The text with values in place of their names. */
  restore(text: string, quote: Quote): string {
    return text.replace(PLACEHOLDER, (name) => {
      const value = this.#valueOf.get(name);
      return value === undefined ? name : quote(value);
    });
  }

  /** Where a name begins at the end of the text that may go on in the next piece; the text's length for none. */
  startOfPart(text: string): number {
    const bracket = text.lastIndexOf('[');
    if (bracket < 0) return text.length;
    const part = text.slice(bracket);
    for (const name of this.#valueOf.keys()) if (name.length > part.length && name.startsWith(part)) return bracket;
    return text.length;
  }
}
