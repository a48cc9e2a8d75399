/** Words that turn a request into another one when they change places. */
const OPPOSITES = [
  ['enable', 'disable'],
  ['open', 'close'],
  ['activate', 'cancel'],
  ['increase', 'decrease'],
  ['raise', 'lower'],
  ['add', 'remove'],
  ['start', 'stop'],
  ['before', 'after'],
  ['buy', 'sell'],
  ['first', 'last'],
  ['today', 'tomorrow'],
  ['more', 'less'],
  ['send', 'receive'],
  ['english', 'french'],
  ['spanish', 'german'],
  ['dollars', 'euros'],
] as const;
const CONTRARY = new Map<string, string>(
  OPPOSITES.flatMap(([left, right]) => [
    [left, right],
    [right, left],
  ]),
);

/** The text asking something else by one word: its first number raised, else its first word that has an opposite. */
export function contraryTo(text: string): string | undefined {
  const renumbered = text.replace(/\d+/, (digits) => String(Number(digits) + 1));
  if (renumbered !== text) return renumbered;
  let isChanged = false;
  const turned = text.replace(/[\p{L}']+/gu, (word) => {
    const other = isChanged ? undefined : CONTRARY.get(word.toLowerCase());
    if (other === undefined) return word;
    isChanged = true;
    return other;
  });
  return isChanged ? turned : undefined;
}
