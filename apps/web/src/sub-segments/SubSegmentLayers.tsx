import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import type { SegmentRequests } from "../canvas/segment-requests.ts";
import { useEditor } from "../store/editor-context.tsx";
import { ConvertDialog } from "./ConvertDialog.tsx";
import { stopConverting, useSubSegmentView } from "./sub-segment-view.ts";
import { useSubSegmentIssues } from "./use-sub-segment-issues.ts";
import { viaWith } from "./via.ts";

/** What sub-segments bring over the editor: the dialog that makes one, and the way into one. */
export function SubSegmentLayers({ requests }: { requests: SegmentRequests }) {
  const editor = useEditor();
  const { converting, opening } = useSubSegmentView();
  const { via } = useSearch({ from: "/app/segments/$segmentId" });
  const navigate = useNavigate();
  useSubSegmentIssues();
  useEffect(() => stopConverting, []);
  useEffect(() => {
    if (opening === null) return;
    useSubSegmentView.setState({ opening: null });
    const search = { via: viaWith(via, editor.segment.segment_id) };
    void navigate({ to: "/segments/$segmentId", params: { segmentId: opening }, search });
  }, [opening, via, editor, navigate]);
  if (converting === null) return null;
  return <ConvertDialog step_ids={converting} requests={requests} onClose={stopConverting} />;
}
