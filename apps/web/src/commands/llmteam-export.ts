// Whether the export in the llmteam dialect is being looked at before the file is made.
import { create } from "zustand";

export const useLlmteamExport = create<{ open: boolean }>(() => ({ open: false }));

export function askLlmteamExport(): void {
  useLlmteamExport.setState({ open: true });
}
