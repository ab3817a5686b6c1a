import { RE2JS } from "re2js";
import { patternProblem } from "./regex.ts";

/** Offsets into the searched text; `groups[0]` is what was found, a group that took no part is empty. */
export type PatternHit = { readonly start: number; readonly end: number; readonly groups: readonly string[] };

export type SearchPattern =
  | { readonly ok: true; readonly find: (text: string, limit: number) => PatternHit[] }
  | { readonly ok: false; readonly message: string };

/** A regular expression that a person searches with: RE2 syntax, time linear in the text. Finds nothing empty. */
export function searchPattern(source: string, options: { match_case: boolean }): SearchPattern {
  const problem = patternProblem(source);
  if (problem) return { ok: false, message: problem };
  try {
    const regex = RE2JS.compile(source, options.match_case ? 0 : RE2JS.CASE_INSENSITIVE);
    return { ok: true, find: (text, limit) => hits(regex, text, limit) };
  } catch {
    return {
      ok: false,
      message: "This is not a pattern in RE2 syntax. Look-around and back references do not exist there.",
    };
  }
}

function hits(regex: RE2JS, text: string, limit: number): PatternHit[] {
  const found: PatternHit[] = [];
  const matcher = regex.matcher(text);
  while (found.length < limit && matcher.find()) {
    if (matcher.start() === matcher.end()) continue;
    const groups: string[] = [];
    for (let index = 0; index <= matcher.groupCount(); index++) groups.push(matcher.group(index) ?? "");
    found.push({ start: matcher.start(), end: matcher.end(), groups });
  }
  return found;
}
