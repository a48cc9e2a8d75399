import type { RequestFacts } from '@signalbox/engine';

/** How many tokens a prompt has: a guess without a tokeniser, and how few it can be at the least. */
export interface TokenEstimate {
  readonly likely: number;
  readonly least: number;
}

/** Characters to a token in English prose; code and other alphabets have fewer. */
const CHARACTERS = 4;
/** No prose or code has more characters to a token than this. */
const MOST_CHARACTERS = 8;
/** Scripts without an alphabet: about a token each, and rarely two characters to a token. */
const WIDE_CHARACTERS = 1;
const MOST_WIDE_CHARACTERS = 2;
const PER_MESSAGE = 4;
const PER_TOOL = 8;
/** A picture of middling size; small ones cost a tenth of it. */
const PER_IMAGE = 1_000;
const LEAST_PER_IMAGE = 64;

/** Estimates a conversation. A tool's schema is not in the facts: it is left out, which the estimate's slack covers. */
export function estimateTokens({ messages, tools }: RequestFacts): TokenEstimate {
  let narrow = 0;
  let wide = 0;
  let images = 0;
  const add = (text: string) => {
    const ofWide = countWide(text);
    wide += ofWide;
    narrow += text.length - ofWide;
  };
  for (const message of messages) {
    add(message.text);
    images += message.images.length;
    for (const call of message.toolCalls) {
      add(call.name);
      add(call.arguments);
    }
  }
  for (const { name, description } of tools) {
    add(name);
    add(description);
  }
  const framing = messages.length * PER_MESSAGE + tools.length * PER_TOOL;
  return {
    likely: Math.ceil(narrow / CHARACTERS + wide / WIDE_CHARACTERS) + framing + images * PER_IMAGE,
    least: Math.floor(narrow / MOST_CHARACTERS + wide / MOST_WIDE_CHARACTERS) + images * LEAST_PER_IMAGE,
  };
}

/** From here on: CJK, kana, Hangul and all that is written with surrogate pairs. */
const FIRST_WIDE = 0x2e80;

function countWide(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= FIRST_WIDE) count++;
  return count;
}
