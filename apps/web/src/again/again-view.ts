// What is asked for one step of the open editor; one editor is open at a time.
import { create } from "zustand";

export type AgainAsked = { readonly what: "pin" | "step" | "until"; readonly step_id: string };

export const useAgainView = create<{ asked: AgainAsked | null }>(() => ({ asked: null }));

export function askAgain(what: AgainAsked["what"], step_id: string): void {
  useAgainView.setState({ asked: { what, step_id } });
}

export function doneAsking(): void {
  useAgainView.setState({ asked: null });
}
