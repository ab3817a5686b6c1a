import "../../src/styles/app.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { catalog } from "@worktrail/steps/contracts";
import type { ReactNode } from "react";
import { queryClient } from "../../src/api/query-client.ts";
import { SegmentEditor } from "../../src/canvas/SegmentEditor.tsx";
import { browserDrafts } from "../../src/store/drafts.ts";
import { Toaster } from "../../src/ui/Toaster.tsx";
import { TooltipProvider } from "../../src/ui/Tooltip.tsx";
import { makeSegment, type Size } from "./make-segment.ts";

/** The editor as it is in the app, with a server that takes everything. */
export function editorPage(size: Size): ReactNode {
  const segment = makeSegment(size);
  let revision = 1;
  const requests = {
    load: async () => ({ segment, revision }),
    save: async (input: unknown) => {
      JSON.stringify(input);
      revision += 1;
      return { revision };
    },
    ids: async () => [],
    start: async () => ({ run_id: "bench" }),
  };
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <div className="h-dvh">
          <SegmentEditor
            loaded={{ segment, revision }}
            draft={null}
            draftKey="bench"
            drafts={browserDrafts}
            requests={requests}
            catalog={catalog}
            breadcrumbs={[]}
            onOpenSegment={() => {}}
            onOpenRun={() => {}}
            onSignIn={() => {}}
          />
        </div>
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>
  );
}
