import { distance } from 'fastest-levenshtein';

/** The known name that was most likely meant, or undefined when none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const edits = distance(wanted, candidate.toLowerCase());
    if (edits < bestDistance) {
      best = candidate;
      bestDistance = edits;
    }
  }
  return bestDistance <= Math.max(2, Math.floor(wanted.length / 3)) ? best : undefined;
}

/** `did you mean "coding"? known: coding, math` — or just the known names, or that there are none. */
export function suggest(name: string, known: readonly string[], what: string): string {
  if (known.length === 0) return `no ${what} is defined`;
  const near = nearest(name, known);
  const shown = known.length > 12 ? `${known.slice(0, 12).join(', ')}, … (${known.length})` : known.join(', ');
  return near === undefined ? `known: ${shown}` : `did you mean "${near}"? known: ${shown}`;
}
