import type { SignalKind } from '../../signals/signal-kind.ts';
import { type BlockShape, topBlocks } from '../shapes.ts';

/** What a piece of a policy is; the names are those that CodeMirror's stream parsers use. */
export type PolicyStyle =
  | 'definitionKeyword'
  | 'typeName'
  | 'propertyName'
  | 'variableName'
  | 'string'
  | 'number'
  | 'bool'
  | 'comment'
  | 'operator'
  | 'punctuation'
  | 'invalid';

export interface StyledPiece {
  readonly from: number;
  readonly to: number;
  readonly style: PolicyStyle;
}

/** A line as a stream parser sees it: CodeMirror's `StringStream` is one. */
export interface LineStream {
  readonly string: string;
  pos: number;
}

/** Colours for policies. No piece goes over a line, so any line can be told by itself. */
export interface PolicyHighlighter {
  /** All pieces of a text, in order; what has no style is left out. */
  highlight(text: string): readonly StyledPiece[];
  /** For `StreamLanguage.define(…)` of CodeMirror: the style of the next piece; moves the stream behind it. */
  readonly streamParser: {
    readonly name: 'policy';
    token(stream: LineStream): PolicyStyle | null;
    readonly languageData: {
      readonly commentTokens: { readonly line: '#' };
      readonly closeBrackets: { readonly brackets: readonly string[] };
    };
  };
}

const JOINING = ['AND', 'OR', 'NOT', 'IN', 'IF', 'ELSE'];
const CONSTANTS = ['true', 'false', 'null'];
/** Alternatives in the order in which they are tried, each with its style; undefined for a word, which has several. */
const PIECES: readonly (readonly [RegExp, PolicyStyle | null | undefined])[] = [
  [/\s+/y, null],
  [/#.*/y, 'comment'],
  [/"(?:[^"\\]|\\.)*"|'[^']*'/y, 'string'],
  [/["'].*/y, 'invalid'],
  [/\$\{[^}]*\}/y, 'variableName'],
  [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w%.])/y, 'number'],
  [/->/y, 'operator'],
  [/[{}()[\]:,=]/y, 'punctuation'],
  [/[A-Za-z_](?:[\w./]|-(?!>))*/y, undefined],
  [/[^\s"'#{}()[\]:,=]+/y, 'invalid'],
];

/** Highlighting whose words come from the definitions. */
export function createPolicyHighlighter(kinds: readonly Pick<SignalKind, 'kind'>[]): PolicyHighlighter {
  const keywords = new Set([...JOINING, ...keywordsOf(topBlocks)]);
  const kindWords = new Set([...kinds.map(({ kind }) => kind), 'projection']);
  const styleOfWord = (line: string, word: string, end: number): PolicyStyle => {
    if (/^\s*[:=](?!>)/.test(line.slice(end))) return 'propertyName';
    if (keywords.has(word)) return 'definitionKeyword';
    if (CONSTANTS.includes(word)) return 'bool';
    const isLeaf = /^\s*\(/.test(line.slice(end));
    const isSignal = /SIGNAL\s+$/.test(line.slice(0, end - word.length));
    return kindWords.has(word) && (isLeaf || isSignal) ? 'typeName' : 'variableName';
  };
  const token = (stream: LineStream): PolicyStyle | null => {
    for (const [pattern, style] of PIECES) {
      pattern.lastIndex = stream.pos;
      const found = pattern.exec(stream.string)?.[0];
      if (found === undefined) continue;
      stream.pos += found.length;
      return style === undefined ? styleOfWord(stream.string, found, stream.pos) : style;
    }
    stream.pos += 1;
    return 'invalid';
  };
  return {
    streamParser: {
      name: 'policy',
      token,
      languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['(', '[', '{', '"', "'"] } },
    },
    highlight(text) {
      const pieces: StyledPiece[] = [];
      let start = 0;
      for (const line of text.split('\n')) {
        const stream = { string: line, pos: 0 };
        while (stream.pos < line.length) {
          const from = start + stream.pos;
          const style = token(stream);
          if (style !== null) pieces.push({ from, to: start + stream.pos, style });
        }
        start += line.length + 1;
      }
      return pieces;
    },
  };
}

function keywordsOf(blocks: readonly BlockShape[]): readonly string[] {
  return blocks.flatMap(({ keyword, body }) => [...keyword.split(' '), ...keywordsOf(body?.blocks ?? [])]);
}
