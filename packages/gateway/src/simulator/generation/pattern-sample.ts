import type { RandomSequence } from './random-sequence.ts';

/** A regular expression that the generator of samples does not understand; the message says which part. */
export class UnsupportedPattern extends Error {
  constructor(pattern: string, what: string) {
    super(
      `the pattern /${pattern}/ uses ${what}, for which the simulator cannot make a sample; ` +
        'literals, classes, groups, alternatives, repetitions and outer anchors are understood',
    );
    this.name = 'UnsupportedPattern';
  }
}

/** Makes strings that a pattern matches from start to end; `eagerness` adds so many turns to each open repetition. */
export type PatternSampler = (random: RandomSequence, eagerness?: number) => string;

type PatternNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'class'; readonly characters: readonly string[] }
  | { readonly kind: 'sequence'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly node: PatternNode; readonly minimum: number; readonly maximum: number };

const MAX_LENGTH = 20_000;
const MAX_DEPTH = 100;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const WORD = `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}_`;
const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
const without = (left: string): string => [...PRINTABLE].filter((character) => !left.includes(character)).join('');
/** What a sample takes for a named class; readable characters first of all. */
const NAMED_CLASSES: Readonly<Record<string, string>> = {
  d: DIGITS,
  w: WORD,
  s: ' ',
  D: LETTERS,
  W: '-.,:',
  S: LETTERS + DIGITS,
};
/** All that a named class holds, which a negated class must leave out. */
const WHOLE_CLASSES: Readonly<Record<string, string>> = {
  d: DIGITS,
  w: WORD,
  s: ' \t\n\r\f\v',
  D: without(DIGITS),
  W: without(WORD),
  S: without(' '),
};
const CONTROL_ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', 0: '\0' };

/** Reads a pattern once and gives a sampler for it; throws UnsupportedPattern for look-around, references and the like. */
export function compilePattern(pattern: string): PatternSampler {
  const node = parsePattern(pattern);
  return (random, eagerness = 0) => {
    const sample = { text: '', steps: 0 };
    write(node, random, eagerness, sample, pattern);
    return sample.text;
  };
}

function write(
  node: PatternNode,
  random: RandomSequence,
  eagerness: number,
  sample: { text: string; steps: number },
  pattern: string,
): void {
  sample.steps += 1;
  if (sample.text.length > MAX_LENGTH || sample.steps > 4 * MAX_LENGTH) {
    throw new UnsupportedPattern(pattern, `more than ${MAX_LENGTH} characters`);
  }
  switch (node.kind) {
    case 'text':
      sample.text += node.text;
      return;
    case 'class':
      sample.text += random.pick(node.characters);
      return;
    case 'sequence':
      for (const part of node.nodes) write(part, random, eagerness, sample, pattern);
      return;
    case 'choice':
      write(random.pick(node.branches), random, eagerness, sample, pattern);
      return;
    case 'repeat': {
      const highest = Math.min(node.maximum, node.minimum + 2 + eagerness);
      const turns = random.integer(Math.min(node.minimum + eagerness, highest), highest);
      for (let turn = 0; turn < turns; turn += 1) write(node.node, random, eagerness, sample, pattern);
    }
  }
}

