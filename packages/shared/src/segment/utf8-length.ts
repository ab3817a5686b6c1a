/** Bytes of a text in UTF-8. Stops counting once over `enough`. */
export function utf8Length(text: string, enough = Number.POSITIVE_INFINITY): number {
  if (text.length > enough) return text.length;
  let bytes = 0;
  for (let index = 0; index < text.length && bytes <= enough; index++)
    bytes += unitLength(text.charCodeAt(index));
  return bytes;
}

/** Bytes of a text written as a JSON string, quotes included; a little too many for some escapes. */
export function jsonTextLength(text: string): number {
  let bytes = 2;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20) bytes += 6;
    else bytes += unit === 0x22 || unit === 0x5c ? 2 : unitLength(unit);
  }
  return bytes;
}

/** Bytes of one UTF-16 unit; each half of a pair stands for two of its four bytes. */
function unitLength(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
}
