import type { Pricing, RequestFacts } from '@signalbox/engine';
import type { TokenUsage } from '../../chat/reply-summary.ts';

/** Money is counted in whole billionths of the currency, so that sums are exact. */
export const UNITS_OF_MONEY = 1e9;

/** A price per million tokens, in billionths per token. */
const PER_TOKEN = UNITS_OF_MONEY / 1e6;

/** What tokens cost, in billionths; 0 without a price. */
export function costOf(
  usage: Pick<TokenUsage, 'promptTokens' | 'cachedPromptTokens' | 'completionTokens'>,
  pricing: Pricing | undefined,
): number {
  if (pricing === undefined) return 0;
  const cached = Math.min(usage.cachedPromptTokens, usage.promptTokens);
  const prompt = (usage.promptTokens - cached) * pricing.prompt + cached * (pricing.cachedInput ?? pricing.prompt);
  return Math.ceil((prompt + usage.completionTokens * pricing.completion) * PER_TOKEN);
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
