/** What can be said about an expression's text before it parses. */

/**
 * The position after the quoted text or comment that begins at `position`; `position` itself when none begins
 * there; -1 when it does not end. Knows the quotes of CEL: single, double, triple, and raw (`r"…"`).
 */
export function skipQuoted(text: string, position: number): number {
  const character = text.charAt(position);
  if (character === "/" && text.charAt(position + 1) === "/") {
    const lineEnd = text.indexOf("\n", position);
    return lineEnd === -1 ? -1 : lineEnd + 1;
  }
  if (character !== '"' && character !== "'") return position;
  const quote = text.startsWith(character.repeat(3), position) ? character.repeat(3) : character;
  let end = position + quote.length;
  while (end < text.length) {
    if (text.charAt(end) === "\\") end += 2;
    else if (text.startsWith(quote, end)) return end + quote.length;
    else end++;
  }
  return -1;
}
