// Which groups of one canvas are folded, and how that changes: the editor remembers it, a run does not.
import { createContext, useContext } from "react";

export type Folding = {
  readonly folded: ReadonlySet<string>;
  readonly fold: (group_id: string, fold: boolean) => void;
};

const NOTHING_FOLDED: Folding = { folded: new Set(), fold: () => {} };
export const FoldingContext = createContext<Folding>(NOTHING_FOLDED);
export const useFolding = (): Folding => useContext(FoldingContext);
