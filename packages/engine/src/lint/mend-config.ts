import type { Diagnostic } from '../config/diagnostic.ts';
import type { SignalKind } from '../signals/signal-kind.ts';
import { removeEntry } from './remove-entry.ts';

export interface MendOptions {
  readonly kinds: readonly SignalKind[];
  /** All that is said of a text, lint and validation alike; errors of a text that is not valid among them. */
  readonly diagnose: (
    text: string,
  ) => Promise<{ readonly isValid: boolean; readonly diagnostics: readonly Diagnostic[] }>;
}

export interface MendResult {
  readonly text: string;
  /** What was mended, in turn; places are those of the text as it was then. */
  readonly mended: readonly Diagnostic[];
  /** What is said of the text as it is now. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Takes out, one by one, what has no effect on any route, until nothing of the kind is left: what one mend leaves unused
 * goes with the next. A mend after which the config would not be valid is not made.
 */
export async function mendConfig(text: string, { kinds, diagnose }: MendOptions): Promise<MendResult> {
  const mended: Diagnostic[] = [];
  const refused = new Set<string>();
  let current = text;
  let { diagnostics } = await diagnose(current);
  for (;;) {
    const next = diagnostics.find((each) => each.mend === 'remove' && !refused.has(keyOf(each)));
    if (next === undefined) return { text: current, mended, diagnostics };
    const changed = removeEntry(current, next.path, kinds);
    const after = changed === undefined ? undefined : await diagnose(changed);
    if (changed === undefined || after?.isValid !== true) {
      refused.add(keyOf(next));
      continue;
    }
    mended.push(next);
    current = changed;
    diagnostics = after.diagnostics;
  }
}

/** Messages name what they are about; its place may move while others are mended. */
function keyOf({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}
