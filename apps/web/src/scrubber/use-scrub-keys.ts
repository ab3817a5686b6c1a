import { useEffect, useMemo } from "react";
import { isTyping } from "../canvas/is-typing.ts";
import { bindCommands, keyHandlers } from "../commands/command.ts";
import { usePageCommands } from "../commands/commands-store.ts";
import { keyName } from "../commands/key-name.ts";
import { SCRUB_KEYS, type ScrubContext, scrubCommands } from "./scrub-commands.ts";

const handlers = keyHandlers(scrubCommands, [], () => undefined);

/** Offers the commands of the scrubber and listens for their keys, everywhere but in fields, menus and dialogs. */
export function useScrubKeys({ store, player }: ScrubContext): void {
  const context = useMemo(() => ({ store, player }), [store, player]);
  usePageCommands(
    useMemo(() => bindCommands(scrubCommands, context), [context]),
    SCRUB_KEYS,
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
      if (handlers.get(keyName(event))?.(context, event)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [context]);
}
