import type { ModelCard, RequestFacts } from '@signalbox/engine';
import { estimateTokens, type TokenEstimate } from './estimate-tokens.ts';

/** What a request asks of any model that answers it. */
export interface Demands {
  readonly facts: RequestFacts;
  /** Of the request's body: no text has more tokens than bytes. */
  readonly bodyBytes: number;
}

/** Why a model cannot answer a request; `isCertain` where no estimate is involved. */
export interface Misfit {
  readonly reason: 'context_window' | 'input_modality' | 'no_tools';
  readonly message: string;
  readonly isCertain: boolean;
}

/** Tokens that a chat template adds beyond the body's bytes. */
const TEMPLATE_TOKENS = 64;

/** Whether a card says anything that a request could ask too much of; asked once, at load. */
export function hasLimits({ contextWindow, inputs, tools }: ModelCard): boolean {
  return contextWindow !== undefined || inputs !== undefined || tools === false;
}

/** Compares a request with a model's card. What the card leaves out is not known and stops nothing. */
export function misfitOf(model: string, card: ModelCard, { facts, bodyBytes }: Demands): Misfit | undefined {
  const { contextWindow, inputs, tools } = card;
  if (inputs !== undefined && !inputs.includes('image') && hasImages(facts)) {
    const message = `model "${model}" reads ${inputs.join(', ')}, and the request has images`;
    return { reason: 'input_modality', message, isCertain: true };
  }
  if (tools === false && facts.tools.length > 0) {
    const message = `model "${model}" calls no tools, and the request brings ${facts.tools.length}`;
    return { reason: 'no_tools', message, isCertain: true };
  }
  if (contextWindow === undefined) return undefined;
  const reserved = facts.maxOutputTokens ?? 0;
  if (bodyBytes + TEMPLATE_TOKENS + reserved <= contextWindow && !hasImages(facts)) return undefined;
  const estimate = estimateTokens(facts);
  if (estimate.likely + reserved <= contextWindow) return undefined;
  return {
    reason: 'context_window',
    message: tooLong(model, contextWindow, estimate, reserved),
    isCertain: estimate.least + reserved > contextWindow,
  };
}

function tooLong(model: string, window: number, { likely }: TokenEstimate, reserved: number): string {
  const answer = reserved === 0 ? '' : ` and ${reserved} for the answer`;
  return `model "${model}" has a context window of ${window} tokens, the request needs about ${likely}${answer}`;
}

function hasImages({ messages }: RequestFacts): boolean {
  for (const { images } of messages) if (images.length > 0) return true;
  return false;
}
