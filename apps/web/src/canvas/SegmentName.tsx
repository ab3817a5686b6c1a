import { useRef, useState } from "react";
import { setSegmentField } from "../gestures/set-segment-field.ts";
import { useDocument, useEditor } from "../store/editor-context.tsx";

/** The name of the segment, edited in place: Enter or leaving keeps it, Escape does not. */
export function SegmentName() {
  const editor = useEditor();
  const name = useDocument((state) => state.segment.name);
  const [typed, setTyped] = useState<string | null>(null);
  const dropped = useRef(false);
  const keep = () => {
    const wanted = typed?.trim().slice(0, 200);
    if (wanted && !dropped.current)
      editor.commit(setSegmentField("name", wanted), { label: "Rename segment" });
    dropped.current = false;
    setTyped(null);
  };
  return (
    <h1 className="min-w-0 font-semibold text-base">
      <span className="sr-only">{name}</span>
      <input
        aria-label="Name of the segment"
        value={typed ?? name}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          dropped.current = event.key === "Escape";
          if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
        }}
        className="field-sizing-content -mx-1.5 min-w-24 max-w-[min(40vw,480px)] truncate rounded-md border border-transparent bg-transparent px-1.5 py-0.5 hover:border-line focus:border-ring focus:bg-raised"
      />
    </h1>
  );
}
