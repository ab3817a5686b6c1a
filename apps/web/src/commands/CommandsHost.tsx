import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { isTyping } from "../canvas/is-typing.ts";
import { useTheme } from "../theme/theme.ts";
import { type AppContext, appCommands } from "./app-commands.ts";
import { CommandPalette } from "./CommandPalette.tsx";
import { bindCommands, keyHandlers } from "./command.ts";
import { type OpenDialog, showCommands, useCommands } from "./commands-store.ts";
import { keyName } from "./key-name.ts";
import { ShortcutsSheet } from "./ShortcutsSheet.tsx";

const PALETTE_KEY = "mod+k";
const appKeys = keyHandlers(appCommands, [], () => undefined);

/** The palette and the shortcuts sheet of every page, and the keys that open them. */
export function CommandsHost() {
  const { open, pageCommands, pageKeys } = useCommands();
  const context = useAppContext();
  useAppKeys(context);
  const commands = useMemo(
    () => [...pageCommands, ...bindCommands(appCommands, context)],
    [pageCommands, context],
  );
  const change = (dialog: OpenDialog) => (shown: boolean) => showCommands(shown ? dialog : null);
  return (
    <>
      <CommandPalette commands={commands} open={open === "commands"} onOpenChange={change("commands")} />
      <ShortcutsSheet
        hints={[...commands, ...pageKeys]}
        open={open === "shortcuts"}
        onOpenChange={change("shortcuts")}
      />
    </>
  );
}

function useAppContext(): AppContext {
  const navigate = useNavigate();
  return useMemo(() => {
    const { setTheme } = useTheme.getState();
    return {
      go: (to) => navigate({ to }),
      setTheme,
      theme: () => useTheme.getState().theme,
      show: showCommands,
    };
  }, [navigate]);
}

function useAppKeys(context: AppContext): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = keyName(event);
      if (name === PALETTE_KEY && useCommands.getState().open === "commands") showCommands(null);
      // A field keeps its own keys, but the palette can be called from it.
      else if (name === PALETTE_KEY ? inDialog(event.target) : isTyping(event.target)) return;
      else if (!appKeys.get(name)?.(context, event)) return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [context]);
}

function inDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role$="dialog"], [role="menu"]') !== null;
}
