import type { Point } from "@worktrail/shared/segment/schema";
import { FastForward, Pencil, Play } from "lucide-react";
import { type MouseEvent, type ReactNode, useRef, useState } from "react";
import { useRun } from "../runs/run-context.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../ui/DropdownMenu.tsx";
import { StepAgainDialogs } from "./StepAgainDialogs.tsx";
import { type StepAgain, useStepAgain } from "./use-step-again.ts";

type Opened = { readonly step_id: string; readonly at: Point };

/** Further than this, the other button has moved the view. */
const MOVED_PX = 4;

/** On the canvas of a run that is over, each step's own menu offers to start from there. */
export function RunStepMenu({ children }: { children: ReactNode }) {
  const { select } = useRun();
  const again = useStepAgain();
  const [opened, setOpened] = useState<Opened | null>(null);
  const pressed = useRef<Point | null>(null);
  const look = (event: MouseEvent) => {
    const at = { x: event.clientX, y: event.clientY };
    const step_id = stepAt(at);
    if (step_id === null || !again.canEdit(step_id)) return;
    if (event.button === 2 && hasMoved(pressed.current, at)) return;
    // The canvas would take the press for the beginning of a move.
    event.preventDefault();
    event.stopPropagation();
    select(step_id);
    setOpened({ step_id, at });
  };
  return (
    <div
      className="size-full"
      role="presentation"
      onContextMenuCapture={look}
      onPointerDownCapture={({ clientX, clientY }) => {
        pressed.current = { x: clientX, y: clientY };
      }}
    >
      {children}
      {opened && <OpenMenu again={again} opened={opened} onClose={() => setOpened(null)} />}
      <StepAgainDialogs again={again} />
    </div>
  );
}

interface OpenMenuProps {
  again: StepAgain;
  opened: Opened;
  onClose: () => void;
}

function OpenMenu({ again, opened: { step_id, at }, onClose }: OpenMenuProps) {
  return (
    <DropdownMenu open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenuTrigger asChild>
        <span aria-hidden className="pointer-events-none fixed size-0" style={{ left: at.x, top: at.y }} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" sideOffset={2} aria-label="This step">
        {again.canStart(step_id) && (
          <>
            <DropdownMenuItem onSelect={() => again.begin({ step_id, alone: false })}>
              <FastForward /> Start from here
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => again.begin({ step_id, alone: true })}>
              <Play /> Run this step alone
            </DropdownMenuItem>
          </>
        )}
        <DropdownMenuItem onSelect={() => again.edit(step_id)}>
          <Pencil /> Change its input…
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** By place: while the view may be moved, events are the pane's. */
function stepAt({ x, y }: Point): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const card = element.closest<HTMLElement>("[data-step-id][data-step-type]");
    if (card) return card.dataset.stepId ?? null;
  }
  return null;
}

const hasMoved = (from: Point | null, to: Point) =>
  from !== null && Math.hypot(from.x - to.x, from.y - to.y) > MOVED_PX;
