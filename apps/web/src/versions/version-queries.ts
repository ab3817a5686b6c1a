import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type ApiOutputs, trpc, trpcClient } from "../api/trpc.ts";

export type Version = ApiOutputs["segments"]["versions"]["versions"][number];

const PAGE = 60;

/** Which revision is the newest and which is published; others' changes make it stale. */
export const headQuery = (segment_id: string) =>
  queryOptions({
    ...trpc.segments.versions.queryOptions({ segment_id, limit: 1 }),
    staleTime: Number.POSITIVE_INFINITY,
    // Asking as somebody signed out leaves the page; the save of an edit says that more gently.
    refetchOnWindowFocus: false,
  });

/** The history, page by page, newest first. */
export const historyQuery = (segment_id: string, marked_only: boolean) =>
  infiniteQueryOptions({
    // Below the procedure's own key, so that what makes it stale makes this stale.
    queryKey: [...trpc.segments.versions.pathKey(), { segment_id, marked_only, pages: true }],
    queryFn: ({ pageParam }) =>
      trpcClient.segments.versions.query({
        segment_id,
        marked_only,
        limit: PAGE,
        ...(pageParam !== null && { before: pageParam }),
      }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next_before }) => next_before,
  });

/** A stored document never changes. */
export const documentQuery = (segment_id: string, revision: number) =>
  queryOptions({
    queryKey: ["version-document", segment_id, revision],
    queryFn: async () => (await trpcClient.segments.get.query({ segment_id, revision })).segment,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** One version of the list by its number, as when a run leads to it. */
export const versionQuery = (segment_id: string, revision: number) =>
  queryOptions({
    ...trpc.segments.versions.queryOptions({ segment_id, before: revision + 1, limit: 1 }),
    select: ({ versions }): Version | null => versions[0] ?? null,
  });
