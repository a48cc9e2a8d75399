import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

/** Where in a YAML text an offset is: keys and list indices from the top. */
export interface YamlPlace {
  readonly path: readonly (string | number)[];
  /** The key that the offset stands in, or behind which a value is to come. */
  readonly key: string | undefined;
}

const LINE = /^(?<indent>\s*)(?<dashes>(?:- +)*)(?:(?<key>[^\s:#'"][^:#]*|"[^"]*"|'[^']*'):(?:\s|$))?/;

/**
 * Reads lines upwards by their indentation: it works in a text that is not yet YAML, which one that is being written
 * mostly is. Of what stands in one line between braces it knows the keys as well.
 */
export function yamlPlace(state: EditorState, offset: number): YamlPlace {
  const line = state.doc.lineAt(offset);
  const before = line.text.slice(0, offset - line.from);
  const flow = flowPlace(before);
  const path: (string | number)[] = [];
  let { column, key } = headOf(line.text);
  if (/^\s*$/.test(line.text)) column = before.length;
  const own = flow === undefined ? key : flow.key;
  let limit = column;
  const dashesHere = dashColumns(line.text);
  const steps: (string | number)[] = [];
  for (const dash of dashesHere.toReversed()) steps.unshift(indexOf(state, line.number, dash));
  if (flow !== undefined && key !== undefined) steps.push(key);
  if (dashesHere.length > 0) limit = dashesHere[0]!;
  path.unshift(...steps);
  for (let number = line.number - 1; number >= 1 && limit > 0; number--) {
    const text = state.doc.line(number).text;
    if (/^\s*(#|$)/.test(text)) continue;
    const head = headOf(text);
    const dashes = dashColumns(text);
    const isParent =
      head.key !== undefined &&
      (head.column < limit ||
        (head.column === limit &&
          dashesHere.length > 0 &&
          path.length > 0 &&
          typeof path[0] === 'number' &&
          dashes.length === 0));
    if (isParent) {
      path.unshift(head.key!);
      limit = head.column;
    }
    const outer = dashes.filter((dash) => dash < limit);
    if (outer.length > 0) {
      for (const dash of outer.toReversed()) path.unshift(indexOf(state, number, dash));
      limit = outer[0]!;
    }
  }
  key = own;
  return { path: [...path, ...(flow?.path ?? [])], key };
}

/** Inside braces or brackets of one line: the keys that are open, and the one at the end. */
function flowPlace(before: string): YamlPlace | undefined {
  const open: { path: (string | number)[]; index: number; kind: string }[] = [];
  let key: string | undefined;
  for (const match of before.matchAll(/"[^"]*"|'[^']*'|[{}[\],]|([\w.-]+):\s?/g)) {
    const [token, word] = match;
    const top = open.at(-1);
    if (token === '{' || token === '[') {
      const step = top === undefined ? [] : top.kind === '[' ? [top.index] : key === undefined ? [] : [key];
      open.push({ path: step, index: 0, kind: token });
      key = undefined;
    } else if (token === '}' || token === ']') {
      open.pop();
      key = undefined;
    } else if (token === ',') {
      if (top !== undefined) top.index += 1;
      key = undefined;
    } else if (word !== undefined && top?.kind === '{') key = word;
  }
  if (open.length === 0) return undefined;
  return { path: open.flatMap(({ path }) => path), key };
}

function headOf(text: string): { column: number; key: string | undefined } {
  const { indent = '', dashes = '', key } = LINE.exec(text)?.groups ?? {};
  return { column: indent.length + dashes.length, key: key?.trim().replace(/^["']|["']$/g, '') };
}

function dashColumns(text: string): number[] {
  const { indent = '', dashes = '' } = LINE.exec(text)?.groups ?? {};
  return [...dashes.matchAll(/-/g)].map(({ index }) => indent.length + index);
}

/** The place of an item in its list: dashes above it in the same column. */
function indexOf(state: EditorState, lineNumber: number, column: number): number {
  let index = 0;
  for (let number = lineNumber - 1; number >= 1; number--) {
    const { text } = state.doc.line(number);
    if (/^\s*(#|$)/.test(text)) continue;
    if (dashColumns(text).includes(column)) index += 1;
    else if (headOf(text).column <= column) break;
  }
  return index;
}

/** The node of the syntax tree is a comment: nothing is completed there. */
export function isComment(state: EditorState, offset: number): boolean {
  return syntaxTree(state).resolveInner(offset, -1).name === 'Comment';
}
