/** More beginnings than this are not written out. */
const MOST_BEGINNINGS = 64;
/** What stands for more than itself in a pattern. */
const SPECIAL = /[\\^$.|?*+()[\]{}]/;
/** What may follow a character or a group so that it need not be there. */
const MAY_BE_LEFT_OUT = /[?*{]/;
/** A class of plain characters. */
const PLAIN_CLASS = /^\[([\p{L}\p{N} ]+)\]/u;

/**
 * Plain words with one of which every match of a pattern begins: they are found in a text far sooner than a linear engine
 * runs through it. Undefined where some match may begin otherwise.
 */
export function leadingWords(pattern: string): readonly string[] | undefined {
  const beginnings: string[] = [];
  for (const alternative of alternativesOf(pattern)) {
    const own = beginningsOf(alternative);
    if (own === undefined) return undefined;
    beginnings.push(...own);
  }
  return beginnings.length <= MOST_BEGINNINGS ? beginnings : undefined;
}

function beginningsOf(alternative: string): readonly string[] | undefined {
  const group = groupAtStart(alternative);
  if (group !== undefined) return MAY_BE_LEFT_OUT.test(group.next) ? undefined : leadingWords(group.content);
  let beginnings = [''];
  let rest = alternative;
  while (rest !== '') {
    const members = PLAIN_CLASS.exec(rest);
    const [first] = rest;
    const written = members === null ? first! : members[0];
    const choices = members === null ? [first!] : [...members[1]!];
    const next = rest.charAt(written.length);
    if ((members === null && SPECIAL.test(first!)) || MAY_BE_LEFT_OUT.test(next)) break;
    if (beginnings.length * choices.length > MOST_BEGINNINGS) break;
    beginnings = beginnings.flatMap((beginning) => choices.map((choice) => beginning + choice));
    rest = rest.slice(written.length);
  }
  return beginnings[0] === '' ? undefined : beginnings;
}

/** The group that a pattern begins with, and the character behind it. */
function groupAtStart(pattern: string): { readonly content: string; readonly next: string } | undefined {
  const opening = /^\((?:\?:)?(?!\?)/.exec(pattern);
  if (opening === null) return undefined;
  let end = 0;
  walk(pattern, (place, depth) => {
    if (pattern[place] === ')' && depth === 0 && end === 0) end = place;
  });
  return end === 0 ? undefined : { content: pattern.slice(opening[0].length, end), next: pattern.charAt(end + 1) };
}

/** What a pattern has to choose from, outside of all groups. */
function alternativesOf(pattern: string): readonly string[] {
  const alternatives: string[] = [];
  let start = 0;
  walk(pattern, (place, depth) => {
    if (pattern[place] !== '|' || depth > 0) return;
    alternatives.push(pattern.slice(start, place));
    start = place + 1;
  });
  return [...alternatives, pattern.slice(start)];
}

/** Visits what is neither escaped nor in a class, with how many groups are open after it. */
function walk(pattern: string, visit: (place: number, depth: number) => void): void {
  let depth = 0;
  let isClass = false;
  for (let place = 0; place < pattern.length; place++) {
    const letter = pattern[place];
    if (letter === '\\') place++;
    else if (isClass) isClass = letter !== ']';
    else {
      if (letter === '[') isClass = true;
      else if (letter === '(') depth++;
      else if (letter === ')') depth--;
      visit(place, depth);
    }
  }
}
