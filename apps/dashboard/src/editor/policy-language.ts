import { LanguageSupport, StreamLanguage } from '@codemirror/language';
import type { BlockShape } from '@signalbox/engine';

const OPERATORS = /^(AND|OR|NOT)$/;

/** The policy language as the editor colours it; its keywords are those of the engine. */
export function policyLanguage(blocks: readonly BlockShape[]): LanguageSupport {
  const keywords = new Set(keywordsOf(blocks));
  return new LanguageSupport(
    StreamLanguage.define<{ readonly depth: number }>({
      name: 'policy',
      startState: () => ({ depth: 0 }),
      languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
      token(stream) {
        if (stream.eatSpace()) return null;
        if (stream.match(/^#.*/)) return 'comment';
        if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'[^']*'?/)) return 'string';
        if (stream.match(/^\$\{[^}\n]*\}/)) return 'variableName';
        if (stream.match(/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return 'number';
        if (stream.match(/^->/)) return 'operator';
        const word = stream.match(/^[A-Za-z_](?:[\w./]|-(?!>))*/) as RegExpMatchArray | null;
        if (word === null) {
          stream.next();
          return 'punctuation';
        }
        if (keywords.has(word[0]) || OPERATORS.test(word[0])) return 'keyword';
        if (word[0] === 'true' || word[0] === 'false') return 'bool';
        if (stream.match(/^\s*:/, false)) return 'propertyName';
        return stream.match(/^\s*\(/, false) ? 'typeName' : null;
      },
    }),
  );
}

function keywordsOf(blocks: readonly BlockShape[]): string[] {
  return blocks.flatMap(({ keyword, body }) => [...keyword.split(' '), ...keywordsOf(body?.blocks ?? [])]);
}
