import { hashText } from './random-sequence.ts';

/** The probability of one token in OpenAI's shape. */
export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  readonly bytes: readonly number[];
  readonly top_logprobs: readonly Omit<TokenLogprob, 'top_logprobs'>[];
}

const ALTERNATIVES = [' the', ' a', ' of', ' and', ' to', ' in', ' is', ' it', ' for', ' on', ' as', ' with'].concat([
  ' that',
  ' this',
  ' by',
  ' be',
  ' at',
  ' or',
  ' from',
  ' an',
  ' not',
  ' we',
]);

/** A probability that the token and its place decide, and as many less likely alternatives, the token itself first. */
export function tokenLogprob(token: string, position: number, alternatives: number): TokenLogprob {
  const chance = 0.4 + 0.59 * ((hashText(token, position + 1) % 1000) / 1000);
  const own = entry(token, Math.log(chance));
  const others = ALTERNATIVES.filter((other) => other !== token).slice(0, Math.max(0, alternatives - 1));
  // What the token leaves over is halved from one alternative to the next, so that all of them sum to less than one.
  const listed = others.map((other, index) => entry(other, Math.log((1 - chance) / 2 ** (index + 1))));
  return { ...own, top_logprobs: alternatives > 0 ? [own, ...listed] : [] };
}

function entry(token: string, logprob: number): Omit<TokenLogprob, 'top_logprobs'> {
  return { token, logprob: Math.round(logprob * 1e6) / 1e6, bytes: [...Buffer.from(token)] };
}
