import { foldText } from './fold.ts';

/**
 * One text of a request, seen once by everybody: signals and models share what each derives from it.
 * Derived forms are computed on first use and kept for the life of the view (one request).
 */
export interface TextView {
  /** The text as it came. */
  readonly raw: string;
  /** NFKC, invisible characters removed, typographic quotes and dashes plain, white space single; case kept. */
  readonly plain: string;
  /** `plain` in lower case: what case-insensitive matching and the learned models read. */
  readonly folded: string;
  /**
   * Keeps a derived value under a key of the caller's (an object, so that keys of different callers never meet).
   * The models' shared feature pass lives here: the first head pays, the others read.
   */
  memo<T>(key: MemoKey<T>, derive: (text: TextView) => T): T;
}

/** Names one derived value; make it once at module level. The type parameter is the derived value's type. */
export interface MemoKey<T> {
  readonly name: string;
  /** Only for the type. */
  readonly __value?: T;
}

class LazyTextView implements TextView {
  readonly raw: string;
  #plain: string | undefined;
  #folded: string | undefined;
  #derived: Map<MemoKey<unknown>, unknown> | undefined;

  constructor(raw: string) {
    this.raw = raw;
  }

  get plain(): string {
    this.#plain ??= foldText(this.raw);
    return this.#plain;
  }

  get folded(): string {
    this.#folded ??= this.plain.toLowerCase();
    return this.#folded;
  }

  memo<T>(key: MemoKey<T>, derive: (text: TextView) => T): T {
    this.#derived ??= new Map();
    if (this.#derived.has(key)) return this.#derived.get(key) as T;
    const value = derive(this);
    this.#derived.set(key, value);
    return value;
  }
}

/** @example createTextView('Ｈｅｌｌｏ\u200b  World').folded // 'hello world' */
export function createTextView(raw: string): TextView {
  return new LazyTextView(raw);
}
