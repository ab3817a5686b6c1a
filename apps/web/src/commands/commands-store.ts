// Which commands the open page adds, and which of the two dialogs is open.
import { useEffect } from "react";
import { create } from "zustand";
import type { BoundCommand, KeyHint } from "./command.ts";

export type OpenDialog = "commands" | "shortcuts" | null;

/** What one part of the page offers. */
type Offer = { readonly commands: readonly BoundCommand[]; readonly keys: readonly KeyHint[] };

type CommandsState = {
  readonly open: OpenDialog;
  readonly pageCommands: readonly BoundCommand[];
  /** Keys of the page that are no commands. */
  readonly pageKeys: readonly KeyHint[];
  readonly offers: readonly Offer[];
};

export const useCommands = create<CommandsState>(() => ({
  open: null,
  pageCommands: [],
  pageKeys: [],
  offers: [],
}));

export function showCommands(open: OpenDialog): void {
  useCommands.setState({ open });
}

/** Offers commands and names keys for as long as the part of the page is there. Give lists that keep their identity. */
export function usePageCommands(commands: readonly BoundCommand[], keys: readonly KeyHint[]): void {
  useEffect(() => {
    const offer = { commands, keys };
    changeOffers((offers) => [...offers, offer]);
    return () => changeOffers((offers) => offers.filter((one) => one !== offer));
  }, [commands, keys]);
}

function changeOffers(change: (offers: readonly Offer[]) => readonly Offer[]): void {
  const offers = change(useCommands.getState().offers);
  useCommands.setState({
    offers,
    pageCommands: offers.flatMap((offer) => offer.commands),
    pageKeys: offers.flatMap((offer) => offer.keys),
  });
}
