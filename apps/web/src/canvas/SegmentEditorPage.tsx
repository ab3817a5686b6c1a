import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useRouteContext } from "@tanstack/react-router";
import { catalog } from "@worktrail/steps/contracts";
import { useCallback } from "react";
import { describeError } from "../api/errors.ts";
import { queryClient } from "../api/query-client.ts";
import { sessionQuery } from "../identity/session.ts";
import { Page } from "../shell/Page.tsx";
import { browserDrafts } from "../store/drafts.ts";
import { useSegmentCrumbs } from "../sub-segments/use-segment-crumbs.tsx";
import { Button } from "../ui/Button.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { useVersionOfAddress } from "../versions/use-version-of-address.ts";
import { SegmentEditor } from "./SegmentEditor.tsx";
import { segmentRequests } from "./segment-requests.ts";

/** Loads the segment and what this browser still holds of it, then hands both to the editor. */
export function SegmentEditorPage() {
  const { segmentId } = useParams({ from: "/app/segments/$segmentId" });
  const navigate = useNavigate();
  useVersionOfAddress();
  const { session } = useRouteContext({ from: "/app/segments/$segmentId" });
  // Ids are unique in an organisation only, and a browser may be in several.
  const draftKey = `${session.session.activeOrganizationId}:${session.user.id}:${segmentId}`;
  const loaded = useQuery({
    queryKey: ["segment-editor", segmentId],
    queryFn: async () => {
      const draft = browserDrafts.read(draftKey).catch(() => null);
      return { ...(await segmentRequests.load(segmentId)), draft: await draft };
    },
    // The editor owns what it was given; the cache must never hand it an older state again.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const openSegment = useCallback(
    (segment_id: string) => navigate({ to: "/segments/$segmentId", params: { segmentId: segment_id } }),
    [navigate],
  );
  const openRun = useCallback(
    (run_id: string) => navigate({ to: "/runs/$runId", params: { runId: run_id } }),
    [navigate],
  );
  const signIn = useCallback(() => {
    queryClient.setQueryData(sessionQuery.queryKey, null);
    return navigate({ to: "/sign-in", search: { from: window.location.pathname } });
  }, [navigate]);
  const breadcrumbs = useSegmentCrumbs();
  if (loaded.data) {
    return (
      <SegmentEditor
        key={segmentId}
        loaded={loaded.data}
        draft={loaded.data.draft}
        draftKey={draftKey}
        drafts={browserDrafts}
        requests={segmentRequests}
        catalog={catalog}
        breadcrumbs={breadcrumbs}
        onOpenSegment={openSegment}
        onOpenRun={openRun}
        onSignIn={signIn}
      />
    );
  }
  return (
    <Page title={segmentId} breadcrumbs={breadcrumbs}>
      {loaded.isPending ? (
        <Loading />
      ) : (
        <ErrorState
          title="This segment cannot be opened"
          message={describeError(loaded.error).message}
          onRetry={() => void loaded.refetch()}
          retrying={loaded.isFetching}
          action={
            <Button asChild>
              <Link to="/segments">All segments</Link>
            </Button>
          }
        />
      )}
    </Page>
  );
}
