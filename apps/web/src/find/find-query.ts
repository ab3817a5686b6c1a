// What a person looks for, made into a function that finds it in a text.
import { searchPattern } from "@worktrail/shared/expression/search-pattern";

export const FIND_SCOPES = ["all", "names", "config", "expressions"] as const;
export type FindScope = (typeof FIND_SCOPES)[number];

export type FindQuery = {
  readonly text: string;
  readonly match_case: boolean;
  readonly whole_word: boolean;
  /** `text` is a regular expression in RE2 syntax. */
  readonly pattern: boolean;
  readonly scope: FindScope;
};

export const EMPTY_QUERY: FindQuery = {
  text: "",
  match_case: false,
  whole_word: false,
  pattern: false,
  scope: "all",
};

/** `groups` is what a regular expression caught; `groups[0]` is the whole hit. */
export type TextHit = { readonly start: number; readonly end: number; readonly groups: readonly string[] };

export type TextFinder =
  | { readonly ok: true; readonly find: (text: string, limit: number) => TextHit[] }
  | { readonly ok: false; readonly message: string };

const MAX_QUERY = 1_000;

export function textFinder(query: FindQuery): TextFinder {
  if (query.text.length > MAX_QUERY) {
    return { ok: false, message: "This is longer than 1,000 characters. Look for a part of it." };
  }
  const finder = query.pattern
    ? searchPattern(query.text, { match_case: query.match_case })
    : literalFinder(query.text, query.match_case);
  if (!finder.ok || !query.whole_word) return finder;
  // All hits are asked for, because any of them may be part of a longer word.
  const find = finder.find;
  return {
    ok: true,
    find: (text, limit) =>
      find(text, text.length)
        .filter((hit) => isWholeWord(text, hit))
        .slice(0, limit),
  };
}

/** An escaped text has no choices in it, so the engine's own matcher takes linear time. */
function literalFinder(literal: string, match_case: boolean): TextFinder {
  const escaped = literal.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const regex = new RegExp(escaped, match_case ? "gu" : "giu");
  return {
    ok: true,
    find: (text, limit) => {
      const hits: TextHit[] = [];
      if (literal === "") return hits;
      regex.lastIndex = 0;
      for (let hit = regex.exec(text); hit && hits.length < limit; hit = regex.exec(text)) {
        hits.push({ start: hit.index, end: hit.index + hit[0].length, groups: [hit[0]] });
      }
      return hits;
    },
  };
}

const WORD = /[\p{L}\p{N}_]/u;

function isWholeWord(text: string, { start, end }: TextHit): boolean {
  return !WORD.test(before(text, start)) && !WORD.test(String.fromCodePoint(text.codePointAt(end) ?? 0x20));
}

function before(text: string, at: number): string {
  const last = text.charCodeAt(at - 1);
  return last >= 0xdc00 && last <= 0xdfff ? text.slice(at - 2, at) : text.slice(at - 1, at);
}
