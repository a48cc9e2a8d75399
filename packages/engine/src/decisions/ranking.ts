/** What places a matching decision among others. */
export interface Contender {
  readonly name: string;
  readonly tier: number;
  readonly priority: number;
}

export type Criterion = 'tier' | 'priority' | 'confidence' | 'name';

/** Order of the criteria. Tiers count once any matching decision has one above 0; a missing tier is 0 and goes first. */
export function criteria(strategy: 'priority' | 'confidence', isTiered: boolean): readonly Criterion[] {
  if (isTiered) return ['tier', 'confidence', 'priority', 'name'];
  return strategy === 'confidence' ? ['confidence', 'priority', 'name'] : ['priority', 'confidence', 'name'];
}

/** The criterion by which `a` goes before `b` (negative) or after (positive), and by how much. */
export function compareContenders(
  a: Contender,
  aConfidence: number,
  b: Contender,
  bConfidence: number,
  order: readonly Criterion[],
): { readonly by: Criterion; readonly sign: number } {
  for (const by of order) {
    const sign =
      by === 'tier'
        ? a.tier - b.tier
        : by === 'priority'
          ? b.priority - a.priority
          : by === 'confidence'
            ? bConfidence - aConfidence
            : a.name < b.name
              ? -1
              : a.name > b.name
                ? 1
                : 0;
    if (sign !== 0) return { by, sign };
  }
  return { by: 'name', sign: 0 };
}