function parsePattern(pattern: string): PatternNode {
  const characters = [...pattern];
  let position = 0;
  let depth = 0;
  const refuse = (what: string): never => {
    throw new UnsupportedPattern(pattern, what);
  };
  const peek = (): string | undefined => characters[position];

  const parseChoice = (): PatternNode => {
    depth += 1;
    if (depth > MAX_DEPTH) refuse(`more than ${MAX_DEPTH} nested groups`);
    const branches = [parseSequence()];
    while (peek() === '|') {
      position += 1;
      branches.push(parseSequence());
    }
    depth -= 1;
    return branches.length === 1 ? branches[0]! : { kind: 'choice', branches };
  };

  const parseSequence = (): PatternNode => {
    const nodes: PatternNode[] = [];
    for (let next = peek(); next !== undefined && next !== '|' && next !== ')'; next = peek()) {
      if (next === '^') {
        if (nodes.length > 0) refuse('"^" after other characters');
        position += 1;
      } else if (next === '$') {
        position += 1;
        const after = peek();
        if (after !== undefined && after !== '|' && after !== ')') refuse('"$" before other characters');
      } else {
        nodes.push(parseRepetition(parseAtom()));
      }
    }
    return nodes.length === 1 ? nodes[0]! : { kind: 'sequence', nodes };
  };

  const parseAtom = (): PatternNode => {
    const character = characters[position]!;
    position += 1;
    if (character === '(') return parseGroup();
    if (character === '[') return parseClass();
    if (character === '.') return { kind: 'class', characters: [...LETTERS] };
    if (character === '\\') return parseEscape();
    if (character === '*' || character === '+' || character === '?') refuse(`"${character}" with nothing to repeat`);
    return { kind: 'text', text: character };
  };

  const parseGroup = (): PatternNode => {
    if (peek() === '?') {
      const rest = characters.slice(position, position + 40).join('');
      const opening = /^\?:|^\?P?<[A-Za-z_]\w*>/.exec(rest);
      if (opening === null) refuse(`"(${rest.slice(0, 3)}"`);
      position += opening![0].length;
    }
    const inner = parseChoice();
    if (peek() !== ')') refuse('a group that is not closed');
    position += 1;
    return inner;
  };

  const parseEscape = (): PatternNode => {
    const character = characters[position];
    if (character === undefined) return refuse('a backslash at the end');
    position += 1;
    const named = NAMED_CLASSES[character];
    if (named !== undefined) return { kind: 'class', characters: [...named] };
    if (character === 'A' || character === 'Z' || character === 'z') return { kind: 'text', text: '' };
    return { kind: 'text', text: escapedCharacter(character) };
  };

  const escapedCharacter = (character: string): string => {
    const control = CONTROL_ESCAPES[character];
    if (control !== undefined) return control;
    if (character === 'x' || character === 'u') {
      const length = character === 'x' ? 2 : 4;
      const digits = characters.slice(position, position + length).join('');
      if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length !== length) refuse(`"\\${character}${digits}"`);
      position += length;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    if (/[A-Za-z1-9]/.test(character)) refuse(`"\\${character}"`);
    return character;
  };

  const parseClass = (): PatternNode => {
    const isNegated = peek() === '^';
    if (isNegated) position += 1;
    const members = new Set<string>();
    while (peek() !== ']') {
      const first = classMember(isNegated);
      if (first.length === 1 && peek() === '-' && characters[position + 1] !== ']') {
        position += 1;
        addRange(members, first[0]!, classMember(isNegated)[0]!);
      } else {
        for (const member of first) members.add(member);
      }
    }
    position += 1;
    const chosen = isNegated ? [...PRINTABLE].filter((character) => !members.has(character)) : [...members];
    if (chosen.length === 0) refuse('a class with no printable member');
    return { kind: 'class', characters: chosen };
  };

  const classMember = (isNegated: boolean): string[] => {
    const character = peek();
    if (character === undefined) return refuse('a class that is not closed');
    position += 1;
    if (character !== '\\') return [character];
    const escaped = peek();
    if (escaped === undefined) return refuse('a backslash at the end');
    position += 1;
    const named = NAMED_CLASSES[escaped];
    if (named !== undefined) return [...(isNegated ? WHOLE_CLASSES[escaped]! : named)];
    return [escaped === 'b' ? '\b' : escapedCharacter(escaped)];
  };

  const addRange = (members: Set<string>, from: string, to: string): void => {
    const start = from.codePointAt(0)!;
    const end = to.codePointAt(0)!;
    if (end < start) refuse(`the range "${from}-${to}"`);
    for (let code = start; code <= end && members.size < 512; code += 1) members.add(String.fromCodePoint(code));
  };

  const parseRepetition = (node: PatternNode): PatternNode => {
    const bounds = repetitionBounds();
    if (bounds === undefined) return node;
    if (peek() === '?' || peek() === '+') position += 1;
    if (repetitionBounds() !== undefined) refuse('a repetition of a repetition');
    return { kind: 'repeat', node, ...bounds };
  };

  const repetitionBounds = (): { minimum: number; maximum: number } | undefined => {
    const character = peek();
    if (character === '*' || character === '+' || character === '?') {
      position += 1;
      return { minimum: character === '+' ? 1 : 0, maximum: character === '?' ? 1 : Number.POSITIVE_INFINITY };
    }
    if (character !== '{') return undefined;
    const written = /^\{(\d+)(,(\d*))?\}/.exec(characters.slice(position, position + 24).join(''));
    if (written === null) return undefined;
    position += written[0].length;
    const minimum = Number(written[1]);
    const maximum =
      written[2] === undefined ? minimum : written[3] === '' ? Number.POSITIVE_INFINITY : Number(written[3]);
    if (maximum < minimum) refuse(`the repetition "${written[0]}"`);
    return { minimum, maximum };
  };

  const root = parseChoice();
  if (position < characters.length) refuse(`"${characters[position]}" without its opening`);
  return root;
}
