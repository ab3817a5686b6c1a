import { useCallback, useEffect, useMemo } from "react";
import { isTyping } from "../canvas/is-typing.ts";
import { bindCommands, type Command, keyHandlers } from "../commands/command.ts";
import { usePageCommands } from "../commands/commands-store.ts";
import { keyName } from "../commands/key-name.ts";
import { useComparing } from "./compare-context.tsx";
import { nextDifference } from "./difference-walk.ts";

type Walk = (by: 1 | -1) => void;

/** Shows the next difference, or the one before, around the end. */
export function useWalkDifferences(): Walk {
  const { comparison, place, show } = useComparing();
  return useCallback(
    (by) => {
      const compared = comparison.getState();
      const next = compared && nextDifference(compared.run, place, by);
      if (next) show(next);
    },
    [comparison, place, show],
  );
}

const walkCommands: readonly Command<{ walk: Walk }>[] = [
  {
    id: "next_difference",
    title: "Next difference",
    section: "Run",
    words: "compare runs",
    keys: ["n", "]"],
    run: ({ walk }) => walk(1),
  },
  {
    id: "previous_difference",
    title: "Previous difference",
    section: "Run",
    words: "compare runs",
    keys: ["p", "["],
    run: ({ walk }) => walk(-1),
  },
];
const walkKeys = keyHandlers(walkCommands, [], () => {});

/** N and P, or the brackets; the palette offers both too. */
export function useWalkKeys(): void {
  const walk = useWalkDifferences();
  const context = useMemo(() => ({ walk }), [walk]);
  usePageCommands(
    useMemo(() => bindCommands(walkCommands, context), [context]),
    NO_KEYS,
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
      if (walkKeys.get(keyName(event))?.(context, event)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [context]);
}

const NO_KEYS: readonly never[] = [];
