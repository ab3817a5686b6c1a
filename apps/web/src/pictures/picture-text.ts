// Text in a picture: measured without a browser, cut and wrapped to a width, and made safe for XML.

const NARROW = /[iljtfrI.,:;'"|!()[\]{}`\s-]/;
const WIDE = /[mwMW@%&—…]/;
const CAPITAL = /[A-Z0-9_#$+<>=~]/;
/** Letters that fill their whole square: East Asian scripts and most pictographs. */
const FULL =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f000}-\u{1faff}]/u;
const BOLD = 1.05;

/** About how wide the text is in a usual sans-serif; a little too wide rather than too narrow. */
export function textWidth(text: string, size: number, bold = false): number {
  let em = 0;
  for (const character of text) em += emOf(character);
  return em * size * (bold ? BOLD : 1);
}

function emOf(character: string): number {
  if (FULL.test(character)) return 1;
  if (NARROW.test(character)) return 0.3;
  if (WIDE.test(character)) return 0.9;
  return CAPITAL.test(character) ? 0.66 : 0.555;
}

/** The text on one line, with an ellipsis where it is cut. */
export function cutText(text: string, width: number, size: number, bold = false): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (textWidth(line, size, bold) <= width) return line;
  const characters = Array.from(line);
  while (characters.length > 0 && textWidth(`${characters.join("")}…`, size, bold) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

/** Lines no wider than `width`, at most `most` of them; a word that is too long is broken. */
export function wrapText(text: string, width: number, size: number, most: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    if (lines.length > most) break;
    lines.push(...wrapParagraph(paragraph, width, size));
  }
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  const last = kept.pop() ?? "";
  return [...kept, cutText(`${last} ${lines[most] ?? ""}…`, width, size)];
}

function wrapParagraph(paragraph: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (textWidth(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = "";
    for (const character of word) {
      if (textWidth(line + character, size) > width && line !== "") {
        lines.push(line);
        line = "";
      }
      line += character;
    }
  }
  return [...lines, line];
}

/** Markdown as plain text: its words stay, its marks go. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^#{1,6} +/gm, "")
    .replace(/^(\s*)[-*+] +/gm, "$1• ")
    .replace(/^> ?/gm, "")
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, "$1")
    .replace(/(\*\*|__)(\S(?:.*?\S)?)\1/g, "$2")
    .replace(/\*(\S(?:[^*\n]*\S)?)\*/g, "$1")
    .replace(/`([^`\n]*)`/g, "$1")
    .replace(/\n{3,}/g, "\n\n");
}

/** What XML 1.0 cannot hold at all, escaped or not. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeXml(text: string): string {
  return text.replace(NOT_IN_XML, "").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
