import "./versions.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Segment } from "@worktrail/shared/segment/schema";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useState } from "react";
import type { Autosaver } from "../store/autosaver.ts";
import { useDocument } from "../store/editor-context.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Loading } from "../ui/Loading.tsx";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { useReturnFocus } from "../ui/use-return-focus.ts";
import { HistoryList } from "./HistoryList.tsx";
import { VersionView } from "./VersionView.tsx";
import { historyQuery } from "./version-queries.ts";
import { closeHistory, showHistory, useVersionsView } from "./versions-view.ts";

export interface VersionHistoryProps {
  autosaver: Autosaver;
  /** Makes a segment of its own and opens it. */
  onCopy: (segment: Segment) => Promise<void>;
}

/** Every version of the open segment, over the editor: what it was, what changed, and the way back. */
export function VersionHistory({ autosaver, onCopy }: VersionHistoryProps) {
  const focus = useReturnFocus();
  const segment_id = useDocument(({ segment }) => segment.segment_id);
  const name = useDocument(({ segment }) => segment.name);
  const asked = useVersionsView(({ history }) => history?.revision ?? null);
  const [shown, setShown] = useState<"all" | "named">("all");
  const history = useInfiniteQuery(historyQuery(segment_id, shown === "named"));
  const pages = history.data?.pages ?? [];
  const versions = pages.flatMap((page) => page.versions);
  const revision = asked ?? pages[0]?.published_revision ?? versions[0]?.revision ?? null;
  return (
    <Radix.Root open onOpenChange={closeHistory}>
      <Radix.Portal>
        <Radix.Content
          {...focus}
          aria-describedby={undefined}
          className="fixed inset-0 z-40 flex animate-fade flex-col bg-surface outline-none"
        >
          <header className="flex h-12 shrink-0 items-center gap-3 border-line border-b bg-raised pr-14 pl-4">
            <Radix.Title className="min-w-0 flex-1 truncate font-semibold text-base">
              Version history <span className="font-normal text-muted">· {name}</span>
            </Radix.Title>
          </header>
          <div className="flex min-h-0 flex-1 flex-col overflow-y-auto md:flex-row md:overflow-hidden">
            <nav
              aria-label="Versions"
              className="flex max-h-60 w-full shrink-0 flex-col border-line border-b bg-raised md:max-h-none md:w-64 md:border-r md:border-b-0"
            >
              <div className="border-line border-b p-2">
                <ToggleGroup
                  label="Which versions"
                  value={shown}
                  onValueChange={setShown}
                  className="w-full"
                  options={[
                    { value: "all", label: "All" },
                    { value: "named", label: "Named only" },
                  ]}
                />
              </div>
              <div className="min-h-0 flex-1 overflow-y-auto">
                <HistoryList
                  segment_id={segment_id}
                  namedOnly={shown === "named"}
                  selected={revision}
                  onSelect={showHistory}
                />
              </div>
            </nav>
            {revision === null ? (
              <Loading />
            ) : (
              <VersionView
                key={revision}
                revision={revision}
                versions={versions}
                autosaver={autosaver}
                onCopy={onCopy}
              />
            )}
          </div>
          {/* Last in order, so that opening the history puts the focus on its first control. */}
          <Radix.Close asChild>
            <IconButton label="Back to the editor" tooltipSide="bottom" className="absolute top-2 right-3">
              <X />
            </IconButton>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
