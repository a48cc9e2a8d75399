import type { RandomSequence } from './random-sequence.ts';
import { splitTokens } from './tokens.ts';

const ENGLISH = [
  ' No weights were loaded for this reply, so please do not take it for knowledge.',
  ' The words come from a small generator that keeps time like a model server.',
  ' Everything around them is real: the request, the route, the stream and the token counts.',
  ' Point the configuration at a real endpoint and the same question reaches a real model.',
  ' The same question with the same seed gives this same text again.',
  ' Ask for another length, a schema or a tool call, and the reply takes that form.',
  ' Until then this text stands in for an answer of ordinary length.',
  ' It is cheap to repeat, which makes it a fair partner for tests and benchmarks.',
].map(splitTokens);

const CHINESE = [
  '这段文字没有加载任何模型权重，请不要把它当作知识。',
  '请求、路由、流式输出和计数都是真实的，只有内容是模拟的。',
  '把配置指向真实的端点，同样的问题就会送到真实的模型。',
  '同样的问题和同样的种子，会得到同样的文字。',
  '在那之前，这段话代替一个长度普通的回答。',
].map(splitTokens);

const THOUGHTS = [
  'The question has to be restated before it can be answered.',
  ' A real model would now list what is given and what is asked.',
  ' Then it would try one way, notice a gap, and try another.',
  ' Each step would be checked against the one before it.',
  ' The simulated model only counts the tokens that this takes.',
  ' Nothing here was reasoned; the time and the length are the point.',
  ' That is enough, so the answer can follow.',
].map(splitTokens);

const HAN = /\p{Script=Han}/u;
const MAX_QUOTE = 160;
const THOUGHTS_BY_EFFORT = { low: 2, medium: 4, high: 7 } as const;

/** A text's beginning on one line, of at most 160 characters, with an ellipsis where it was cut. */
export function quoteOf(text: string): string {
  const line = text
    .slice(0, MAX_QUOTE * 2)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE).trimEnd()}…` : line;
}

/** Tokens of an answer: an opening, then sentences in the opening's language; exactly `length` tokens when it is given. */
export function proseTokens(opening: string, random: RandomSequence, length: number | undefined): readonly string[] {
  const sentences = HAN.test(opening) ? CHINESE : ENGLISH;
  const tokens = splitTokens(opening);
  const first = random.integer(0, sentences.length - 1);
  const count = random.integer(2, 4);
  for (let turn = 0; length === undefined ? turn < count : tokens.length < length; turn += 1) {
    tokens.push(...sentences[(first + turn) % sentences.length]!);
  }
  if (length !== undefined) tokens.length = length;
  return tokens;
}

/** Tokens of the thinking that goes before an answer; more of them for a higher effort. */
export function thoughtTokens(effort: keyof typeof THOUGHTS_BY_EFFORT, question: string): readonly string[] {
  const tokens = question === '' ? [] : splitTokens(`Question: ${quoteOf(question)} `);
  for (const thought of THOUGHTS.slice(0, THOUGHTS_BY_EFFORT[effort])) tokens.push(...thought);
  return tokens;
}
