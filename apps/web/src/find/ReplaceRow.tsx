import { useStore } from "zustand";
import { Button } from "../ui/Button.tsx";
import { Input } from "../ui/Input.tsx";
import type { Find } from "./find-store.ts";
import type { ReplacePlan } from "./replace-matches.ts";

export interface ReplaceRowProps {
  find: Find;
  /** Null when there was nothing to replace. */
  onReplaced: (plan: ReplacePlan | null, what: "current" | "all") => void;
}

export function ReplaceRow({ find, onReplaced }: ReplaceRowProps) {
  const replacement = useStore(find.state, (state) => state.replacement);
  const none = useStore(find.state, (state) => state.result.matches.length === 0);
  const replace = (what: "current" | "all") => onReplaced(find.replace(what), what);
  return (
    <div className="flex items-center gap-1 pl-6">
      <Input
        aria-label="Replace by"
        placeholder="Replace by"
        value={replacement}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => find.state.setState({ replacement: target.value })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          replace("current");
        }}
        className="h-7 px-2"
      />
      <Button size="sm" disabled={none} onClick={() => replace("current")}>
        Replace
      </Button>
      <Button size="sm" disabled={none} onClick={() => replace("all")}>
        Replace all
      </Button>
    </div>
  );
}
