/** How alike two words are spelled, 0..1: Dice's coefficient over pairs of letters. */
export function spelling(a: string, b: string): number {
  if (a.length < 2 || b.length < 2) return 0;
  const pairs = new Set<string>();
  for (let i = 0; i + 2 <= a.length; i++) pairs.add(a.slice(i, i + 2));
  const others = new Set<string>();
  for (let i = 0; i + 2 <= b.length; i++) others.add(b.slice(i, i + 2));
  let common = 0;
  for (const pair of others) if (pairs.has(pair)) common++;
  return (2 * common) / (pairs.size + others.size);
}
