import { useQueryClient } from "@tanstack/react-query";
import type { OrgTopic } from "@worktrail/shared/live/protocol";
import { useEffect } from "react";
import { trpc } from "../api/trpc.ts";
import { live } from "./live.ts";

/** Which queries a change makes stale: an open document is the editor's own matter. */
const staleBy = {
  runs: () => [trpc.runs.list.pathFilter(), trpc.runs.get.pathFilter()],
  tasks: () => [trpc.tasks.pathFilter()],
  segments: () => [trpc.segments.list.pathFilter(), trpc.segments.versions.pathFilter()],
  secrets: () => [trpc.secrets.pathFilter()],
  schedules: () => [
    trpc.schedules.list.pathFilter(),
    trpc.schedules.upcoming.pathFilter(),
    trpc.schedules.history.pathFilter(),
  ],
} satisfies Record<OrgTopic, () => unknown>;

/** Keeps every list fresh while the page is open; mounted once, by the shell. */
export function useOrganizationChanges(): void {
  const queryClient = useQueryClient();
  useEffect(
    () =>
      live.watchOrganization((change) => {
        const filters = change
          ? staleBy[change.topic]()
          : Object.values(staleBy).flatMap((filters) => filters());
        for (const filter of filters) void queryClient.invalidateQueries(filter);
      }),
    [queryClient],
  );
}
