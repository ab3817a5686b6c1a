import { Suspense, useEffect, useState } from "react";
import { useEditor } from "../store/editor-context.tsx";
import { later } from "../ui/later.ts";

const PrintSheet = later(() => import("./PrintSheet.tsx"), "PrintSheet");
const LATEST_MS = 4_000;

/** Prints the open segment. What it takes is loaded once the editor has nothing better to do: printing cannot wait. */
export function EditorPrint() {
  const editor = useEditor();
  const [ready, setReady] = useState(false);
  useEffect(() => whenIdle(() => setReady(true)), []);
  return ready ? (
    <Suspense fallback={null}>
      <PrintSheet current={() => editor.segment} />
    </Suspense>
  ) : null;
}

function whenIdle(act: () => void): () => void {
  // Safari does not tell when it is idle.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(act, LATEST_MS);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(act, { timeout: LATEST_MS });
  return () => cancelIdleCallback(handle);
}
