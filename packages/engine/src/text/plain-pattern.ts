/** Longest pattern, most groups within each other and most written-out repetitions that are taken for harmless. */
const LONGEST = 2000;
const DEEPEST = 50;
const MOST_REPEATED = 500;
/** A class of characters by name, or a character that means itself. */
const ESCAPE =
  /\\(?:[dDsSwW]|[pP]\{(?:L|Ll|Lu|N|Nd|P|S|Han|Hiragana|Katakana|Hangul|Cyrillic|Latin|Greek|Arabic)\}|[!-/:-@[-`{-~])/y;
const BOUNDARY = /\\[bB]|[\^$]/y;
const OPENING = /\((?:\?:)?(?!\?)/y;
/** Characters, ranges of letters or digits, and classes by name; the parts of a range are looked at once more. */
const CLASS =
  /\[\^?(?:\\(?:[dDsSwW]|[pP]\{(?:L|Ll|Lu|N|Nd|P|S)\}|[!-/:-@[-`{-~])|[a-zA-Z0-9]-[a-zA-Z0-9]|[^\\[\]^-])+\]/uy;
const RANGE = /([a-zA-Z0-9])-([a-zA-Z0-9])/g;
const QUANTIFIER = /(?:[?*+]|\{(\d{1,3})(?:,(\d{0,3}))?\})\??/y;
const LONE_SURROGATE = /\p{Surrogate}/u;
const LITERAL = /[^\\^$.|?*+()[\]{}]/uy;

/**
 * Whether a pattern is written so plainly that it compiles without trying: compiling one takes milliseconds, most of them
 * for tables of letters, and few patterns of a config are needed for its first requests. Others have to be tried.
 */
export function isPlainPattern(pattern: string): boolean {
  if (pattern.length > LONGEST || LONE_SURROGATE.test(pattern)) return false;
  let place = 0;
  let depth = 0;
  let repeated = 0;
  /** Whether a quantifier may stand here, and whether with a number: of groups these multiply. */
  let mayRepeat: 'no' | 'freely' | 'without number' = 'no';
  const take = (token: RegExp): RegExpExecArray | null => {
    token.lastIndex = place;
    const taken = token.exec(pattern);
    if (taken !== null) place = token.lastIndex;
    return taken;
  };
  while (place < pattern.length) {
    const characters = take(CLASS)?.[0];
    if (characters !== undefined) {
      if ([...characters.matchAll(RANGE)].some(([, first, last]) => first! > last!)) return false;
      mayRepeat = 'freely';
    } else if (take(BOUNDARY) !== null) mayRepeat = 'no';
    else if (take(ESCAPE) !== null || take(LITERAL) !== null) mayRepeat = 'freely';
    else if (take(OPENING) !== null) {
      depth++;
      mayRepeat = 'no';
    } else if (pattern[place] === ')' || pattern[place] === '|' || pattern[place] === '.') {
      const mark = pattern[place++];
      if (mark === ')') depth--;
      mayRepeat = mark === '|' ? 'no' : mark === ')' ? 'without number' : 'freely';
    } else {
      const quantifier = take(QUANTIFIER);
      if (quantifier === null || mayRepeat === 'no') return false;
      const [, least, most] = quantifier;
      if (least !== undefined) {
        if (mayRepeat !== 'freely' || (most !== undefined && most !== '' && Number(most) < Number(least))) return false;
        repeated += Math.max(Number(least), Number(most ?? 0));
      }
      mayRepeat = 'no';
    }
    if (depth < 0 || depth > DEEPEST || repeated > MOST_REPEATED) return false;
  }
  return depth === 0;
}
