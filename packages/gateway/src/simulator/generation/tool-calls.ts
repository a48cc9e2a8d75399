import type { Tool, ToolUse } from '../chat/tools.ts';
import type { JsonValue } from '../json.ts';
import type { ValueHints } from './instance-context.ts';
import type { RandomSequence } from './random-sequence.ts';
import { schemaInstance } from './schema-instance.ts';

/** A call that a simulated model makes: `arguments` is the JSON text of a valid instance of the tool's schema. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    'the and for with from this that what which when where who how are was can could should would will you your ' +
    'please tell give show get set use using call tool function run make do does into about there have has had it its ' +
    'fetch list find search lookup look create value values data return returns given user current info information'
  ).split(' '),
);

/** The tools that the question asks for: all that are forced or named, or else the one whose description is nearest. */
export function pickTools(use: ToolUse, question: string, isAnswered: boolean): readonly Tool[] {
  const { choice, tools } = use;
  if (choice === 'none' || tools.length === 0) return [];
  if (typeof choice === 'object') return tools.filter((tool) => tool.name === choice.name).slice(0, 1);
  if (choice === 'auto' && isAnswered) return [];
  const words = contentWords(question);
  const text = question.toLowerCase();
  const named = tools.filter(
    (tool) => text.includes(tool.name.toLowerCase()) || overlap(nameWords(tool.name), words) > 0,
  );
  if (named.length > 0) return use.isParallel ? named : named.slice(0, 1);
  const described = tools
    .map((tool) => ({ tool, shared: overlap(contentWords(tool.description), words) }))
    .sort((left, right) => right.shared - left.shared)[0]!;
  if (described.shared >= 2) return [described.tool];
  return choice === 'required' ? [described.tool] : [];
}

/** A call of a tool with arguments made for its schema, filled from the question where that fits. */
export function callTool(tool: Tool, question: string, random: RandomSequence): ToolCall {
  const made = schemaInstance(withObjectType(tool.parameters), random, hintsFrom(question, tool.name));
  const id = Array.from({ length: 4 }, () => random.integer(0, 0xffffffff).toString(16).padStart(8, '0')).join('');
  return { id: `chatcmpl-tool-${id}`, name: tool.name, arguments: JSON.stringify(made) };
}

function withObjectType(parameters: JsonValue): JsonValue {
  const isEmpty = typeof parameters === 'object' && parameters !== null && Object.keys(parameters).length === 0;
  return isEmpty || parameters === true ? { type: 'object', properties: {} } : parameters;
}

/** Quoted texts, addresses, capitalised names and numbers of a question, in the order in which they should be used. */
function hintsFrom(question: string, toolName: string): ValueHints {
  const quoted = [...question.matchAll(/["“「]([^"”」]{1,200})["”」]/g)].map((match) => match[1]!);
  const rest = question.replace(/["“「][^"”」]{1,200}["”」]/g, ' ');
  const named = [...rest.matchAll(/(?<=[^.!?\s]\s+)\p{Lu}[\p{L}\p{N}_-]*(?:\s+\p{Lu}[\p{L}\p{N}_-]*)*/gu)].map(
    (match) => match[0],
  );
  const numbers = [...rest.matchAll(/-?\d+(?:\.\d+)?/g)].map((match) => Number(match[0]));
  const strings = [...quoted, ...named].filter((text) => text !== toolName && text !== 'I');
  return { text: question, strings, numbers };
}

function nameWords(name: string): ReadonlySet<string> {
  return contentWords(name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_.-]+/g, ' '));
}

function contentWords(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []) {
    if (!COMMON_WORDS.has(word)) words.add(word.replace(/(?<=...)s$/, ''));
  }
  return words;
}

function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  return shared;
}
