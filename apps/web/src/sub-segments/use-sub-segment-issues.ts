import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { trpc } from "../api/trpc.ts";
import { useDocument, useEditor } from "../store/editor-context.tsx";
import { issuesFrom, questionAbout } from "./sub-segment-issues.ts";

const NOTHING = "";

/** Puts what only the server knows about sub-segments among the problems of the drawing. */
export function useSubSegmentIssues(): void {
  const editor = useEditor();
  // As text, so that it stays the same while other things of the drawing change.
  const asked = useDocument(({ segment }) => {
    const question = questionAbout(segment, segment.steps);
    return question ? JSON.stringify(question) : NOTHING;
  });
  const question = useMemo(() => (asked === NOTHING ? null : JSON.parse(asked)), [asked]);
  const { data } = useQuery({
    ...trpc.segments.validate.queryOptions({ segment: question }),
    enabled: question !== null,
    staleTime: 5_000,
  });
  useEffect(() => {
    editor.alsoCheck(question && data ? issuesFrom(question, data.issues) : null);
  }, [editor, question, data]);
}
