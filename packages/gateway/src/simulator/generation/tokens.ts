const TOKEN = /\s?[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\s?[\p{L}\p{N}_]{1,8}|\s+|[\s\S]/gu;

/** Cuts a text into the pieces that the simulated models stream; joined, they give the text again. */
export function splitTokens(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

/** A plausible number of tokens for a text without cutting it: four ASCII characters or one other character make one. */
export function estimateTokens(text: string): number {
  let ascii = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) < 128) ascii += 1;
  }
  return Math.ceil(ascii / 4) + (text.length - ascii);
}
