import "./print.css";
import type { Segment } from "@worktrail/shared/segment/schema";
import { createPortal } from "react-dom";
import { PrintedSegment } from "./PrintedSegment.tsx";
import { usePrinting } from "./use-printing.ts";

/**
 * The page as paper shows it, in the place of everything else. It stands beside the app, so that nothing on the
 * screen is touched, and is empty until somebody prints.
 * @param current the segment as it is at that moment
 */
export function PrintSheet({ current }: { current: () => Segment }) {
  const printing = usePrinting();
  return createPortal(
    <div data-print-sheet className="wt-print">
      {printing && <PrintedSegment segment={current()} />}
    </div>,
    document.body,
  );
}
