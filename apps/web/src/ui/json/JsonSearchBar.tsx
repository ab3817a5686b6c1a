import { ChevronDown, ChevronUp, X } from "lucide-react";
import { IconButton } from "../IconButton.tsx";
import { Input } from "../Input.tsx";
import type { JsonSearch } from "./use-json-search.ts";

/** A word to find in a value, how often it is there, and the way from one to the next. */
export function JsonSearchBar({
  search,
  label,
  onClose,
}: {
  search: JsonSearch;
  label: string;
  onClose: () => void;
}) {
  const { query, setQuery, at, count, more, go } = search;
  return (
    <div className="flex items-center gap-0.5 border-line border-b px-1.5 py-1">
      <Input
        autoFocus
        type="search"
        aria-label={`Find in ${label}`}
        placeholder="Find a key or a value"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
          else if (event.key === "Escape") onClose();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        className="h-6 min-w-0 flex-1 text-xs"
      />
      <span role="status" className="shrink-0 whitespace-nowrap px-1 text-muted text-xs tabular-nums">
        {wordsOf(search)}
      </span>
      <IconButton label="Previous match" size="sm" disabled={count === 0} onClick={() => go(-1)}>
        <ChevronUp />
      </IconButton>
      <IconButton label="Next match" size="sm" disabled={count === 0} onClick={() => go(1)}>
        <ChevronDown />
      </IconButton>
      <IconButton label="Close the search" size="sm" onClick={onClose}>
        <X />
      </IconButton>
    </div>
  );

  function wordsOf({ query }: JsonSearch): string {
    if (query.trim() === "") return "";
    if (count === 0) return "Not found";
    const all = `${count.toLocaleString("en")}${more ? "+" : ""}`;
    return at === -1 ? `${all} found` : `${at + 1} of ${all}`;
  }
}
