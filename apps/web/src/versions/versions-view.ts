// What of the versions is open over the editor; one editor is open at a time.
import { create } from "zustand";

type VersionsView = {
  readonly publishing: boolean;
  /** The open history, with the version that is looked at; null shows the newest. */
  readonly history: { readonly revision: number | null } | null;
};

const CLOSED: VersionsView = { publishing: false, history: null };

export const useVersionsView = create<VersionsView>(() => CLOSED);

export function showPublishing(publishing: boolean): void {
  useVersionsView.setState({ publishing });
}

export function showHistory(revision: number | null = null): void {
  useVersionsView.setState({ publishing: false, history: { revision } });
}

export function closeHistory(): void {
  useVersionsView.setState({ history: null });
}

export function closeVersions(): void {
  useVersionsView.setState(CLOSED);
}
