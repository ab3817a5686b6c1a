import "../../src/styles/app.css";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import type { ReactNode } from "react";
import { queryClient } from "../../src/api/query-client.ts";
import { SegmentEditor } from "../../src/canvas/SegmentEditor.tsx";
import type { SegmentRequests } from "../../src/canvas/segment-requests.ts";
import { browserDrafts } from "../../src/store/drafts.ts";
import { Toaster } from "../../src/ui/Toaster.tsx";
import { TooltipProvider } from "../../src/ui/Tooltip.tsx";
import { makeSegment, type Size } from "./make-segment.ts";

const NOT_FOUND = {
  error: { message: "Not here.", code: -32004, data: { code: "NOT_FOUND", httpStatus: 404 } },
};

/** The editor as it is in the app, with a server that takes everything and knows of nothing else. */
export function editorPage(size: Size): ReactNode {
  const segment = makeSegment(size);
  window.fetch = async () => Response.json(NOT_FOUND, { status: 404 });
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <RouterProvider router={routerAround(() => <OpenEditor segment={segment} />)} />
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>
  );
}

function OpenEditor({ segment }: { segment: Segment }) {
  return (
    <div className="h-dvh">
      <SegmentEditor
        loaded={{ segment, revision: 1 }}
        draft={null}
        draftKey="bench"
        drafts={browserDrafts}
        requests={requestsOf(segment)}
        catalog={catalog}
        breadcrumbs={[]}
        onOpenSegment={() => {}}
        onOpenRun={() => {}}
        onSignIn={() => {}}
      />
    </div>
  );
}

function requestsOf(segment: Segment): SegmentRequests {
  let revision = 1;
  return {
    load: async () => ({ segment, revision }),
    save: async (input) => {
      JSON.stringify(input);
      revision += 1;
      return { revision };
    },
    ids: async () => [],
    start: async () => ({ run_id: "bench" }),
    startFrom: async () => ({ run_id: "bench" }),
  };
}

/** The one address of the app that the editor reads from. */
function routerAround(component: () => ReactNode) {
  const root = createRootRoute();
  const app = createRoute({ getParentRoute: () => root, id: "app" });
  const page = createRoute({ getParentRoute: () => app, path: "/segments/$segmentId", component });
  return createRouter({
    routeTree: root.addChildren([app.addChildren([page])]),
    history: createMemoryHistory({ initialEntries: ["/segments/bench"] }),
  });
}
