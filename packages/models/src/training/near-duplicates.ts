const RUN = 6;

/** A text as comparison sees it: lower case, letters and digits only. */
export function normaliseForComparison(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Runs of six words (of six characters in Chinese and Japanese). */
function runsOf(text: string): string[] {
  const words = normaliseForComparison(text)
    .replace(/(\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana})/gu, ' $1 ')
    .split(/\s+/)
    .filter((word) => word !== '');
  const runs: string[] = [];
  for (let i = 0; i + RUN <= words.length; i++) runs.push(words.slice(i, i + RUN).join(' '));
  return runs;
}

/** Tells training texts that are, or nearly are, one of the texts kept for measuring. */
export class NearDuplicates {
  readonly #whole = new Set<string>();
  readonly #runs = new Set<string>();

  constructor(held: Iterable<string>) {
    for (const text of held) {
      this.#whole.add(normaliseForComparison(text));
      for (const run of runsOf(text)) this.#runs.add(run);
    }
  }

  /** Whether the text equals a held one, or half of its six-word runs occur in held ones. */
  has(text: string): boolean {
    if (this.#whole.has(normaliseForComparison(text))) return true;
    const runs = runsOf(text);
    if (runs.length < 2) return false;
    let shared = 0;
    for (const run of runs) if (this.#runs.has(run)) shared++;
    return shared * 2 >= runs.length;
  }
}
