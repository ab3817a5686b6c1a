import "./find.css";
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { toast } from "sonner";
import { useStore } from "zustand";
import { focusCanvas } from "../canvas/focus.ts";
import { useEditor } from "../store/editor-context.tsx";
import { counted } from "../ui/counted.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { FindOptions } from "./FindOptions.tsx";
import { FindResults } from "./FindResults.tsx";
import type { FindScope } from "./find-query.ts";
import { type Find, findOf } from "./find-store.ts";
import { unmarkField } from "./open-field.ts";
import { ReplaceRow } from "./ReplaceRow.tsx";
import type { ReplacePlan } from "./replace-matches.ts";
import { SearchField } from "./SearchField.tsx";
import { useFindKeys } from "./use-find-keys.ts";
import { type FieldFocus, useWalkMatches } from "./use-go-to-match.ts";

const SCOPES: readonly { value: FindScope; label: string }[] = [
  { value: "all", label: "All" },
  { value: "names", label: "Names" },
  { value: "config", label: "Configuration" },
  { value: "expressions", label: "Expressions" },
];

/** Finding and replacing in the open segment, over the upper right of the canvas. */
export function FindPanel() {
  const find = findOf(useEditor());
  const open = useStore(find.state, (state) => state.open);
  const walk = useWalkMatches();
  useFindKeys(find, walk);
  return open ? <OpenPanel find={find} walk={walk} /> : null;
}

type Walk = (by: 1 | -1, how?: FieldFocus) => void;

function OpenPanel({ find, walk }: { find: Find; walk: Walk }) {
  const { query, replacing, result, asked } = useStore(find.state);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asked === 0) return;
    input.current?.focus();
    input.current?.select();
  }, [asked]);
  useEffect(() => unmarkField, []);
  /** The focus stays here, so that the next Enter goes on. */
  const walkHere = (by: 1 | -1) => walk(by, "show");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    find.close();
    focusCanvas();
  };
  const none = result.matches.length === 0;
  return (
    <search
      aria-label="Find in this segment"
      data-find-panel
      onKeyDown={onKeyDown}
      className="absolute top-12 right-3 z-20 flex max-h-[calc(100%-64px)] w-96 max-w-[calc(100%-24px)] flex-col rounded-lg border border-line bg-raised shadow-float"
    >
      <div className="flex flex-col gap-2 p-2">
        <div className="flex items-start gap-1">
          <IconButton
            label={replacing ? "Hide replacing" : "Show replacing"}
            size="sm"
            aria-expanded={replacing}
            onClick={() => find.state.setState({ replacing: !replacing })}
            className="w-5"
          >
            {replacing ? <ChevronDown /> : <ChevronRight />}
          </IconButton>
          <SearchField
            ref={input}
            value={query.text}
            problem={result.problem}
            onChange={(text) => find.ask({ text })}
            onWalk={walkHere}
          />
          <FindOptions query={query} onChange={find.ask} />
          <IconButton label="Close finding" keys={["esc"]} size="sm" onClick={find.close}>
            <X />
          </IconButton>
        </div>
        {replacing && <ReplaceRow find={find} onReplaced={(plan, what) => report(plan, what, walkHere)} />}
        <div className="flex items-center gap-1 pl-6">
          <ToggleGroup
            label="Where to look"
            value={query.scope}
            onValueChange={(scope) => find.ask({ scope })}
            options={SCOPES}
            className="h-7"
          />
        </div>
        <div className="flex h-7 items-center gap-1 pl-6">
          <FindCount find={find} />
          <IconButton
            label="Previous match"
            keys={["shift", "F3"]}
            size="sm"
            disabled={none}
            onClick={() => walkHere(-1)}
            className="ml-auto"
          >
            <ArrowUp />
          </IconButton>
          <IconButton label="Next match" keys={["F3"]} size="sm" disabled={none} onClick={() => walkHere(1)}>
            <ArrowDown />
          </IconButton>
        </div>
      </div>
      <FindResults find={find} />
    </search>
  );
}

function FindCount({ find }: { find: Find }) {
  const { query, result, current } = useStore(find.state);
  const { matches, more, problem } = result;
  const count = matches.length;
  const words = () => {
    if (problem) return "Nothing was looked for.";
    if (query.text === "") return "Names, ids, configuration, expressions, notes.";
    if (count === 0) return "Nothing was found.";
    const all = more ? `the first ${count}` : String(count);
    return current < 0
      ? `${more ? "More than " : ""}${counted(count, "match").replace("matchs", "matches")}`
      : `${current + 1} of ${all}`;
  };
  return (
    <p role="status" className="text-muted text-xs tabular-nums">
      {words()}
    </p>
  );
}

function report(plan: ReplacePlan | null, what: "current" | "all", walk: (by: 1) => void): void {
  if (!plan) {
    if (what === "current") walk(1);
    return;
  }
  const [first] = plan.refused;
  if (first) {
    const left = `${counted(plan.refused.length, "place")} left as ${plan.refused.length === 1 ? "it is" : "they are"}`;
    toast.error(plan.replaced > 0 ? `Replaced ${plan.replaced}; ${left}.` : `Nothing was replaced.`, {
      description: `${first.match.text}: ${first.message}`,
    });
  } else if (plan.replaced === 0) toast.info("Nothing was replaced: these places hold no text of yours.");
  else if (what === "all") toast.success(`Replaced ${plan.replaced}. Undo takes all of them back.`);
  if (what === "current" && !first) walk(1);
}
