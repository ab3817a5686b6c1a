// Which commands the open page adds, and which of the two dialogs is open.
import { useEffect } from "react";
import { create } from "zustand";
import type { BoundCommand, KeyHint } from "./command.ts";

export type OpenDialog = "commands" | "shortcuts" | null;

type CommandsState = {
  readonly open: OpenDialog;
  readonly pageCommands: readonly BoundCommand[];
  /** Keys of the page that are no commands. */
  readonly pageKeys: readonly KeyHint[];
};

export const useCommands = create<CommandsState>(() => ({ open: null, pageCommands: [], pageKeys: [] }));

export function showCommands(open: OpenDialog): void {
  useCommands.setState({ open });
}

/** Offers commands and names keys for as long as the page is there. Give lists that keep their identity. */
export function usePageCommands(pageCommands: readonly BoundCommand[], pageKeys: readonly KeyHint[]): void {
  useEffect(() => {
    useCommands.setState({ pageCommands, pageKeys });
    return () => useCommands.setState({ pageCommands: [], pageKeys: [] });
  }, [pageCommands, pageKeys]);
}
