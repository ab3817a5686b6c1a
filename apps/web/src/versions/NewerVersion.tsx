import { useQuery } from "@tanstack/react-query";
import { useStore } from "zustand";
import type { Autosaver } from "../store/autosaver.ts";
import { useDocument } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { headQuery } from "./version-queries.ts";

export interface NewerVersionProps {
  autosaver: Autosaver;
  onShow: () => void;
}

/** Somebody saved while nothing was edited here: shown before an edit makes it a conflict. */
export function NewerVersion({ autosaver, onShow }: NewerVersionProps) {
  const { phase, revision } = useStore(autosaver.state);
  const segment_id = useDocument(({ segment }) => segment.segment_id);
  const head = useQuery(headQuery(segment_id)).data;
  if (!head || phase.name !== "saved" || head.latest_revision <= revision) return null;
  return (
    <section
      role="status"
      className="absolute top-3 left-1/2 z-20 flex max-w-[calc(100%-24px)] -translate-x-1/2 animate-pop flex-wrap items-center gap-2 rounded-lg border border-line bg-raised p-2 pl-3 text-sm shadow-float"
    >
      <p>
        {head.updated_by.name} saved version {head.latest_revision}; you see version {revision}.
      </p>
      <Button size="sm" variant="primary" onClick={onShow}>
        Show the new version
      </Button>
    </section>
  );
}
