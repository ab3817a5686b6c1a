import { useEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import { useDocument, useEditor } from "../store/editor-context.tsx";
import { cn } from "../ui/cn.ts";
import type { Match } from "./find-in-segment.ts";
import type { Find } from "./find-store.ts";
import { fieldName, matchSnippet, ownerKey, ownerName } from "./match-words.ts";
import { useGoToMatch } from "./use-go-to-match.ts";

/** Rows around the current match that are drawn; the others are counted. */
const SHOWN = 120;

type Row = { readonly match: Match; readonly index: number };
type Group = { readonly key: string; readonly name: string; readonly rows: Row[] };

/** The matches by what they are in. */
export function FindResults({ find }: { find: Find }) {
  const { catalog } = useEditor();
  const segment = useDocument((state) => state.segment);
  const matches = useStore(find.state, (state) => state.result.matches);
  const current = useStore(find.state, (state) => state.current);
  const first = Math.max(0, Math.min(current - SHOWN / 2, matches.length - SHOWN));
  const groups = useMemo(() => {
    const found: Group[] = [];
    for (const [offset, match] of matches.slice(first, first + SHOWN).entries()) {
      const key = ownerKey(match.owner);
      const row = { match, index: first + offset };
      const last = found.at(-1);
      if (last?.key === key) last.rows.push(row);
      else found.push({ key, name: ownerName(match.owner, segment, catalog), rows: [row] });
    }
    return found;
  }, [matches, first, segment, catalog]);
  if (matches.length === 0) return null;
  const after = matches.length - first - SHOWN;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto border-line border-t py-1">
      {first > 0 && <p className="px-3 py-1 text-muted text-xs">{first} before these</p>}
      {groups.map(({ key, name, rows }) => (
        <section key={key} aria-label={name} className="pb-1">
          <h3 className="truncate px-3 pt-1.5 pb-0.5 font-semibold text-xs">{name}</h3>
          {rows.map(({ match, index }) => (
            <ResultRow
              key={`${match.pointer} ${match.start} ${match.text.length}`}
              find={find}
              match={match}
              index={index}
              isCurrent={index === current}
            />
          ))}
        </section>
      ))}
      {after > 0 && <p className="px-3 py-1 text-muted text-xs">{after} more after these</p>}
    </div>
  );
}

function ResultRow({ find, match, index, isCurrent }: Row & { find: Find; isCurrent: boolean }) {
  const { segment } = useEditor();
  const goTo = useGoToMatch();
  const row = useRef<HTMLButtonElement>(null);
  const { before, hit, after } = matchSnippet(match);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView?.({ block: "nearest" });
  }, [isCurrent]);
  return (
    <button
      ref={row}
      type="button"
      aria-current={isCurrent || undefined}
      data-match={match.pointer}
      onClick={() => {
        find.pick(index);
        goTo(match, "focus");
      }}
      className={cn(
        "flex w-full items-baseline gap-2 px-3 py-0.5 text-left text-xs hover:bg-hover focus-visible:-outline-offset-2",
        isCurrent && "bg-hover",
      )}
    >
      <span className="w-28 shrink-0 truncate text-muted">{fieldName(match, segment)}</span>
      <span className="min-w-0 flex-1 truncate font-mono">
        {before}
        <mark className="wt-found">{hit}</mark>
        {after}
      </span>
    </button>
  );
}
