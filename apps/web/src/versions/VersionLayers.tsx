import type { Segment } from "@worktrail/shared/segment/schema";
import { Suspense } from "react";
import type { Autosaver } from "../store/autosaver.ts";
import { later } from "../ui/later.ts";
import { NewerVersion } from "./NewerVersion.tsx";
import { useVersionsView } from "./versions-view.ts";

const VersionHistory = later(() => import("./VersionHistory.tsx"), "VersionHistory");

export interface VersionLayersProps {
  autosaver: Autosaver;
  /** Makes a segment of its own and opens it. */
  onCopy: (segment: Segment) => Promise<void>;
  onLoadTheirs: () => Promise<void>;
}

/** What versions bring over the editor: the notice of a newer version, and the history. */
export function VersionLayers({ autosaver, onCopy, onLoadTheirs }: VersionLayersProps) {
  const history = useVersionsView((view) => view.history);
  return (
    <>
      <NewerVersion autosaver={autosaver} onShow={() => void onLoadTheirs()} />
      {history && (
        <Suspense>
          <VersionHistory autosaver={autosaver} onCopy={onCopy} />
        </Suspense>
      )}
    </>
  );
}
