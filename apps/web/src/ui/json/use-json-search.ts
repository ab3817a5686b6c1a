import type { JsonValue } from "@worktrail/shared/json";
import { useDeferredValue, useMemo, useState } from "react";
import type { JsonPath } from "./json-rows.ts";
import { searchJson } from "./json-search.ts";

export type JsonSearch = {
  query: string;
  setQuery: (query: string) => void;
  /** What the words are marked with: typing is never held up by a large value. */
  marked: string;
  /** From 0; -1 before anything was gone to. */
  at: number;
  count: number;
  more: boolean;
  /** The match to bring into sight; another object each time. */
  wanted: { readonly path: JsonPath } | null;
  go: (by: 1 | -1) => void;
};

export function useJsonSearch(value: JsonValue): JsonSearch {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(-1);
  const [wanted, setWanted] = useState<JsonSearch["wanted"]>(null);
  const marked = useDeferredValue(query);
  const { paths, more } = useMemo(() => searchJson(value, marked), [value, marked]);
  return {
    query,
    setQuery: (next) => {
      setQuery(next);
      setAt(-1);
    },
    marked,
    at,
    count: paths.length,
    more,
    wanted,
    go: (by) => {
      // Whoever types and presses Enter at once means what stands there.
      const { paths: found } = marked === query ? { paths } : searchJson(value, query);
      if (found.length === 0) return;
      const next = at === -1 && by === -1 ? found.length - 1 : (at + by + found.length) % found.length;
      setAt(next);
      setWanted({ path: found[next] ?? [] });
    },
  };
}
