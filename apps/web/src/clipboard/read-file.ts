// The text of a file that was chosen or dropped, or in words why there is none.
import { SEGMENT_LIMITS } from "@worktrail/shared/segment/limits";

export type FileText =
  /** `changes`: what was left out while reading. */
  | { readonly ok: true; readonly text: string; readonly changes: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** Nothing of a file that is too large is read, and a file that is not text is not taken for one. */
export async function readTextFile(file: File): Promise<FileText> {
  const { name } = file;
  if (file.size > SEGMENT_LIMITS.bytes) return refuse(`${name} ${tooLarge(file.size)}`);
  if (file.size === 0) return refuse(`${name} is empty. Choose a file that holds a segment.`);
  const bytes = await file.arrayBuffer().catch(() => null);
  if (!bytes) return refuse(`${name} could not be read. Choose it again.`);
  return textOf(name, new Uint8Array(bytes));
}

/** "has 7.3 MB, and a segment has at most 2 MB. …" */
export function tooLarge(size: number): string {
  const megabytes = (size / 1_000_000).toFixed(1);
  return `has ${megabytes} MB, and a segment has at most ${SEGMENT_LIMITS.bytes / 1_000_000} MB. Move large texts and data out of it.`;
}

function textOf(name: string, bytes: Uint8Array): FileText {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return refuse(`${name} is written in UTF-16. Save it as UTF-8 and choose it again.`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.includes("\u0000")) return notText(name);
    if (!text.startsWith("\uFEFF")) return { ok: true, text, changes: [] };
    return { ok: true, text: text.slice(1), changes: ["The byte order mark at the beginning was left out."] };
  } catch {
    return notText(name);
  }
}

function notText(name: string): FileText {
  return refuse(`${name} is not a text file. A segment is a .json file, as Export writes it.`);
}

function refuse(message: string): FileText {
  return { ok: false, message };
}
