import { readFileSync } from "node:fs";
import type { Issue } from "@worktrail/shared/segment/issue";
import { SEGMENT_LIMITS } from "@worktrail/shared/segment/limits";
import { type ParsedSegment, parseSegmentText } from "@worktrail/shared/segment/parse";
import { StartupError } from "../startup-error.ts";

/** @throws StartupError when there is no such file, or none that can be read as text. */
export function readSegmentFile(path: string): ParsedSegment {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new StartupError(`The file ${path} cannot be read${code}; name a segment file.`);
  }
  // Far beyond the limit it is not worth decoding; what is only a little beyond is refused with its place.
  if (bytes.length > SEGMENT_LIMITS.bytes * 4)
    throw new StartupError(`The file ${path} is too large for a segment.`);
  try {
    return parseSegmentText(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new StartupError(`The file ${path} is not valid UTF-8; save it as UTF-8.`);
  }
}

/** One issue as one line: where, how bad, what to do, and the code to look for. */
export function issueLine({ severity, path, message, code }: Issue): string {
  return `${severity.padEnd(7)}  ${path === "" ? "/" : path}  ${message}  [${code}]`;
}
