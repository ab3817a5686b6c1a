import { useEffect } from "react";
import { keyName } from "../commands/key-name.ts";
import type { Find } from "./find-store.ts";

/** Keys that belong to a dialog or a menu while one is open. */
const ELSEWHERE = '[role$="dialog"][data-state="open"], [role="menu"][data-state="open"]';

/**
 * The keys of finding inside fields, where the editor's other keys are left to the browser. An editor of code
 * that searches by itself has answered before the key gets here.
 */
export function useFindKeys(find: Find, walk: (by: 1 | -1) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector(ELSEWHERE)) return;
      const { open } = find.state.getState();
      const key = keyName(event);
      if (key === "mod+f") find.show({ text: selectedWords(event.target) });
      else if (open && (key === "f3" || key === "shift+f3")) walk(key === "f3" ? 1 : -1);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [find, walk]);
}

const MAX_WORDS = 200;

function selectedWords(target: EventTarget | null): string {
  const inField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  const words = inField
    ? target.value.slice(target.selectionStart ?? 0, target.selectionEnd ?? 0)
    : (window.getSelection()?.toString() ?? "");
  return words.length > MAX_WORDS || words.includes("\n") ? "" : words;
}
