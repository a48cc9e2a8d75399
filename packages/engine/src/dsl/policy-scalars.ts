import { isTopKeyword } from './shapes.ts';
import { type Token, tokenize } from './tokens.ts';

/** A text in a policy, with where it stands. */
export interface PolicyScalar {
  readonly at: number;
  readonly end: number;
  readonly value: string;
  /** The field it belongs to; empty for none. */
  readonly key: string;
  /** Words of its block, then fields and places in lists. */
  readonly path: readonly (string | number)[];
}

/** Every text in quotes; from the tokens alone, so that one in a block that cannot be read is there as well. */
export function policyScalars(text: string): readonly PolicyScalar[] {
  const tokens = tokenize(text, () => {});
  const found: PolicyScalar[] = [];
  const counts = new Map<string, number>();
  let head: (string | number)[] = [];
  let frames: { key: string; index: number }[] = [];
  for (const [index, token] of tokens.entries()) {
    const { type, text: content, at, end } = token;
    if (type === 'word' && token.isAtMargin && isTopKeyword(content)) {
      const words = headOf(tokens, index);
      const place = JSON.stringify(words);
      counts.set(place, (counts.get(place) ?? -1) + 1);
      head = [...words, counts.get(place)!];
      frames = [{ key: '', index: 0 }];
      continue;
    }
    const frame = frames.at(-1);
    if (isKey(token, tokens[index + 1])) {
      if (frame !== undefined) Object.assign(frame, { key: content, index: 0 });
    } else if (type === 'text') {
      const keys = frames.map(({ key, index: position }) => `${key}.${position}`);
      found.push({ at, end, value: content, key: nearestKey(frames), path: [...head, ...keys] });
    } else if (type === 'punctuation') {
      if ('{[('.includes(content)) {
        // Counted apart from the commas: one may be missing.
        if (frame !== undefined) frame.index += 1;
        frames.push({ key: '', index: 0 });
      } else if ('}])'.includes(content)) frames.pop();
      else if (content === ',' && frame !== undefined) frame.index += 1;
    }
  }
  return found;
}

function headOf(tokens: readonly Token[], start: number): string[] {
  const words: string[] = [];
  for (let index = start; tokens[index]?.type === 'word' || tokens[index]?.type === 'text'; index++)
    words.push(tokens[index]!.text);
  return words;
}

function isKey({ type }: Token, following: Token | undefined): boolean {
  const isNamed = type === 'word' || type === 'text';
  return isNamed && following?.type === 'punctuation' && (following.text === ':' || following.text === '=');
}

/** Entries of a list belong to the field that holds the list. */
function nearestKey(frames: readonly { readonly key: string }[]): string {
  return frames.findLast(({ key }) => key !== '')?.key ?? '';
}
