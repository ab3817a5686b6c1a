import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { exportSegment } from "@worktrail/shared/segment/canonical";
import type { Segment } from "@worktrail/shared/segment/schema";
import { Copy, Download, Ellipsis, PenLine, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { trpc } from "../api/trpc.ts";
import { downloadText } from "../canvas/download-text.ts";
import { RunInputDialog } from "../runs/RunInputDialog.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/DropdownMenu.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import type { ListedSegment } from "./SegmentCard.tsx";
import { freeId } from "./segment-id.ts";
import { useCreateSegment } from "./use-create-segment.ts";

export interface SegmentMenuProps {
  listed: ListedSegment;
  /** Undefined while it loads: what needs the whole segment waits. */
  segment: Segment | undefined;
  taken: ReadonlySet<string>;
}

/** Run, which is what most come for, and the rest behind a menu. */
export function SegmentMenu({ listed, segment, taken }: SegmentMenuProps) {
  const { segment_id, name } = listed;
  const [asking, setAsking] = useState<"run" | "delete" | null>(null);
  const navigate = useNavigate();
  const { create } = useCreateSegment({ open: false });
  const duplicate = (from: Segment) =>
    create({ ...from, segment_id: freeId(`${segment_id.slice(0, 59)}_copy`, taken), name: `${name} (copy)` });
  return (
    <>
      <IconButton label={`Run ${name}`} size="sm" disabled={!segment} onClick={() => setAsking("run")}>
        <Play />
      </IconButton>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`Actions for ${name}`} size="sm">
            <Ellipsis />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem
            onSelect={() => void navigate({ to: "/segments/$segmentId", params: { segmentId: segment_id } })}
          >
            <PenLine aria-hidden /> Open
          </DropdownMenuItem>
          <DropdownMenuItem disabled={!segment} onSelect={() => setAsking("run")}>
            <Play aria-hidden /> Run…
          </DropdownMenuItem>
          <DropdownMenuItem disabled={!segment} onSelect={() => segment && duplicate(segment)}>
            <Copy aria-hidden /> Duplicate
          </DropdownMenuItem>
          <DropdownMenuItem
            disabled={!segment}
            onSelect={() => segment && downloadText(`${segment_id}.segment.json`, exportSegment(segment))}
          >
            <Download aria-hidden /> Export
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem danger onSelect={() => setAsking("delete")}>
            <Trash2 aria-hidden /> Delete…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {segment && (
        <RunSegment
          listed={listed}
          segment={segment}
          open={asking === "run"}
          onOpenChange={(open) => setAsking(open ? "run" : null)}
        />
      )}
      <DeleteSegment listed={listed} open={asking === "delete"} onClose={() => setAsking(null)} />
    </>
  );
}

interface RunSegmentProps {
  listed: ListedSegment;
  segment: Segment;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function RunSegment({ listed, segment, open, onOpenChange }: RunSegmentProps) {
  const navigate = useNavigate();
  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess: ({ run_id }) => navigate({ to: "/runs/$runId", params: { runId: run_id } }),
    }),
  );
  const { segment_id, revision } = listed;
  return (
    <RunInputDialog
      segment={segment}
      open={open}
      onOpenChange={onOpenChange}
      starting={start.isPending}
      onStart={(input, config) => start.mutate({ segment_id, revision, input, config })}
    />
  );
}

function DeleteSegment({
  listed,
  open,
  onClose,
}: {
  listed: ListedSegment;
  open: boolean;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.segments.delete.mutationOptions({
      onSettled: () => {
        onClose();
        return queryClient.invalidateQueries(trpc.segments.list.pathFilter());
      },
    }),
  );
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`Delete ${listed.name}?`}
      description="It disappears from this list. Its runs stay and can still be looked at; runs under way go on."
      confirmLabel="Delete"
      danger
      pending={remove.isPending}
      onConfirm={() => remove.mutate({ segment_id: listed.segment_id })}
    />
  );
}
