/** Tokens of a text, roughly: English has about four characters to a token. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
