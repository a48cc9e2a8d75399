import type { Pricing, RequestFacts } from '@signalbox/engine';
import { millionthsFor, type PricedTokens } from '../../costs/model-costs.ts';

/** Money is counted in whole billionths of the currency, so that sums are exact. */
export const UNITS_OF_MONEY = 1e9;

/** What tokens cost, in billionths; 0 without a price. */
export function costOf(usage: PricedTokens, pricing: Pricing | undefined): number {
  return pricing === undefined ? 0 : Math.ceil(millionthsFor(usage, pricing) * (UNITS_OF_MONEY / 1e6));
}

/** Characters of ordinary text per token. */
const CHARACTERS_PER_TOKEN = 4;
/** Tokens that a server spends on one image, at most of the usual sizes. */
const TOKENS_PER_IMAGE = 1_024;
/** Tokens around a message. */
const TOKENS_PER_MESSAGE = 4;

/** About how many tokens a prompt has, before its model counts them: letters beyond Latin count as one each. */
export function estimatePromptTokens({ messages, tools }: RequestFacts): number {
  let tokens = 0;
  for (const { text, images, toolCalls } of messages) {
    tokens += TOKENS_PER_MESSAGE + textTokens(text) + images.length * TOKENS_PER_IMAGE;
    for (const call of toolCalls) tokens += textTokens(call.name) + textTokens(call.arguments);
  }
  for (const { name, description } of tools) tokens += textTokens(name) + textTokens(description);
  return Math.ceil(tokens);
}

function textTokens(text: string): number {
  let wide = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x2e80) wide++;
  return wide + (text.length - wide) / CHARACTERS_PER_TOKEN;
}
